"""Kinds of leave, and what promoters are guided in (handbook H7)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DayOffKind(models.TextChoices):
    ANNUAL = "annual", _("Annual leave")
    SICK = "sick", _("Sick leave")
    PERSONAL = "personal", _("Personal leave")
    LIEU = "lieu", _("Day off in lieu of overtime")
    MATERNITY = "maternity", _("Maternity or parental leave")
    OTHER = "other", pgettext_lazy("leave of absence", "Other")


class GuidanceTopic(models.TextChoices):
    TALK = "talk", _("Sales talk and recommendation")
    PRODUCT = "product", _("Knowledge of the models")
    DISPLAY = "display", _("Display and image")
    DISCIPLINE = "discipline", _("Attendance and discipline")
    RECORDS = "records", _("Reports and records")
    OTHER = "other", pgettext_lazy("guidance", "Other")
