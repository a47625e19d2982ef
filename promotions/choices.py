"""Kinds and states of promotions (handbook H6.2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PromotionKind(models.TextChoices):
    PRICE_CUT = "price_cut", _("Price cut")
    GIFT = "gift", _("Gift")
    BUNDLE = "bundle", _("Bundle")
    TRADE_IN = "trade_in", _("Trade-in")
    ROADSHOW = "roadshow", _("Roadshow")
    DISPLAY = "display", _("Display reward")
    TEMPS = "temps", _("Temporary promoters")


class PromotionStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    PUBLISHED = "published", _("Published")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


# What may still be changed, and what stores were told.
OPEN_TO_CHANGE = (PromotionStatus.DRAFT, PromotionStatus.RETURNED)
ANNOUNCED = (PromotionStatus.PUBLISHED, PromotionStatus.CLOSED, PromotionStatus.CANCELLED)


class PromotionPhase(models.TextChoices):
    """Where a published promotion is by its days; never stored."""

    AHEAD = "ahead", _("Ahead")
    RUNNING = "running", _("Running")
    ENDED = "ended", _("Ended")


class ApprovalLevel(models.TextChoices):
    """Who approves by the amount, from the lowest; the values are those of `calc.approval`."""

    MANAGER = "manager", _("Center manager")
    MARKETING = "marketing", _("Marketing")
    HQ = "hq", _("HQ")


class CostKind(models.TextChoices):
    PRICE_SUPPORT = "price_support", _("Price support")
    GIFTS = "gifts", _("Gifts")
    POSM = "posm", _("POSM")
    TEMP_STAFF = "temp_staff", _("Temporary staff")
    OTHER = "other", _("Other cost")


class CostStage(models.TextChoices):
    PLANNED = "planned", _("Planned")
    BOOKED = "booked", _("Booked")
