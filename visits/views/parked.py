"""Visits that were sent and not taken, by rep, each beside the one that stands (handbook H5.4)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from salesops.errors import DomainError
from salesops.web.htmx import answer
from salesops.web.typed import text_in
from salesops.web.views import ScopedDetail, ScopedList, door
from salesops.workflow.selectors.history import history_of
from visits import rules
from visits.choices import ParkedOutcome
from visits.filters import ParkedFilter
from visits.models import ParkedVisit
from visits.selectors.parked import parts_of
from visits.selectors.sending import parked_by_rep
from visits.services.parking import settle_parked
from visits.tables import ParkedTable

FRAGMENT = "visits/parked/_parked_status.html"


class ParkedList(ScopedList):
    """Without a filter those that wait, the newest in front."""

    model = ParkedVisit
    table_class = ParkedTable
    filterset_class = ParkedFilter
    template_name = "visits/parked/parked_list.html"
    title = _("Parked visits")
    clause = "H5.4"
    export_name = _("Parked visits")

    def narrow(self, rows):
        return rows.select_related("rep").defer("payload").order_by("-last_sent_at", "-pk")

    def get_filterset(self, rows):
        asked = self.request.GET.copy()
        asked.setdefault("outcome", ParkedOutcome.WAITING)
        return self.filterset_class(asked, queryset=rows, request=self.request)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"by_rep": parked_by_rep(self.request.actor)}


class ParkedDetail(ScopedDetail):
    model = ParkedVisit
    template_name = "visits/parked/parked_detail.html"
    clause = "H5.4"

    def narrow(self, rows):
        return rows.select_related("rep", "visit__store", "settled_by")

    def get_title(self):
        return self.object.store_code or _("Parked visit")

    def get_context_data(self, **kwargs):
        parked = self.object
        return (
            super().get_context_data(**kwargs)
            | _context(self.request, parked)
            | {
                "parts": parts_of(parked.payload, parked.visit),
                "events": history_of(parked)[:30],
            }
        )


@login_required
@require_POST
def parked_settle(request: HttpRequest, pk: int) -> HttpResponse:
    rows = ParkedVisit.objects.visible_to(request.actor).select_related("rep", "visit__store", "settled_by")
    parked = get_object_or_404(rows, pk=pk)
    door(request, rules.settles_parked, parked)
    reason = text_in(request.POST, "reason", 200)
    try:
        parked = settle_parked(parked, actor=request.actor, at=timezone.now(), reason=reason)
    except DomainError as refusal:
        context = _context(request, parked) | {"refusal": str(refusal)}
        return answer(request, FRAGMENT, context, to=parked, status=409)
    return answer(request, FRAGMENT, _context(request, parked), to=parked)


def _context(request: HttpRequest, parked: ParkedVisit) -> dict:
    is_waiting = parked.outcome == ParkedOutcome.WAITING
    return {"parked": parked, "may_settle": is_waiting and rules.settles_parked(request.actor, parked)}
