"""Kinds and states of the daily business with dealers (handbook H10.2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MovementKind(models.TextChoices):
    SELL_IN = "sell_in", pgettext_lazy("dealer", "Order from us")
    DELIVERY = "delivery", pgettext_lazy("dealer", "Delivery to a store")


class Age(models.TextChoices):
    """How long a receivable is overdue; the values are those of `calc.receivables.Age`."""

    NOT_DUE = "not_due", pgettext_lazy("receivable", "not due")
    TO_30 = "to_30", _("1–30 days")
    TO_60 = "to_60", _("31–60 days")
    TO_90 = "to_90", _("61–90 days")
    OVER_90 = "over_90", _("more than 90 days")


class CaseKind(models.TextChoices):
    DIVERSION = "diversion", _("Diversion")
    PRICE_BREACH = "price_breach", _("Price breach")


class CaseSide(models.TextChoices):
    DID = "did", _("the dealer did it")
    SUFFERS = "suffers", _("the dealer suffers from it")


class CaseStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("case", "Open")
    IN_WORK = "in_work", pgettext_lazy("case", "Being looked into")
    PROVEN = "proven", pgettext_lazy("case", "Proven")
    UNFOUNDED = "unfounded", pgettext_lazy("case", "Unfounded")
    SETTLED = "settled", pgettext_lazy("case", "Settled")


# Somebody still has something to do; their deadline counts.
UNSETTLED = (CaseStatus.OPEN, CaseStatus.IN_WORK, CaseStatus.PROVEN)
