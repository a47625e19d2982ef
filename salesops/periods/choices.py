"""Kinds of monthly duties (handbook H1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DeadlineKind(models.TextChoices):
    PLAN = "plan", _("Profit plan")
    REVIEW = "review", _("Business review")
