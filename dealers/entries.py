"""The ways into plans from the menu, and what plans show on the pages of stores and customers."""

from django.utils.translation import gettext_lazy as _

from dealers.selectors.sections import plans_of_customer, plans_of_store
from salesops.accounts.choices import Role
from salesops.web.nav import NavEntry, NavGroup, register
from stores import sections
from stores.models import Customer


def register_entries() -> None:
    register(
        NavEntry(_("Targets"), "dealers:target_list", "bullseye", group=NavGroup.PLANS, order=5),
        NavEntry(_("Targets and plans"), "dealers:target_gap", "arrow-down-up", group=NavGroup.PLANS, order=7),
        NavEntry(_("Plans to approve"), "dealers:plan_inbox", "inbox", frozenset({Role.MANAGER}), NavGroup.PLANS, 10),
        NavEntry(
            _("Profit plans"), "dealers:plan_list", "clipboard-data", group=NavGroup.PLANS, order=300, is_bottom=True
        ),
    )
    sections.register(
        sections.Section("plans", _("Plans"), "dealers/plans/_store_section.html", plans_of_store, order=60)
    )
    sections.register(
        sections.Section(
            "plans", _("Plans"), "dealers/plans/_store_section.html", plans_of_customer, order=60, of=Customer
        )
    )
