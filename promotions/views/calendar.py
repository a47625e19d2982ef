"""The calendar of promotions (handbook H6.2)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from promotions.filters import CalendarFilter
from promotions.models import Promotion
from promotions.selectors.calendar import calendar_of
from salesops.periods.month import Month
from salesops.web.typed import month_in
from salesops.web.views import Page


class PromotionCalendarPage(Page, TemplateView):
    """A month as weeks and as bars, with what clashes marked."""

    template_name = "promotions/calendar/calendar.html"
    title = gettext_lazy("Calendar of promotions")
    clause = "H6.2"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        month = month_in(self.request.GET) or Month.of(today)
        rows = Promotion.objects.visible_to(self.request.actor)
        chosen = CalendarFilter(self.request.GET, queryset=rows, request=self.request)
        return super().get_context_data(**kwargs) | {
            "calendar": calendar_of(chosen.qs.distinct(), month),
            "month": month,
            "today": today,
            "filter": chosen,
        }
