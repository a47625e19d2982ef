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
