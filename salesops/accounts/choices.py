"""Roles and languages of people (handbook H0, H13)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    REP = "rep", _("Rep")
    MANAGER = "manager", _("Center manager")
    MARKETING = "marketing", _("Marketing")
    HQ = "hq", _("HQ")
    ADMIN = "admin", _("Admin")


class CheckInMode(models.TextChoices):
    """What a center does with a check-in away from the store."""

    WARN = "warn", _("Mark it, with a reason")
    MEND = "mend", _("Mark it; “position wrong” proposes the new point")
    BLOCK = "block", _("Refuse it")


class ApiScope(models.TextChoices):
    """What a program may read (handbook H13)."""

    STORES = "stores", _("Stores")
    SALES = "sales", _("Sales")
    VISITS = "visits", _("Visits")
    PLANS = "plans", _("Profit plans")


class Language(models.TextChoices):
    CHINESE = "zh-hans", "中文"
    ENGLISH = "en", "English"


CENTER_ROLES = (Role.REP, Role.MANAGER)
COMPANY_ROLES = (Role.MARKETING, Role.HQ, Role.ADMIN)

# The key in a session under which its last use is kept, in seconds.
SEEN_AT = "seen_at"

# Steps of the trail of a person that tell of its coming and going, not of what was changed.
COMINGS = (
    *("log in", "log in failed", "log out", "end session", "end sessions"),
    *("second factor refused", "use recovery code"),
)

# The step that tells of a file somebody took out of the program.
TAKEN_OUT = "take out"
