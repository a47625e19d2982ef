"""Kinds and states of what changes an approved plan (handbook H8.4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AmendmentKind(models.TextChoices):
    AMENDMENT = "amendment", _("Amendment")
    SHIFT = "shift", _("Shift between stores")


class AmendmentStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("amendment", "In work")
    SUBMITTED = "submitted", pgettext_lazy("amendment", "Submitted")
    RETURNED = "returned", pgettext_lazy("amendment", "Returned")
    APPROVED = "approved", pgettext_lazy("amendment", "In force")
    DISCARDED = "discarded", pgettext_lazy("amendment", "Given up")


OPEN_TO_TYPE = (AmendmentStatus.DRAFT, AmendmentStatus.RETURNED)
# Of a plan there is one of these at most.
UNDECIDED = (*OPEN_TO_TYPE, AmendmentStatus.SUBMITTED)
