"""Pages of route plans: the reps and their plans, one plan, and what can be done with it (handbook H4.3)."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from salesops.accounts.models import User
from salesops.errors import DomainError
from salesops.web.htmx import answer
from salesops.web.typed import number_in
from salesops.web.views import ScopedDetail, ScopedList, ScopedUpdate, door
from salesops.workflow.flow import possible_steps
from salesops.workflow.selectors.history import history_of
from visits import rules, tasks
from visits.calc.routing.record import problem_of_record
from visits.choices import RouteStatus
from visits.filters import RouteRepFilter
from visits.forms.routes import MoveStopForm, RouteReturnForm
from visits.models import RoutePlan, RouteStop
from visits.route_words import moved_in_words
from visits.selectors.calendar import reps_seen_by
from visits.selectors.route_choices import choice_of
from visits.selectors.route_comparison import Candidate, candidate_of
from visits.selectors.route_pages import route_page
from visits.selectors.route_remedies import diagnosis_page, reps_beside
from visits.selectors.route_runs import is_at_work, route_run_of
from visits.selectors.routes import plans_of, plans_seen_by, reps_with_plans
from visits.selectors.standards import parameters_of
from visits.services.route_jobs import order_route_plan
from visits.services.routes import approve_route_plan, move_stop, return_route_plan, submit_route_plan
from visits.steps import ROUTE_STEPS
from visits.tables import RouteRepTable

HISTORY = 30
WAITING = {RouteStatus.DRAFT, RouteStatus.SUBMITTED}


class RouteList(ScopedList):
    """The reps and how their plans stand; a rep goes to its own."""

    model = User
    template_name = "visits/routes/route_list.html"
    table_class = RouteRepTable
    filterset_class = RouteRepFilter
    title = gettext_lazy("Route plans")
    clause = "H4.3"
    export_name = gettext_lazy("Route plans")

    def get(self, request, *args, **kwargs):
        if request.actor.is_rep and len(request.actor.rep_ids) == 1:
            return redirect("visits:route_of_rep", rep=request.actor.user_id)
        return super().get(request, *args, **kwargs)

    def narrow(self, rows):
        return reps_with_plans(self.request.actor, rows)


@login_required
@require_safe
def route_of_rep(request, rep):
    """The plan of a rep: the newest that somebody works on, else the one in force, else none yet."""
    person = _rep_or_404(request, rep)
    if choice_of(person, request.actor) is not None:
        return redirect("visits:route_comparison", rep=person.pk)
    newest = plans_of(person).current().first()
    if newest is not None:
        return redirect(newest)
    context = {"title": _("Route plan"), "clause": "H4.3"} | _planning(request, person)
    return answer(request, "visits/routes/_no_plan.html", context)


@login_required
@require_POST
def route_propose(request, rep):
    """Order a new plan; the page then looks how far it is."""
    person = _rep_or_404(request, rep)
    door(request, rules.plans_routes_of, person)
    order_plan(request, person)
    return _answer_planning(request, person)


def order_plan(request, rep: User) -> None:
    """Have a rep's routes planned in the background, unless they are being planned; a refusal is told."""
    try:
        with transaction.atomic():
            _run, version = order_route_plan(rep, actor=request.actor, at=timezone.now())
            if version is not None:
                job = partial(tasks.plan_route.delay, rep_id=rep.pk, version=version, user_id=request.actor.user_id)
                transaction.on_commit(job, robust=True)
    except DomainError as refusal:
        messages.error(request, str(refusal))


@login_required
@require_safe
def route_progress(request, rep):
    """How far the planning is; when it is over the browser goes to what came of it."""
    return _answer_planning(request, _rep_or_404(request, rep))


class RouteDetail(ScopedDetail):
    model = RoutePlan
    template_name = "visits/routes/route_detail.html"
    clause = "H4.3"

    def narrow(self, rows):
        return rows.select_related("rep__center", "center")

    def get_title(self) -> str:
        return _("Route plan of %(rep)s, v%(version)s") % {"rep": self.object.rep, "version": self.object.version}

    def get_context_data(self, **kwargs):
        plan, actor = self.object, self.request.actor
        versions = list(plans_seen_by(actor).filter(rep=plan.rep_id).order_by("-version"))
        return (
            super().get_context_data(**kwargs)
            | _planning(self.request, plan.rep)
            | {
                "plan": plan,
                "page": route_page(actor, plan),
                "steps": possible_steps(ROUTE_STEPS, plan, actor),
                "may_move": rules.may_change_route_plan(actor, plan),
                "may_copy": rules.copies_route_plan(actor, plan),
                "may_set": rules.sets_visit_standards(actor, plan),
                "parameters": parameters_of(plan.rep),
                "versions": versions,
                "diagnosis": diagnosis_page(actor, plan),
                "may_apply": rules.sets_visit_standards(actor, plan) and plan.status in WAITING,
                "reps_beside": reps_beside(actor, plan.rep),
                "candidate": _against_plan_in_force(actor, plan, versions),
                "events": history_of(plan)[:HISTORY],
            }
        )


@login_required
@require_POST
def route_submit(request, pk):
    return _decide(request, pk, submit_route_plan, _("Submitted."))


@login_required
@require_POST
def route_approve(request, pk):
    return _decide(request, pk, approve_route_plan, _("The plan is in force and its visits are in the calendar."))


class RouteReturn(ScopedUpdate):
    model = RoutePlan
    form_class = RouteReturnForm
    title = gettext_lazy("Return the route plan")
    submit_label = gettext_lazy("Return")
    done_message = gettext_lazy("Returned.")
    clause = "H4.3"

    def allowed_on(self, actor, obj) -> bool:
        return rules.decides_on_route_plan(actor, obj)

    def act(self, cleaned):
        seen = self.seen_revision or None
        at = timezone.now()
        return return_route_plan(self.object, actor=self.request.actor, at=at, reason=cleaned["reason"], revision=seen)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"cancel_url": self.object.get_absolute_url()}


class RouteMoveStop(ScopedUpdate):
    """Take a stop to another day or place; works with the keyboard alone."""

    model = RouteStop
    form_class = MoveStopForm
    template_name = "visits/routes/route_move_stop.html"
    submit_label = gettext_lazy("Move the stop")
    done_message = ""
    clause = "H4.3"

    def narrow(self, rows):
        return rows.select_related("plan__rep", "store")

    def allowed_on(self, actor, obj) -> bool:
        return rules.works_on_route_plan(actor, obj.plan)

    def get_title(self) -> str:
        return _("Move %(store)s") % {"store": self.object.store.name}

    def get_form_kwargs(self):
        cycle = problem_of_record(self.object.plan.parameters).cycle
        return super().get_form_kwargs() | {"cycle": cycle}

    def get_initial(self):
        return {"day": self.object.cycle_day, "position": self.object.position}

    def act(self, cleaned):
        before = self.object.plan.totals
        seen = self.seen_revision or None
        plan = move_stop(self.object, **cleaned, actor=self.request.actor, at=timezone.now(), revision=seen)
        messages.success(self.request, moved_in_words(before, plan.totals, cleaned["day"]))
        return plan

    def get_context_data(self, **kwargs):
        plan = self.object.plan
        revision = self.seen_revision or plan.revision
        return super().get_context_data(**kwargs) | {"cancel_url": plan.get_absolute_url(), "revision": revision}


def _against_plan_in_force(actor, plan: RoutePlan, versions: list[RoutePlan]) -> Candidate | None:
    """What a plan that waits would change; two queries where there is something to change."""
    in_force = next((one for one in versions if one.status == RouteStatus.APPROVED), None)
    return candidate_of(actor, plan, in_force) if plan.status in WAITING and in_force else None


def _rep_or_404(request, pk) -> User:
    return get_object_or_404(reps_seen_by(request.actor), pk=pk)


def _planning(request, rep) -> dict:
    """The state of a rep's planning, for the part of the page that asks again until it is done."""
    run = route_run_of(rep)
    return {
        "rep": rep,
        "run": run,
        "is_at_work": run is not None and is_at_work(run, timezone.now()),
        "may_propose": rules.plans_routes_of(request.actor, rep),
    }


def _answer_planning(request, rep) -> HttpResponse:
    planning, page = _planning(request, rep), reverse("visits:route_of_rep", args=[rep.pk])
    if request.htmx and not planning["is_at_work"]:
        return HttpResponseClientRedirect(page)
    return answer(request, "visits/routes/_planning.html", planning, to=page if request.method == "POST" else None)


def _decide(request, pk, service, done_message) -> HttpResponse:
    plan = get_object_or_404(plans_seen_by(request.actor), pk=pk)
    try:
        service(plan, actor=request.actor, at=timezone.now(), revision=number_in(request.POST, "revision"))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done_message)
    return redirect(plan)
