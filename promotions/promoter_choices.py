"""Kinds and states around promoters (handbook H7)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PromoterKind(models.TextChoices):
    PROMOTER = "promoter", _("Promoter")
    TEMPORARY = "temporary", _("Temporary promoter")
    STAFF = "staff", _("Store staff")


class PromoterStatus(models.TextChoices):
    PROBATION = "probation", _("On probation")
    ACTIVE = "active", pgettext_lazy("promoter", "Employed")
    LEFT = "left", pgettext_lazy("promoter", "Left")


class LeavingReason(models.TextChoices):
    RESIGNED = "resigned", _("Resigned")
    CONTRACT = "contract", _("Contract ended")
    CAMPAIGN = "campaign", _("Campaign ended")
    PROBATION = "probation", _("Probation not passed")
    DISMISSED = "dismissed", _("Dismissed")
    OTHER = "other", pgettext_lazy("leaving", "Other")


class PersonalField(models.TextChoices):
    """What is sealed of a person; a reading names which of them."""

    PHONE = "phone", _("phone number")
    ID_NUMBER = "id_number", _("id card number")
    BANK_ACCOUNT = "bank_account", _("bank account number")
