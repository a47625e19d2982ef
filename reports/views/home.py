"""The first page of those who lead, and a rep's own month (handbook H12.2)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from reports.selectors.home import month_at_a_glance
from reports.selectors.my_month import my_month
from reports.selectors.waiting import READERS, failing_jobs, waiting_for
from salesops.accounts.choices import Role
from salesops.periods.month import Month
from salesops.web.typed import month_in
from salesops.web.views import Page


class Home(Page, TemplateView):
    roles = READERS
    template_name = "reports/home/home.html"
    title = _("Overview")
    clause = "H12.2"

    def get_context_data(self, **kwargs):
        actor, on = self.request.actor, timezone.localdate()
        return super().get_context_data(**kwargs) | {
            "waiting": waiting_for(actor, on),
            "glance": month_at_a_glance(actor, month_in(self.request.GET) or Month.of(on), on),
            "jobs": failing_jobs() if actor.is_admin else (),
        }


class MyMonth(Page, TemplateView):
    """What a rep owes, sold and visited; one who stands in for a colleague sees both."""

    roles = {Role.REP}
    template_name = "reports/home/my_month.html"
    title = _("My month")
    clause = "H12.2"

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        month = month_in(self.request.GET) or Month.of(on)
        return super().get_context_data(**kwargs) | {
            "mine": my_month(self.request.actor, month, on),
            "waiting": [one for one in waiting_for(self.request.actor, on) if one.count],
        }
