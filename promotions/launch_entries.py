"""What launches bring to other rooms when the program starts: quantity, a tab, a place in the menu (H6.1)."""

from django.utils.translation import gettext_lazy as _

from promotions.selectors import contributions
from promotions.selectors.launch_contributions import contributions_of_launches
from promotions.selectors.launches import launches_of_store
from salesops.web.nav import NavEntry, NavGroup, register
from stores import sections


def register_launches() -> None:
    contributions.register(contributions_of_launches)
    register(NavEntry(_("Launches"), "promotions:launch_list", "rocket-takeoff", group=NavGroup.PROMOTIONS, order=10))
    sections.register(
        sections.Section(
            "launches", _("Launches"), "promotions/launches/_store_section.html", launches_of_store, order=45
        )
    )
