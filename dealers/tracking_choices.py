"""Lights and causes of the weekly tracking (handbook H8.3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TrackLight(models.TextChoices):
    """The colours of `calc.tracking.Light`, in words."""

    GREEN = "green", _("keeps up")
    AMBER = "amber", _("behind")
    RED = "red", _("far behind")


class Cause(models.TextChoices):
    """Why a line is far behind; told first by where it can be mended."""

    STOCK_OUT = "stock_out", _("Out of stock")
    DISPLAY = "display", _("Display or sample lacking")
    STAFF = "staff", _("Store staff: lacking, untrained, or recommends others")
    PRICE = "price", _("Price or promotion of a competitor")
    COMPETITOR = "competitor", _("New model of a competitor")
    TRAFFIC = "traffic", _("Fewer people in the store")
    PROMOTION = "promotion", _("Our promotion or launch began late")
    PLAN = "plan", _("The plan was too high")
    REPORT = "report", _("Sales not yet reported")
    OTHER = "other", pgettext_lazy("cause", "Other")


class Answered(models.TextChoices):
    """What a list of lines can be narrowed to."""

    WAITING = "waiting", _("waits for a cause")
    MISSED = "missed", _("never explained")
    ANSWERED = "answered", _("explained")
