"""Kinds and states of recruiting (handbook H7)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from promotions.promoter_choices import PromoterKind


class NeedStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("need", "Open")
    FILLED = "done", pgettext_lazy("need", "Filled")
    WITHDRAWN = "withdrawn", pgettext_lazy("need", "Withdrawn")


class NeedReason(models.TextChoices):
    """Why a store needs somebody."""

    STANDARD = "standard", _("Below the headcount standard")
    LEAVER = "leaver", _("Replaces somebody who left")
    NEW_STORE = "new_store", _("New store")
    LAUNCH = "launch", _("Launch or promotion")
    SALES = "sales", _("Sales grow")
    OTHER = "other", pgettext_lazy("need", "Other")


class ApplicantSource(models.TextChoices):
    REFERRAL = "referral", _("Recommended by a colleague")
    STORE = "store", _("Recommended by the store")
    ONLINE = "online", _("Job site")
    AGENCY = "agency", _("Agency")
    WALK_IN = "walk_in", _("Asked by themselves")
    OTHER = "other", pgettext_lazy("source", "Other")


class ApplicantStatus(models.TextChoices):
    """From the first word to the decision; probation and employment are states of the promoter."""

    APPLIED = "new", pgettext_lazy("applicant", "New")
    INVITED = "planned", _("Interview planned")
    DECIDING = "waiting", _("Waits for the decision")
    HIRED = "accepted", _("Taken on")
    REJECTED = "rejected", pgettext_lazy("applicant", "Rejected")
    WITHDRAWN = "withdrawn", _("Gave up")


IN_PROCESS = (ApplicantStatus.APPLIED, ApplicantStatus.INVITED, ApplicantStatus.DECIDING)

# Whom we look for: the store's own staff are the store's to find.
NEEDED_KINDS = [choice for choice in PromoterKind.choices if choice[0] != PromoterKind.STAFF]


class Stage(models.TextChoices):
    """The columns of the board, from need to confirmed; never stored."""

    NEED = "need", pgettext_lazy("board", "Needs")
    APPLIED = "new", pgettext_lazy("board", "Applicants")
    INTERVIEW = "planned", pgettext_lazy("board", "Interview")
    DECISION = "waiting", pgettext_lazy("board", "Decision")
    PROBATION = "probation", pgettext_lazy("board", "Probation")
    CONFIRMED = "active", pgettext_lazy("board", "Confirmed")
