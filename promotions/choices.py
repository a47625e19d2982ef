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


class PromotionStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    CANCELLED = "cancelled", _("Cancelled")
