"""States and levels of targets (handbook H8.1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TargetStatus(models.TextChoices):
    """`approved` is what holds; the next approved version replaces it."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    APPROVED = "approved", _("Approved")
    REPLACED = "replaced", _("Replaced")
    DISCARDED = "discarded", _("Discarded")


OPEN = (TargetStatus.DRAFT, TargetStatus.SUBMITTED, TargetStatus.RETURNED)
WRITABLE = (TargetStatus.DRAFT, TargetStatus.RETURNED)
ONCE_IN_FORCE = (TargetStatus.APPROVED, TargetStatus.REPLACED)


class TargetLevel(models.TextChoices):
    COMPANY = "company", _("Company")
    CENTER = "center", _("Center")
    REP = "rep", _("Rep")
    CUSTOMER = "customer", _("Customer")
    STORE = "store", _("Store")
