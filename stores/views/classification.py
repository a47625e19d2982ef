"""Pages of classification runs (handbook H3)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from salesops.accounts.choices import Role
from salesops.accounts.models import Center
from salesops.errors import DomainError
from salesops.periods.month import Month
from salesops.web.htmx import answer
from salesops.web.typed import number_in, text_in
from salesops.web.views import ActingForm, ScopedList, ScopedUpdate, door
from salesops.workflow.flow import possible_steps
from salesops.workflow.selectors.history import history_of
from stores import rules, steps
from stores.choices import RunStatus
from stores.class_effects import load_by_class
from stores.filters import EntryFilter
from stores.forms.classification import ClassRuleForm, ProposalForm
from stores.models import ClassificationEntry, ClassificationRun
from stores.selectors.class_windows import class_rule_of
from stores.selectors.run_lines import EXPORTED, exported, in_reading_order
from stores.selectors.runs import run_sheet, with_counts
from stores.services import discard_run, make_valid, propose_classification, set_class_rule
from stores.tables import EntryTable, RunTable
from stores.tasks import measure_run

READERS = frozenset({Role.MANAGER, Role.MARKETING, Role.HQ, Role.ADMIN})


class RunList(ScopedList):
    roles = READERS
    model = ClassificationRun
    table_class = RunTable
    template_name = "stores/classification/run_list.html"
    title = _("Classification")
    clause = "H3"

    def narrow(self, rows):
        return with_counts(rows.select_related("center")).order_by("-month", "center__code", "-pk")

    def get_context_data(self, **kwargs):
        actor = self.request.actor
        return super().get_context_data(**kwargs) | {
            "may_propose": actor.is_manager,
            "rule_center": actor.center_id if actor.is_manager else None,
        }


class RunDetail(ScopedList):
    """A run: its areas, and the lines of one of them or of all, movers first."""

    model = ClassificationEntry
    table_class = EntryTable
    filterset_class = EntryFilter
    template_name = "stores/classification/run_detail.html"
    clause = "H3"
    export_name = _("classification")
    most_written_at_once = 100_000

    @cached_property
    def run(self) -> ClassificationRun:
        runs = ClassificationRun.objects.visible_to(self.request.actor).select_related("center", "created_by")
        return get_object_or_404(runs, pk=self.kwargs["pk"])

    @cached_property
    def loads(self):
        return load_by_class(self.run.center_id)

    def narrow(self, rows):
        return in_reading_order(rows.filter(run=self.run))

    def get_title(self) -> str:
        return str(self.run)

    def get_table_kwargs(self):
        return {"run": self.run, "loads": self.loads, "exclude": ("rep",) if self.request.GET.get("rep") else ()}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.request.htmx and self.request.htmx.target == "list":
            return context
        return (
            context
            | _decision(self.run, self.request.actor)
            | {"sheet": run_sheet(self.run, self.request.actor), "events": history_of(self.run)[:50]}
        )

    def as_file(self):
        return f"{self.export_name} {self.run}", EXPORTED, exported(self.run, self.object_list, self.loads)


class RunPropose(ActingForm):
    """A manager asks for the proposal of a month instead of waiting for the night."""

    roles = frozenset({Role.MANAGER})
    form_class = ProposalForm
    title = _("Propose classes")
    submit_label = _("Propose")
    done_message = _("The proposal is made. Nothing is valid yet.")
    clause = "H3"
    cancel_url = reverse_lazy("stores:run_list")

    def get_initial(self):
        return {"month": Month.of(timezone.localdate())}

    def act(self, cleaned):
        center = Center.objects.get(pk=self.request.actor.center_id)
        run = propose_classification(center, cleaned["month"], actor=self.request.actor, at=timezone.now())
        if not run.certainty_version:
            transaction.on_commit(lambda: measure_run.delay(run_id=run.pk))
        return run


class ClassRuleEdit(ScopedUpdate):
    """The lines, window and measure of one center."""

    model = Center
    form_class = ClassRuleForm
    clause = "H3"
    success_url = cancel_url = reverse_lazy("stores:run_list")

    def narrow(self, rows):
        actor = self.request.actor
        return rows if actor.sees_all else rows.filter(pk=actor.center_id)

    def get_object(self):
        return class_rule_of(super().get_object())

    def get_title(self) -> str:
        return gettext("Lines and window: %(center)s") % {"center": self.object.center}

    def allowed_on(self, actor, obj) -> bool:
        return rules.may_set_class_rule(actor, obj)

    def get_initial(self):
        return ClassRuleForm.initial_of(self.object)

    def act(self, cleaned):
        return set_class_rule(
            self.object, cleaned, revision=self.seen_revision, actor=self.request.actor, at=timezone.now()
        )


@login_required
@require_POST
def run_make_valid(request, pk):
    run = _seen_run(request, pk)
    return _decide(request, run, lambda: make_valid(run, **_by(request)))


@login_required
@require_POST
def run_discard(request, pk):
    run = _seen_run(request, pk)
    reason = text_in(request.POST, "reason", 200)
    return _decide(request, run, lambda: discard_run(run, **_by(request), reason=reason))


def _seen_run(request, pk) -> ClassificationRun:
    run = get_object_or_404(ClassificationRun.objects.visible_to(request.actor).select_related("center"), pk=pk)
    door(request, rules.may_decide_classes, run)
    return run


def _decide(request, run, deed):
    try:
        run = deed()
    except DomainError as refusal:
        run.refresh_from_db()
        context = _decision(run, request.actor) | {"refusal": refusal}
        return answer(request, "stores/classification/_decision.html", context, status=409)
    messages.success(
        request, _("The classes are valid.") if run.status == RunStatus.VALID else _("The proposal is put aside.")
    )
    if request.htmx:
        return answer(request, "stores/classification/_decision.html", _decision(run, request.actor))
    return redirect(run)


def _decision(run, actor) -> dict:
    possible = {step.name for step in possible_steps(steps.RUN_STEPS, run, actor)}
    return {
        "run": run,
        "may_make_valid": steps.MAKE_VALID.name in possible,
        "may_discard": steps.DISCARD.name in possible,
    }


def _by(request) -> dict:
    return {"actor": request.actor, "at": timezone.now(), "revision": number_in(request.POST, "revision")}
