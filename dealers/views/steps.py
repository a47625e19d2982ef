"""The moves of a plan: submit, take back, return, approve (handbook H8.2, H8.5)."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from dealers.models import ProfitPlan
from dealers.rules import is_plan_manager, is_plan_owner
from dealers.services.drafts import draft_plans
from dealers.services.monthly import Outcome
from dealers.services.plans import Seen, approve_plan, approve_plans, return_plan, submit_plan, withdraw_plan
from salesops.errors import DomainError
from salesops.periods.month import Month
from salesops.web.htmx import answer
from salesops.web.typed import as_number, number_in, text_in
from salesops.web.views import door

REMARK = "remark-"
REMARK_LENGTH = 500
REASON_LENGTH = 1000


@login_required
@require_POST
def plan_submit(request, pk):
    plan = plan_for(request, pk, is_plan_owner)
    return moved(request, plan, lambda **who: submit_plan(plan, **who), _("The plan is with the center manager."))


@login_required
@require_POST
def plan_withdraw(request, pk):
    plan = plan_for(request, pk, is_plan_owner)
    return moved(request, plan, lambda **who: withdraw_plan(plan, **who), _("The plan is with you again."))


@login_required
@require_POST
def plan_approve(request, pk):
    plan = plan_for(request, pk, is_plan_manager)
    return moved(request, plan, lambda **who: approve_plan(plan, **who), _("The plan is approved and locked."))


@login_required
@require_POST
def plan_return(request, pk):
    plan = plan_for(request, pk, is_plan_manager)
    said = {"reason": text_in(request.POST, "reason", REASON_LENGTH), "remarks": remarks_in(request.POST)}
    return moved(request, plan, lambda **who: return_plan(plan, **said, **who), _("The plan is with the rep again."))


@login_required
@require_POST
def plan_refresh(request, pk):
    """Build the draft's own numbers anew, with what is known by now."""
    plan = plan_for(request, pk, is_plan_owner)
    report = draft_plans(Month.of(plan.month), actor=request.actor, at=timezone.now(), customer_ids=[plan.customer_id])
    for failure in report.failed:
        messages.error(request, failure.reason)
    if report.outcomes[Outcome.LOCKED]:
        messages.error(request, _("This is not a draft any more: its numbers stay as they are."))
    elif not report.failed:
        messages.success(request, _("The draft is up to date; what you typed stayed."))
    return redirect(plan)


@login_required
@require_POST
def plan_bulk_approve(request):
    if not request.actor.is_manager:
        raise PermissionDenied
    outcome = approve_plans(seen_in(request.POST), actor=request.actor, at=timezone.now())
    approved = len(outcome.approved)
    if approved:
        messages.success(request, ngettext("%d plan approved.", "%d plans approved.", approved) % approved)
    for refusal in outcome.refused:
        messages.error(request, f"{refusal.plan}: {refusal.reason}")
    return redirect("dealers:plan_inbox")


def plan_for(request: HttpRequest, pk: int, rule: Callable) -> ProfitPlan:
    plan = get_object_or_404(ProfitPlan.objects.visible_to(request.actor).select_related("customer"), pk=pk)
    door(request, rule, plan)
    return plan


def moved(request: HttpRequest, plan: ProfitPlan, move: Callable[..., ProfitPlan], done: str) -> HttpResponse:
    """Make the move on the plan as it was seen; who came too late is told who was faster (C1).

    A form that names no revision is judged by the state alone.
    """
    try:
        move(actor=request.actor, at=timezone.now(), revision=number_in(request.POST, "revision"))
    except DomainError as refusal:
        context = {"plan": plan, "refusal": str(refusal), "title": str(plan)}
        return answer(request, "dealers/plans/_refusal.html", context, status=409)
    messages.success(request, done)
    return redirect(plan)


def remarks_in(form: QueryDict) -> dict[int, str]:
    """The remarks by the id of their line."""
    ids = {name: as_number(name.removeprefix(REMARK)) for name in form if name.startswith(REMARK)}
    return {pk: text_in(form, name, REMARK_LENGTH) for name, pk in ids.items() if pk is not None}


def seen_in(form: QueryDict) -> list[Seen]:
    """The ticked plans as `id:revision`."""
    pairs = [[as_number(part) for part in ticked.split(":")] for ticked in form.getlist("plan")]
    return [Seen(*pair) for pair in pairs if len(pair) == 2 and None not in pair]
