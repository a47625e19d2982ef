"""Kinds and states of launches and promotions (handbook H6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
    CLOSED = "closed", pgettext_lazy("promotion", "Closed")
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


class ContributionKind(models.TextChoices):
    """What brings quantity into a month's plan (handbook H8.2)."""

    LAUNCH = "launch", _("Launch")
    PROMOTION = "promotion", _("Promotion")
    PROMOTER = "promoter", _("Promoter")


class LaunchStatus(models.TextChoices):
    """A launch is planned, offered to the centers, published to the reps (handbook H6.1)."""

    DRAFT = "draft", _("Draft")
    OFFERED = "offered", _("With the centers")
    PUBLISHED = "published", _("Published")
    CLOSED = "closed", pgettext_lazy("launch", "Closed")
    CANCELLED = "cancelled", _("Cancelled")


class ShareStatus(models.TextChoices):
    """What a center said of its share of a launch."""

    WAITING = "waiting", _("Waits for the center")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Accepted")


class LaunchFileKind(models.TextChoices):
    TRAINING = "training", _("Training material")
    MATERIAL = "material", _("Sales material")


class RefusalReason(models.TextChoices):
    """Why a store does not take a new model in."""

    PRICE = "price", _("Price or margin")
    STOCK = "stock", _("Too much old stock")
    CASH = "cash", _("No money for stock")
    RIVAL = "rival", _("Prefers a competitor")
    SPACE = "space", _("No place on display")
    DECIDER = "decider", _("Decider not there")
    SUPPLY = "supply", _("We could not deliver")
    OTHER = "other", _("Other")


class OpenBecause(models.TextChoices):
    """Why a store is open that refused nothing."""

    NOT_VISITED = "not_visited", _("Not visited since the start")
    NOTHING_SAID = "nothing_said", _("Visited, nothing recorded")


OPEN_REASONS = [*OpenBecause.choices, *RefusalReason.choices]


class MaterialKind(models.TextChoices):
    POSM = "posm", _("POSM")
    GIFT = "gift", _("Gift")


class MoveKind(models.TextChoices):
    SENT = "sent", pgettext_lazy("material", "Sent")
    RECEIVED = "received", _("Received")
    USED = "used", _("Used")


class Executed(models.TextChoices):
    YES = "yes", _("Carried out")
    PARTLY = "partly", _("Partly carried out")
    NO = "no", _("Not carried out")

    @property
    def state(self) -> str:
        """The colour of its badge."""
        return {"yes": "green", "partly": "amber", "no": "red"}[self.value]


class LaunchStoreState(models.TextChoices):
    """How far a target store has come; never stored."""

    OPEN = "open", _("to sell in")
    UNSHOWN = "unshown", _("sold in, not displayed")
    DONE = "done", _("sold in and displayed")

    @classmethod
    def of(cls, place) -> "LaunchStoreState":
        """The state of a row that was read with it."""
        if not place.is_sold_in:
            return cls.OPEN
        return cls.DONE if place.is_displayed else cls.UNSHOWN
