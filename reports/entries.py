"""The room's places in the menu, the first page of those who lead, and what stores and customers show of it."""

from django.utils.translation import gettext_lazy as _

from reports.selectors.sections import reviews_of_customer, reviews_of_store
from reports.selectors.waiting import READERS
from salesops.accounts.choices import Role
from salesops.web import home
from salesops.web.nav import NavEntry, NavGroup, register
from stores import sections
from stores.models import Customer


def register_entries() -> None:
    register(
        NavEntry(_("Overview"), "reports:home", "speedometer2", READERS, NavGroup.DAY, 10),
        NavEntry(_("My month"), "reports:my_month", "speedometer2", frozenset({Role.REP}), NavGroup.REPORTS, 10),
        NavEntry(
            _("Reviews to confirm"), "reports:review_inbox", "inbox", frozenset({Role.MANAGER}), NavGroup.PLANS, 20
        ),
        NavEntry(
            _("Builds of plans and reviews"),
            "reports:builds",
            "gear-wide-connected",
            frozenset({Role.ADMIN}),
            NavGroup.ADMIN,
            400,
        ),
        NavEntry(_("Business reviews"), "reports:review_list", "clipboard-check", group=NavGroup.PLANS, order=310),
    )
    register(NavEntry(_("Reviews together"), "reports:review_sum", "clipboard-data", READERS, NavGroup.PLANS, 320))
    for role in READERS:
        home.register(role, "reports:home")
    sections.register(
        sections.Section("reviews", _("Reviews"), "reports/reviews/_store_section.html", reviews_of_store, order=70)
    )
    sections.register(
        sections.Section(
            "reviews", _("Reviews"), "reports/reviews/_store_section.html", reviews_of_customer, order=70, of=Customer
        )
    )
