"""What a dealer is evaluated by, and what follows from it (handbook H10.6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Measure(models.TextChoices):
    """The values are those of `calc.evaluation.MEASURES`."""

    TARGET = "target", _("Target reached")
    DISTRIBUTION = "distribution", pgettext_lazy("measure", "Distribution")
    STOCK = "stock", _("Stock health")
    PAYMENT = "payment", _("Payment on time")
    DISCIPLINE = "discipline", _("Price and territory discipline")
    TEAM = "team", pgettext_lazy("measure", "Team")
    REPORTING = "reporting", _("Reporting")


class Grade(models.TextChoices):
    A = "A", "A"
    B = "B", "B"
    C = "C", "C"
    D = "D", "D"


class Adjustment(models.TextChoices):
    EXPAND = "expand", pgettext_lazy("dealer", "Expand")
    KEEP = "keep", pgettext_lazy("dealer", "Keep")
    IMPROVE = "improve", pgettext_lazy("dealer", "Improve by a day")
    SHRINK = "shrink", pgettext_lazy("dealer", "Shrink")
    END = "end", pgettext_lazy("dealer", "End")


class EvaluationStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    APPROVED = "approved", _("Approved")


OPEN_TO_TYPE = (EvaluationStatus.DRAFT, EvaluationStatus.RETURNED)
DECIDED_STATES = (EvaluationStatus.SUBMITTED, EvaluationStatus.APPROVED)
