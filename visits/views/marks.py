"""Pages of marks: explained by the rep, judged by the superior (handbook H5.3)."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from salesops.errors import DomainError
from salesops.web.htmx import answer
from salesops.web.typed import text_in
from salesops.web.views import ScopedDetail, ScopedList
from salesops.workflow.flow import possible_steps
from salesops.workflow.selectors.history import history_of
from visits.evidence_words import cure_of, name_of, sentence_of, state_of_grade
from visits.filters import MarkFilter
from visits.models import VisitMark, VisitPhoto
from visits.selectors.marks import earlier_photo_for, with_visits
from visits.services.marks import accept_mark, answer_mark, reject_mark
from visits.steps import ACCEPT_MARK, ANSWER_MARK, MARK_STEPS, REJECT_MARK
from visits.tables import MarkTable

FRAGMENT = "visits/marks/_mark_status.html"
LONGEST = 500


class MarkList(ScopedList):
    """Without a filter those that nobody judged yet, the gravest first."""

    model = VisitMark
    table_class = MarkTable
    filterset_class = MarkFilter
    title = _("Marks")
    clause = "H5.3"
    export_name = _("Marks")
    empty_counts = ("status",)

    def narrow(self, rows):
        return with_visits(rows).order_by("-grade", "-visit__visited_on", "-pk")

    def get_filterset(self, rows):
        asked = self.request.GET.copy()
        asked.setdefault("status", "unjudged")
        return self.filterset_class(asked, queryset=rows, request=self.request)


class MarkDetail(ScopedDetail):
    """What was noticed, with the photo beside the earlier one where it is about photos."""

    model = VisitMark
    template_name = "visits/marks/mark_detail.html"
    clause = "H5.3"

    def narrow(self, rows):
        return with_visits(rows).select_related("photo")

    def get_title(self):
        return name_of(self.object.code)

    def get_context_data(self, **kwargs):
        mark = self.object
        earlier = earlier_photo_for(mark, VisitPhoto.objects.visible_to(self.request.actor))
        shown = {"earlier": earlier, "events": history_of(mark)[:30]}
        return super().get_context_data(**kwargs) | context_of(request=self.request, mark=mark) | shown


@login_required
@require_POST
def mark_answer(request: HttpRequest, pk: int) -> HttpResponse:
    said = text_in(request.POST, "answer", LONGEST)
    return _move(request, pk, lambda mark: answer_mark(mark, answer=said, actor=request.actor, at=timezone.now()))


@login_required
@require_POST
def mark_accept(request: HttpRequest, pk: int) -> HttpResponse:
    said = text_in(request.POST, "verdict", LONGEST)
    return _move(request, pk, lambda mark: accept_mark(mark, verdict=said, actor=request.actor, at=timezone.now()))


@login_required
@require_POST
def mark_reject(request: HttpRequest, pk: int) -> HttpResponse:
    said = text_in(request.POST, "verdict", LONGEST)
    return _move(request, pk, lambda mark: reject_mark(mark, verdict=said, actor=request.actor, at=timezone.now()))


def context_of(*, request: HttpRequest, mark: VisitMark) -> dict:
    """What the card of a mark shows."""
    possible = possible_steps(MARK_STEPS, mark, request.actor)
    return {
        "mark": mark,
        "words": sentence_of(mark.code, mark.params),
        "cure": cure_of(mark.code),
        "state": state_of_grade(mark.grade),
        "may_answer": ANSWER_MARK in possible,
        "may_accept": ACCEPT_MARK in possible,
        "may_reject": REJECT_MARK in possible,
    }


def _move(request: HttpRequest, pk: int, move: Callable[[VisitMark], VisitMark]) -> HttpResponse:
    mark = get_object_or_404(_marks(request), pk=pk)
    try:
        move(mark)
    except DomainError as refusal:
        context = context_of(request=request, mark=mark) | {"refusal": str(refusal)}
        return answer(request, FRAGMENT, context, status=409)
    mark = _marks(request).get(pk=pk)
    context = context_of(request=request, mark=mark) | {"events": history_of(mark)[:30], "is_swapped": True}
    return answer(request, FRAGMENT, context, to=mark, trigger="mark-changed")


def _marks(request: HttpRequest):
    return with_visits(VisitMark.objects.visible_to(request.actor))
