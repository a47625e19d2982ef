"""What everybody owes, and how late (handbook H1)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from salesops.periods.filters import DeadlineFilter
from salesops.periods.models import Deadline
from salesops.periods.tables import DeadlineTable
from salesops.web.views import ScopedList


class DeadlineList(ScopedList):
    model = Deadline
    table_class = DeadlineTable
    filterset_class = DeadlineFilter
    template_name = "periods/deadline_list.html"
    export_name = _("Deadlines")
    title = _("Deadlines")
    clause = "H1"

    def narrow(self, rows):
        return rows.select_related("rep", "center").order_by("due_on", "subject", "pk")

    def get_context_data(self, **kwargs):
        visible = Deadline.objects.visible_to(self.request.actor)
        return super().get_context_data(**kwargs) | {
            "overdue_count": visible.overdue(timezone.localdate()).count(),
            "has_assumed": visible.open().filter(is_assumed=True).exists(),
        }
