"""The ways into what follows an approved plan: amendments and the weekly tracking (handbook H8.3, H8.4)."""

from django.utils.translation import gettext_lazy as _

from salesops.web.nav import NavEntry, NavGroup, register


def register_tracking() -> None:
    register(
        NavEntry(_("Weekly tracking"), "dealers:tracking_list", "speedometer", group=NavGroup.PLANS, order=305),
        NavEntry(
            _("Lines far behind"), "dealers:tracked_line_list", "exclamation-triangle", group=NavGroup.PLANS, order=306
        ),
        NavEntry(
            _("Interim summaries of dealers"),
            "dealers:interim_list",
            "hourglass-split",
            group=NavGroup.PLANS,
            order=307,
        ),
        NavEntry(_("Amendments of plans"), "dealers:amendment_list", "pencil-square", group=NavGroup.PLANS, order=303),
    )
