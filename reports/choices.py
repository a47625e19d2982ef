"""States of a business review (handbook H9)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReviewStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    CONFIRMED = "confirmed", _("Confirmed")


EDITABLE = (ReviewStatus.DRAFT, ReviewStatus.RETURNED)


class Confirmed(models.TextChoices):
    """How the customer confirmed what was gone through with it."""

    SIGNED = "signed", _("signed on paper")
    BY_NAME = "by_name", _("by word, with the name noted")
    NOT_YET = "not_yet", _("not confirmed yet")


class Light(models.TextChoices):
    """The colours of `reports.calc.lights`, in words."""

    GREEN = "green", _("on plan")
    AMBER = "amber", _("below plan")
    RED = "red", _("far below plan")
