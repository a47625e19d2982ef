"""The manager's inbox of plans (handbook H8.5)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from dealers.selectors.missing import month_to_plan
from dealers.selectors.plans import inbox_month, inbox_of
from salesops.accounts.choices import Role
from salesops.web.typed import month_in
from salesops.web.views import Page

TABS = ("waiting", "decided", "owed")


class PlanInbox(Page, TemplateView):
    roles = {Role.MANAGER}
    template_name = "dealers/plans/plan_inbox.html"
    title = _("Plans to approve")
    clause = "H8.5"

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        month = month_in(self.request.GET) or inbox_month(self.request.actor)
        month = month or month_to_plan(on, self.request.user.center)
        inbox = inbox_of(self.request.actor, month, on)
        tab = self.request.GET.get("tab")
        tab = tab if tab in TABS else TABS[0]
        return super().get_context_data(**kwargs) | {
            "inbox": inbox,
            "month": month,
            "tab": tab,
            "rows": getattr(inbox, tab),
            "tabs": [(name, len(getattr(inbox, name))) for name in TABS],
            "has_clean": any(row.is_clean for row in inbox.waiting),
        }
