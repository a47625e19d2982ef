"""The ways into plans from the menu."""

from django.utils.translation import gettext_lazy as _

from salesops.accounts.choices import Role
from salesops.web.nav import NavEntry, NavGroup, register


def register_entries() -> None:
    register(
        NavEntry(_("Plans to approve"), "dealers:plan_inbox", "inbox", frozenset({Role.MANAGER}), NavGroup.PLANS, 10),
        NavEntry(
            _("Profit plans"), "dealers:plan_list", "clipboard-data", group=NavGroup.PLANS, order=300, is_bottom=True
        ),
    )
