"""The ways into the weekly tracking from the menu (handbook H8.3)."""

from django.utils.translation import gettext_lazy as _

from salesops.web.nav import NavEntry, NavGroup, register


def register_tracking() -> None:
    register(
        NavEntry(_("Weekly tracking"), "dealers:tracking_list", "speedometer", group=NavGroup.PLANS, order=305),
        NavEntry(
            _("Lines far behind"), "dealers:tracked_line_list", "exclamation-triangle", group=NavGroup.PLANS, order=306
        ),
    )
