"""Kinds around a dealer's own team (handbook H10.5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PersonRole(models.TextChoices):
    HEAD = "head", _("Head of sales")
    SALES = "sales", _("Sales person")
    SUPERVISOR = "supervisor", _("Store supervisor")
    WAREHOUSE = "warehouse", _("Warehouse and delivery")
    OTHER = "other", pgettext_lazy("dealer's team", "Other")


class TrainingTopic(models.TextChoices):
    PRODUCT = "product", _("Products")
    SELLING = "selling", _("Selling")
    DISPLAY = "display", _("In-store image")
    POLICY = "policy", _("Prices and territory")
    SYSTEM = "system", _("Reports and stock")
    OTHER = "other", pgettext_lazy("training", "Other")
