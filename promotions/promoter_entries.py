"""The ways into the topics of promoters: menu, store page, imports (handbook H7)."""

from django.utils.translation import gettext_lazy as _

from promotions.promoter_rules import KEEPERS
from promotions.selectors import contributions
from promotions.selectors.promoter_contributions import contributions_of_promoters
from promotions.selectors.promoters import promoters_of_store
from salesops.web.nav import NavEntry, NavGroup, register
from stores import sections

_GROUP = NavGroup.PROMOTERS


def register_promoters() -> None:
    contributions.register(contributions_of_promoters)
    register(
        NavEntry(_("Promoters"), "promotions:promoter_list", "person-badge", group=_GROUP, order=10),
        NavEntry(_("Staffing"), "promotions:staffing", "people", group=_GROUP, order=20),
        NavEntry(_("Recruiting"), "promotions:recruiting", "person-plus", group=_GROUP, order=30),
        NavEntry(_("Roster"), "promotions:roster", "calendar-week", group=_GROUP, order=40),
        NavEntry(_("Attendance"), "promotions:attendance", "clock-history", group=_GROUP, order=50),
        NavEntry(_("Training"), "promotions:training", "mortarboard", group=_GROUP, order=60),
        NavEntry(_("Guidance of promoters"), "promotions:guidance_list", "chat-square-text", group=_GROUP, order=65),
        NavEntry(_("Appraisals"), "promotions:appraisals", "clipboard-data", group=_GROUP, order=70),
        NavEntry(_("Readings of personal data"), "promotions:personal_look_list", "eye", KEEPERS, _GROUP, 90),
    )
    sections.register(
        sections.Section(
            "promoters", _("Promoters"), "promotions/promoters/_store_section.html", promoters_of_store, order=47
        )
    )
