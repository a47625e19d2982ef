"""The ways into the dealers' chapter: menu and customer page (handbook H10)."""

from django.utils.translation import gettext_lazy as _

from dealers.selectors.dealers import bound, is_led
from salesops.web.nav import NavEntry, NavGroup, register
from stores import sections
from stores.models import Customer

_GROUP = NavGroup.DEALERS


def register_dealers() -> None:
    register(
        NavEntry(_("Dealers"), "dealers:dealer_list", "truck", group=_GROUP, order=10),
        NavEntry(_("Candidates for dealers"), "dealers:candidate_list", "person-plus", group=_GROUP, order=20),
        NavEntry(
            _("Orders and deliveries of dealers"), "dealers:movement_list", "arrow-left-right", group=_GROUP, order=40
        ),
        NavEntry(_("Stock of dealers"), "dealers:stock_list", "boxes", group=_GROUP, order=50),
        NavEntry(_("Receivables from dealers"), "dealers:receivable_list", "cash-stack", group=_GROUP, order=60),
        NavEntry(_("Channel conflicts"), "dealers:case_list", "exclamation-diamond", group=_GROUP, order=70),
        NavEntry(_("Teams of dealers"), "dealers:person_list", "people", group=_GROUP, order=75),
        NavEntry(_("Evaluations of dealers"), "dealers:evaluation_list", "clipboard-check", group=_GROUP, order=80),
        NavEntry(_("Territories of dealers"), "dealers:territory_list", "geo-alt", group=_GROUP, order=90),
    )
    sections.register(
        sections.Section(
            "dealer", _("Dealer"), "dealers/dealers/_bound.html", bound, order=65, of=Customer, concerns=is_led
        )
    )
