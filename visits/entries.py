"""The entries of the visits' room in the menu."""

from django.utils.translation import gettext_lazy as _

from salesops.accounts.choices import Role
from salesops.web.nav import NavEntry, NavGroup, register

_VISITS = NavGroup.VISITS
_REPS = frozenset({Role.REP})
_LEADERS = frozenset({Role.MANAGER, Role.MARKETING, Role.HQ, Role.ADMIN})


def register_entries() -> None:
    register(
        NavEntry(_("Today"), "visits:phone", "sun", _REPS, NavGroup.DAY, 10, is_bottom=True),
        NavEntry(_("Live day"), "visits:live_day", "broadcast", _LEADERS, NavGroup.DAY, 20),
        NavEntry(_("Visits"), "visits:visit_list", "geo-alt", group=_VISITS, order=10),
        NavEntry(_("Photos"), "visits:photo_list", "images", group=_VISITS, order=12),
        NavEntry(_("Marks"), "visits:mark_list", "flag", group=_VISITS, order=14),
        NavEntry(_("Proposed store positions"), "visits:place_list", "pin-map", group=_VISITS, order=16),
        NavEntry(_("Market reports"), "visits:report_list", "megaphone", group=_VISITS, order=60),
        NavEntry(_("Prices found in visits"), "visits:price_list", "tag", group=_VISITS, order=62),
        NavEntry(_("Tasks"), "visits:task_list", "check2-square", group=NavGroup.DAY, order=60),
        NavEntry(_("Checklist of visits"), "visits:checklist_list", "card-checklist", group=_VISITS, order=60),
        NavEntry(_("Image standard"), "visits:image_list", "shop-window", group=_VISITS, order=70),
        NavEntry(_("Route"), "visits:route_list", "signpost-split", group=_VISITS, order=20, is_bottom=True),
        NavEntry(_("Visit calendar"), "visits:calendar", "calendar3", group=_VISITS, order=30),
        NavEntry(_("Visit compliance"), "visits:compliance", "check2-square", group=_VISITS, order=40),
        NavEntry(_("Parked visits"), "visits:parked_list", "inbox", group=_VISITS, order=45),
        NavEntry(_("Visit standards"), "visits:standard_list", "sliders", group=_VISITS, order=50),
    )
