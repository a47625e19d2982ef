"""The superior's live day (handbook H5.3, H12)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from salesops.accounts.choices import Role
from salesops.accounts.models import Center
from salesops.web.typed import day_in, number_in
from salesops.web.views import Page
from visits.selectors.live_day import live_day
from visits.selectors.standards import centers_seen_by


class LiveDayPage(Page, TemplateView):
    """Made anew each minute while it is open; a past day is shown as it ended."""

    roles = frozenset({Role.MANAGER, Role.MARKETING, Role.HQ, Role.ADMIN})
    title = _("Live day")
    clause = "H5.3"

    def get_template_names(self):
        return ["visits/live/_reps.html" if self.request.htmx else "visits/live/live_day.html"]

    def get_context_data(self, **kwargs):
        actor, today = self.request.actor, timezone.localdate()
        on = day_in(self.request.GET, "on") or today
        centers: list[Center] = list(centers_seen_by(actor).order_by("code")) if actor.sees_all else []
        asked = number_in(self.request.GET, "center")
        center = next((one for one in centers if one.pk == asked), centers[0] if centers else None)
        return super().get_context_data(**kwargs) | {
            "day": live_day(actor, on, center.pk if center else None),
            "is_today": on == today,
            "centers": centers,
            "center": center,
            "now": timezone.localtime(),
        }
