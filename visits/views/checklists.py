"""Pages of a center's checklist and its versions (handbook H5.2)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from salesops.errors import DomainError
from salesops.web.views import Page, ScopedCreate, ScopedDetail, ScopedUpdate, door
from salesops.workflow.selectors.history import history_of
from visits import rules
from visits.forms.checklists import LineForm
from visits.models import Checklist, ChecklistLine
from visits.selectors.checklist_price import price_of_checklist
from visits.selectors.checklists import HANDBOOK_STEPS, checklist_pages
from visits.selectors.standards import centers_seen_by
from visits.services.checklists import draft_checklist, publish_checklist, remove_line, save_line


class ChecklistList(Page, TemplateView):
    """Each center with the version that holds; where there is none, the handbook's steps do."""

    template_name = "visits/checklists/checklist_list.html"
    title = gettext_lazy("Checklist of visits")
    clause = "H5.2"

    def get_context_data(self, **kwargs):
        actor = self.request.actor
        return super().get_context_data(**kwargs) | {
            "pages": checklist_pages(actor, centers_seen_by(actor)),
            "may_set": actor.is_admin or actor.is_manager,
            "handbook": [(step.label, is_required) for step, is_required in HANDBOOK_STEPS.items()],
        }


class ChecklistDetail(ScopedDetail):
    model = Checklist
    template_name = "visits/checklists/checklist_detail.html"
    clause = "H5.2"

    def narrow(self, rows):
        return rows.select_related("center")

    def get_context_data(self, **kwargs):
        checklist = self.object
        is_editable = not checklist.is_published and rules.sets_visit_standards(self.request.actor, checklist)
        return super().get_context_data(**kwargs) | {
            "checklist": checklist,
            "lines": checklist.lines.visible_to(self.request.actor).order_by("position"),
            "is_editable": is_editable,
            "price": price_of_checklist(checklist, timezone.localdate()) if is_editable else None,
            "events": history_of(checklist)[:30],
        }


@login_required
@require_POST
def checklist_draft(request: HttpRequest, center: int) -> HttpResponse:
    """Open the center's next version."""
    held = get_object_or_404(centers_seen_by(request.actor), pk=center)
    door(request, rules.sets_visit_standards, Checklist(center=held))
    return redirect(draft_checklist(held, actor=request.actor, at=timezone.now()))


class _Line:
    """A form about one line; back to its version."""

    form_class = LineForm
    clause = "H5.2"

    def get_done_url(self, made):
        return made.checklist.get_absolute_url()


class LineAdd(_Line, ScopedCreate):
    title = gettext_lazy("New line")

    @property
    def checklist(self):
        checklist = get_object_or_404(
            Checklist.objects.visible_to(self.request.actor).select_related("center"), pk=self.kwargs["pk"]
        )
        door(self.request, rules.sets_visit_standards, checklist)
        return checklist

    def act(self, cleaned):
        return save_line(self.checklist, None, cleaned, actor=self.request.actor, at=timezone.now())

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"cancel_url": self.checklist.get_absolute_url()}


class LineEdit(_Line, ScopedUpdate):
    model = ChecklistLine

    def narrow(self, rows):
        return rows.select_related("checklist__center")

    def allowed_on(self, actor, obj) -> bool:
        return rules.sets_visit_standards(actor, obj.checklist)

    def act(self, cleaned):
        return save_line(self.object.checklist, self.object, cleaned, actor=self.request.actor, at=timezone.now())

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"cancel_url": self.object.checklist.get_absolute_url()}


@login_required
@require_POST
def line_remove(request: HttpRequest, pk: int) -> HttpResponse:
    lines = ChecklistLine.objects.visible_to(request.actor).select_related("checklist__center")
    line = get_object_or_404(lines, pk=pk)
    door(request, rules.sets_visit_standards, line.checklist)
    return _done(request, line.checklist, lambda: remove_line(line, actor=request.actor, at=timezone.now()))


@login_required
@require_POST
def checklist_publish(request: HttpRequest, pk: int) -> HttpResponse:
    checklist = get_object_or_404(Checklist.objects.visible_to(request.actor), pk=pk)
    door(request, rules.sets_visit_standards, checklist)
    words = _("Published: visits that begin from now on go by it.")
    return _done(
        request, checklist, lambda: publish_checklist(checklist, actor=request.actor, at=timezone.now()), words
    )


def _done(request: HttpRequest, checklist: Checklist, deed, words: str = "") -> HttpResponse:
    try:
        deed()
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        if words:
            messages.success(request, words)
    return redirect(reverse("visits:checklist_detail", args=[checklist.pk]))
