"""Kinds and states around dealers (handbook H10)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CandidateStatus(models.TextChoices):
    """How far a candidate has come on its way to a dealer."""

    FOUND = "found", pgettext_lazy("candidate", "Found")
    VISITED = "visited", pgettext_lazy("candidate", "Visited")
    SCORED = "scored", pgettext_lazy("candidate", "Scored")
    ACCEPTED = "accepted", pgettext_lazy("candidate", "Accepted")
    CONTRACTED = "contracted", pgettext_lazy("candidate", "Under contract")
    TURNED_DOWN = "turned_down", pgettext_lazy("candidate", "Turned down")
    GIVEN_UP = "given_up", pgettext_lazy("candidate", "Given up")


SCORED_STATES = (CandidateStatus.SCORED, CandidateStatus.ACCEPTED, CandidateStatus.CONTRACTED)


class Criterion(models.TextChoices):
    """What a candidate is judged by; the values are those of `calc.candidates.WEIGHTS`."""

    TERRITORY = "territory", _("Territory: knows and covers it")
    WAREHOUSE = "warehouse", _("Warehouse and delivery")
    CAPITAL = "capital", _("Capital")
    NETWORK = "network", _("Network of stores")
    TEAM = "team", _("Sales team")
    BRANDS = "brands", _("Brands carried")
    REPUTATION = "reputation", _("Reputation")


MARKS = [
    (5, _("5 – excellent")),
    (4, _("4 – good")),
    (3, _("3 – sufficient")),
    (2, _("2 – weak")),
    (1, _("1 – not fit")),
]
