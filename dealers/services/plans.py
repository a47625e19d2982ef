"""The moves of a profit plan and what follows from each (handbook H8.2, H8.5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dealers.models import PlanAction, PlanLine, PlanRemark, ProfitPlan
from dealers.selectors.figures import figures_of
from dealers.steps import APPROVE, RETURN, SUBMIT, WITHDRAW
from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from salesops.accounts.models import User
from salesops.errors import DomainError
from salesops.notices.services import tell
from salesops.periods.choices import DeadlineKind
from salesops.periods.month import Month
from salesops.periods.services import meet_deadline, reopen_deadline
from salesops.workflow.flow import take_step
from salesops.workflow.selectors.history import revision_by
from visits.services.tasks import add_task

BECAUSE = "parts of a plan that the step allowed to move"


class PlanHasWarnings(DomainError):
    """Only plans without warnings are approved many at once."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A plan as it was on the manager's screen."""

    pk: int
    revision: int


@dataclass(frozen=True, slots=True)
class Refusal:
    plan: ProfitPlan
    reason: str


@dataclass(frozen=True, slots=True)
class BulkApproval:
    approved: list[ProfitPlan]
    refused: list[Refusal]


@transaction.atomic
def submit_plan(plan: ProfitPlan, *, actor: Actor, at: datetime, revision: int | None = None) -> ProfitPlan:
    """Hand the plan to the manager: its duty is done, its remarks are answered.

    What the person typed after it opened the page is no surprise to it; what another typed is.
    """
    if revision is not None:
        locked = ProfitPlan.objects.unscoped(because=BECAUSE).select_for_update().get(pk=plan.pk)
        revision = revision_by(locked, revision, actor)
    plan = take_step(SUBMIT, plan, actor=actor, at=at, revision=revision, also={"submitted_at": at})
    PlanRemark.objects.unscoped(because=BECAUSE).filter(plan=plan, is_open=True).update(is_open=False)
    meet_deadline(DeadlineKind.PLAN, Month.of(plan.month), plan.customer_id, at=at)
    tell(
        User.objects.active().filter(role=Role.MANAGER, center_id=plan.center_id).values_list("pk", flat=True),
        "plan_submitted",
        values={"plan": str(plan)},
        url=plan.get_absolute_url(),
        dedupe_key=f"plan-submitted:{plan.pk}:{plan.revision}",
        at=at,
    )
    return plan


@transaction.atomic
def withdraw_plan(plan: ProfitPlan, *, actor: Actor, at: datetime, revision: int | None = None) -> ProfitPlan:
    """Take a plan back that nobody has decided on yet; it is owed again."""
    plan = take_step(WITHDRAW, plan, actor=actor, at=at, revision=revision, also={"submitted_at": None})
    reopen_deadline(DeadlineKind.PLAN, Month.of(plan.month), plan.customer_id)
    return plan


@transaction.atomic
def return_plan(
    plan: ProfitPlan,
    *,
    remarks: Mapping[int, str],
    actor: Actor,
    at: datetime,
    reason: str,
    revision: int | None = None,
) -> ProfitPlan:
    """Give the plan back with a reason, and remarks by line; empty remarks and foreign lines are left out."""
    also = {"submitted_at": None}
    plan = take_step(RETURN, plan, actor=actor, at=at, reason=reason, revision=revision, also=also)
    reopen_deadline(DeadlineKind.PLAN, Month.of(plan.month), plan.customer_id)
    said = {line_id: text.strip() for line_id, text in remarks.items() if text.strip()}
    lines = PlanLine.objects.unscoped(because=BECAUSE).filter(plan=plan, pk__in=said)
    PlanRemark.objects.bulk_create(
        [
            PlanRemark(plan=plan, line_id=line_id, text=said[line_id], written_by_id=actor.user_id, written_at=at)
            for line_id in lines.order_by("pk").values_list("pk", flat=True)
        ]
    )
    tell(
        [plan.rep_id],
        "plan_returned",
        values={"plan": str(plan), "reason": reason.strip()},
        url=plan.get_absolute_url(),
        dedupe_key=f"plan-returned:{plan.pk}:{plan.revision}",
        at=at,
    )
    return plan


@transaction.atomic
def approve_plan(plan: ProfitPlan, *, actor: Actor, at: datetime, revision: int | None = None) -> ProfitPlan:
    """Approve and lock the plan; its actions become tasks at their stores."""
    plan = take_step(APPROVE, plan, actor=actor, at=at, revision=revision, also={"approved_at": at})
    for action in PlanAction.objects.unscoped(because=BECAUSE).filter(plan=plan).select_related("store").order_by("pk"):
        add_task(
            client_id=action.task_client_id,
            store=action.store,
            rep_id=action.store.rep_id,
            title=action.text,
            due_on=action.due_on,
            source="plan",
            source_url=plan.get_absolute_url(),
            actor=actor,
            at=at,
        )
    return plan


def approve_plans(seen: Sequence[Seen], *, actor: Actor, at: datetime) -> BulkApproval:
    """Approve many plans, each for itself: only without warnings, and only as it was seen."""
    plans = ProfitPlan.objects.visible_to(actor).select_related("customer").in_bulk([one.pk for one in seen])
    outcome = BulkApproval([], [])
    for one in seen:
        plan = plans.get(one.pk)
        if plan is None:
            continue
        try:
            outcome.approved.append(_approve_without_warnings(plan, actor=actor, at=at, revision=one.revision))
        except DomainError as refusal:
            outcome.refused.append(Refusal(plan, str(refusal)))
    return outcome


@transaction.atomic
def _approve_without_warnings(plan: ProfitPlan, *, actor: Actor, at: datetime, revision: int) -> ProfitPlan:
    """Approve first, which locks the plan, then look: a warning takes the approval back."""
    approved = approve_plan(plan, actor=actor, at=at, revision=revision)
    if figures_of([approved])[approved.pk].warnings:
        raise PlanHasWarnings(_("It has warnings: please open it and decide for itself."))
    return approved
