"""How a launch goes: its curves and figures, and the list of its stores (handbook H6.1)."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from promotions.calc.launch_chart import LaunchChart
from promotions.filters import LaunchStoreFilter
from promotions.models import Launch, LaunchAlarm, LaunchStore
from promotions.selectors.launch_tracking import tracking_of
from promotions.selectors.launch_training import untrained_of
from promotions.tables import LaunchStoreTable
from salesops.accounts.models import Center
from salesops.web.typed import number_in
from salesops.web.views import ScopedDetail, ScopedList


class LaunchTracking(ScopedDetail):
    """Over all that the actor sees, or one center."""

    model = Launch
    template_name = "promotions/launches/launch_tracking.html"
    clause = "H6.1"

    def narrow(self, rows):
        return rows.select_related("course")

    def get_context_data(self, **kwargs):
        actor, launch, center = self.request.actor, self.object, self._center()
        tracking = tracking_of(launch, actor, timezone.localdate(), center)
        alarms = LaunchAlarm.objects.visible_to(actor).filter(launch=launch).select_related("center")
        return super().get_context_data(**kwargs) | {
            "tracking": tracking,
            "chart": LaunchChart(tracking.points),
            "center": center,
            "untrained": untrained_of(launch, actor, timezone.localdate(), center),
            "alarms": alarms.order_by("-week_on", "center__code")[:10],
        }

    def _center(self) -> Center | None:
        asked = number_in(self.request.GET, "center")
        return Center.objects.filter(pk=asked).first() if asked and self.request.actor.sees_all else None


class LaunchStoreList(ScopedList):
    """The target stores with their state; open ones by reason, area and class."""

    model = LaunchStore
    table_class = LaunchStoreTable
    filterset_class = LaunchStoreFilter
    template_name = "promotions/launches/launch_store_list.html"
    export_name = _("Stores of the launch")
    clause = "H6.1"

    @cached_property
    def launch(self) -> Launch:
        return get_object_or_404(Launch.objects.visible_to(self.request.actor), pk=self.kwargs["pk"])

    def narrow(self, rows):
        mine = rows.filter(launch=self.launch).select_related("store__center", "store__rep")
        return mine.with_sell_in().order_by("is_sold_in", "-quantity", "pk")

    def get_title(self):
        return self.launch.name

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"launch": self.launch}
