"""Kinds of monthly duties (handbook H1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DeadlineKind(models.TextChoices):
    PLAN = "plan", _("Profit plan")
    REVIEW = "review", _("Business review")
    LAUNCH = "launch", _("Share of a launch")
    EVALUATION = "evaluation", _("Evaluation of a dealer")


class DeadlineState(models.TextChoices):
    """What a list of deadlines can be narrowed to, beside what is still owed."""

    OVERDUE = "overdue", _("overdue")
    MET = "met", _("met")
    ALL = "all", _("all")
