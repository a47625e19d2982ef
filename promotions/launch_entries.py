"""What launches bring to other rooms when the program starts: quantity, work, a tab, a place in the menu (H6.1)."""

from django.utils.translation import gettext_lazy as _

from promotions.selectors import contributions
from promotions.selectors.launch_contributions import contributions_of_launches
from promotions.selectors.launch_due import launches_at
from promotions.selectors.launches import launches_of_store
from promotions.services.visit_work import take_sell_in
from salesops.web.nav import NavEntry, NavGroup, register
from stores import sections
from visits import due


def register_launches() -> None:
    contributions.register(contributions_of_launches)
    due.register(launches_at)
    due.register_taker("launch", take_sell_in)
    register(NavEntry(_("Launches"), "promotions:launch_list", "rocket-takeoff", group=NavGroup.PROMOTIONS, order=10))
    sections.register(
        sections.Section(
            "launches", _("Launches"), "promotions/launches/_store_section.html", launches_of_store, order=45
        )
    )
