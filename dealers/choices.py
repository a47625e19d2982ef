"""States of a profit plan, and how its lines came to be (handbook H8.2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    APPROVED = "approved", _("Approved")


EDITABLE = (PlanStatus.DRAFT, PlanStatus.RETURNED)


class LineMethod(models.TextChoices):
    """The forecast's method, or why there is no forecast behind the line."""

    ROBUST = "robust", _("level, recent months and season")
    SHORT = "short_history", _("short history")
    OPENING = "opening", _("newly opened")
    LIKE_STORES = "like_stores", _("no history: like similar stores")
    ADDED = "added", _("added by hand")
    LEFT = "left", _("no longer in the draft")


class LineCarriage(models.TextChoices):
    """Where a line stands to the distribution standard, see `dealers.calc.carriage`."""

    CARRIED = "carried", _("carried")
    MISSING = "missing", _("not carried, though the standard asks for it")
    NOT_ASKED = "not_asked", _("not carried, nor asked for by the standard")


class PlanFlag(models.TextChoices):
    """The warnings of `dealers.calc.checks`, in words."""

    OUTSIDE_RANGE = "outside_range", _("outside the forecast's range")
    NO_HISTORY = "no_history", _("no sales history")
    OVERSTOCK = "overstock", _("stock for more than two months")
    NO_PRICE = "no_price", _("no price")
    NOT_DRAFTED = "not_drafted", _("not in the draft")
    NOT_CARRIED = "not_carried", _("no distribution: the store does not carry it")
    NOT_ASKED = "not_asked", _("no distribution: neither carried nor asked of this class")
    RAISED_UNCARRIED = "raised_uncarried", _("raised without distribution")
    UNDER_TARGET = "under_target", _("below the target")
    LOSS = "loss", _("the customer loses money")
    EMPTY = "empty", _("nothing is planned")
