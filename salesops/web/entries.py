"""The entries of the menu that belong to no room, and the first page of a role without one."""

from django.utils.translation import gettext_lazy as _

from salesops.accounts.choices import Role
from salesops.web.nav import NavEntry, NavGroup, register

_ADMIN = frozenset({Role.ADMIN})
_WITH_LEAVE = frozenset({Role.REP, Role.MANAGER, Role.ADMIN})


def register_entries() -> None:
    register(
        NavEntry(
            _("Me"),
            "web:me",
            "person",
            group=NavGroup.DAY,
            order=900,
            is_bottom=True,
            roles=frozenset({Role.REP}),
        ),
        NavEntry(_("Handbook"), "web:clause_list", "book", group=NavGroup.REPORTS, order=900),
        NavEntry(_("Users"), "accounts:user_list", "people", _ADMIN, NavGroup.ADMIN, 10),
        NavEntry(_("Rules of logins"), "accounts:login_rules", "shield-lock", _ADMIN, NavGroup.ADMIN, 15),
        NavEntry(_("Program access"), "accounts:token_list", "plug", _ADMIN, NavGroup.ADMIN, 16),
        NavEntry(_("Centers"), "accounts:center_list", "building", _ADMIN, NavGroup.ADMIN, 20),
        NavEntry(_("Leave hand-overs"), "accounts:delegation_list", "arrow-left-right", _WITH_LEAVE, NavGroup.DAY, 800),
    )
