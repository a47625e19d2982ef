"""One line of a plan: shown, changed in place, added (handbook H8.2)."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dealers.forms.plans import LineAddForm, LineForm
from dealers.models import PlanLine, ProfitPlan
from dealers.rules import is_plan_owner
from dealers.selectors.plan_page import line_row
from dealers.services.lines import add_line, change_line
from salesops.errors import DomainError
from salesops.web.htmx import answer
from salesops.web.typed import number_in
from salesops.web.views import ScopedCreate, door


def line_for(request, pk) -> PlanLine:
    lines = PlanLine.objects.visible_to(request.actor).select_related("plan__customer", "store", "model")
    return get_object_or_404(lines, pk=pk)


@login_required
@require_safe
def plan_line(request, pk):
    row = line_row(line_for(request, pk), request.actor)
    return answer(request, "dealers/plans/_line.html", {"row": row, "title": str(row.line.plan)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan_line_edit(request, pk):
    """The line's form in its place; saving gives the row back and tells the page that the plan changed."""
    line = line_for(request, pk)
    door(request, is_plan_owner, line.plan)
    if request.method != "POST":
        started = {"quantity": line.quantity, "reason": line.typed_reason}
        return line_form(request, line, LineForm(initial=started, actor=request.actor))
    form = LineForm(request.POST, actor=request.actor)
    if not form.is_valid():
        return line_form(request, line, form, status=422)
    return change(request, line, form, form.cleaned_data["quantity"], form.cleaned_data["reason"])


@login_required
@require_POST
def plan_line_reset(request, pk):
    """Back to what the draft says."""
    line = line_for(request, pk)
    door(request, is_plan_owner, line.plan)
    return change(request, line, LineForm(actor=request.actor), None, "")


def change(request, line: PlanLine, form: LineForm, quantity: int | None, reason: str):
    seen = number_in(request.POST, "revision") or 0
    try:
        line = change_line(
            line, quantity=quantity, revision=seen, actor=request.actor, at=timezone.now(), reason=reason
        )
    except DomainError as refusal:
        return line_form(request, getattr(refusal, "current", line), form, status=409, refusal=refusal)
    row = line_row(line_for(request, line.pk), request.actor)
    address = f"{line.plan.get_absolute_url()}#plan-line-{line.pk}"
    return answer(request, "dealers/plans/_line.html", {"row": row}, to=address, trigger="plan-changed")


def line_form(request, line: PlanLine, form: LineForm, *, status=200, refusal=None):
    context = {"line": line, "form": form, "refusal": refusal, "title": str(line.plan)}
    fragment = "dealers/plans/_line_form.html" if request.htmx else "dealers/plans/_line_fields.html"
    return answer(request, fragment, context, status=status)


class PlanPartCreate(ScopedCreate):
    """A form for a part of one plan: 404 for who does not see the plan, 403 for who does not write it."""

    def setup(self, request, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.plan = None

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            plans = ProfitPlan.objects.visible_to(request.actor).select_related("customer")
            self.plan = get_object_or_404(plans, pk=kwargs["pk"])
            if not is_plan_owner(request.actor, self.plan):
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"plan": self.plan}

    def get_done_url(self, made) -> str:
        return self.plan.get_absolute_url()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"cancel_url": self.plan.get_absolute_url()}


class PlanLineAdd(PlanPartCreate):
    form_class = LineAddForm
    title = _("Plan another model")
    clause = "H8.2"
    submit_label = _("Add")

    def act(self, cleaned):
        return add_line(self.plan, **cleaned, actor=self.request.actor, at=timezone.now())
