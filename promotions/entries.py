"""The entries of promotions in the menu."""

from django.utils.translation import gettext_lazy as _

from salesops.accounts.choices import Role
from salesops.web.nav import NavEntry, NavGroup, register

_PROMOTIONS = NavGroup.PROMOTIONS
_LEADERS = frozenset({Role.MANAGER, Role.MARKETING, Role.HQ, Role.ADMIN})


def register_entries() -> None:
    register(
        NavEntry(_("Promotions"), "promotions:promotion_list", "megaphone", group=_PROMOTIONS, order=100),
        NavEntry(_("Calendar of promotions"), "promotions:calendar", "calendar-range", group=_PROMOTIONS, order=110),
        NavEntry(_("Execution of promotions"), "promotions:proof_list", "camera", group=_PROMOTIONS, order=120),
        NavEntry(_("Past promotions"), "promotions:library", "journal-check", _LEADERS, _PROMOTIONS, 130),
        NavEntry(_("Budgets and approval limits"), "promotions:budget_list", "cash-stack", _LEADERS, _PROMOTIONS, 190),
    )
