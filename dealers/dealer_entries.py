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
        NavEntry(_("Territories of dealers"), "dealers:territory_list", "geo-alt", group=_GROUP, order=30),
    )
    sections.register(
        sections.Section(
            "dealer", _("Dealer"), "dealers/dealers/_bound.html", bound, order=65, of=Customer, concerns=is_led
        )
    )
