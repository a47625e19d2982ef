"""States and lines of appraisals, and standings in courses (handbook H7)."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from promotions.calc.appraisal import LineCode
from promotions.calc.training import Standing


class AppraisalStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    CONFIRMED = "confirmed", pgettext_lazy("appraisal", "Confirmed")


LINE_NAMES: dict[str, Promise] = {
    LineCode.SALES: _("Sales against target"),
    LineCode.ATTENDANCE: _("Attendance"),
    LineCode.IMAGE: _("Store image"),
    LineCode.SKILL: _("Skill test"),
    LineCode.RECOMMENDATION: _("Recommendation rate"),
}
STANDING_NAMES: dict[str, Promise] = {
    Standing.DONE: pgettext_lazy("course", "Done"),
    Standing.SOON: _("Due again soon"),
    Standing.DUE: pgettext_lazy("course", "Due"),
    Standing.OVERDUE: pgettext_lazy("course", "Overdue"),
    Standing.FAILED: _("Not passed"),
    Standing.FREE: "–",
}
STANDING_COLOURS = {
    Standing.DONE: "green",
    Standing.SOON: "amber",
    Standing.DUE: "amber",
    Standing.OVERDUE: "red",
    Standing.FAILED: "red",
}
