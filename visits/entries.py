"""The entries of the visits' room in the menu."""

from django.utils.translation import gettext_lazy as _

from salesops.web.nav import NavEntry, NavGroup, register

_VISITS = NavGroup.VISITS


def register_entries() -> None:
    register(
        NavEntry(_("Route"), "visits:route_list", "signpost-split", group=_VISITS, order=20, is_bottom=True),
        NavEntry(_("Visit calendar"), "visits:calendar", "calendar3", group=_VISITS, order=30),
        NavEntry(_("Visit compliance"), "visits:compliance", "check2-square", group=_VISITS, order=40),
        NavEntry(_("Visit standards"), "visits:standard_list", "sliders", group=_VISITS, order=50),
    )
