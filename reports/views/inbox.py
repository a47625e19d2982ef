"""The manager's inbox of reviews (handbook H9)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from reports.selectors.missing import month_to_review
from reports.selectors.reviews import inbox_of, latest_month
from salesops.accounts.choices import Role
from salesops.web.typed import month_in
from salesops.web.views import Page

TABS = {"waiting": _("Waiting"), "decided": _("Confirmed"), "owed": _("Not submitted")}


class ReviewInbox(Page, TemplateView):
    roles = {Role.MANAGER}
    template_name = "reports/reviews/review_inbox.html"
    title = _("Reviews to confirm")
    clause = "H9"

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        month = month_in(self.request.GET) or latest_month(self.request.actor) or month_to_review(on)
        inbox = inbox_of(self.request.actor, month, on)
        tab = self.request.GET.get("tab")
        tab = tab if tab in TABS else "waiting"
        return super().get_context_data(**kwargs) | {
            "inbox": inbox,
            "month": month,
            "tab": tab,
            "rows": getattr(inbox, tab),
            "tabs": [(name, label, len(getattr(inbox, name))) for name, label in TABS.items()],
        }
