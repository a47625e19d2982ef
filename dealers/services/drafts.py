"""Drafts of profit plans, built one customer at a time (handbook H1, H8.2; jobs J1, J2, J7, J8)."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db import OperationalError, transaction
from django.utils import timezone

from dealers.calc.drafting import RULE_VERSION, DraftLine, lines_by_customer
from dealers.calc.material import Material
from dealers.calc.profit import RULE_VERSION as PROFIT_RULE
from dealers.calc.stock import value_of_stock
from dealers.choices import PlanStatus
from dealers.models import ProfitPlan
from dealers.selectors.material import material_of_center
from dealers.selectors.missing import BECAUSE, customers_to_plan, failing_runs, subject_of
from dealers.services.draft_lines import write_draft_lines
from dealers.services.runs import note_failure, note_mended, note_run, open_run
from dealers.steps import DRAFT, REDRAFT
from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from salesops.errors import DomainError
from salesops.periods.choices import DeadlineKind
from salesops.periods.models import Deadline
from salesops.periods.month import Month
from salesops.periods.services import set_deadlines
from salesops.periods.workdays import plan_due
from salesops.workflow.models import AuditEvent, JobRun
from stores.models import Customer

logger = logging.getLogger(__name__)

NOTED_EVERY = 25


class Outcome(StrEnum):
    CREATED = "created"
    REFRESHED = "refreshed"
    UNCHANGED = "unchanged"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Failure:
    customer: str
    reason: str


@dataclass(slots=True)
class DraftReport:
    """What became of each customer's draft."""

    month: Month
    customers: int = 0
    outcomes: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    failed: list[Failure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CustomerDraft:
    """The machine's part of one customer's plan."""

    lines: Sequence[DraftLine]
    average_stock_yuan: Decimal | None
    inputs: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Run:
    """Who drafts which month when, what became of it, and which customers failed before."""

    month: Month
    actor: Actor
    at: datetime
    report: DraftReport
    failing: Mapping[str, JobRun]


def draft_plans(month: Month, *, actor: Actor, at: datetime, customer_ids: Iterable[int] | None = None) -> DraftReport:
    """Build or refresh the drafts of a month, all of them or some customers'.

    A center's forecast is made once, then each customer is written in its own transaction. A customer
    that fails is listed with its reason, the others go on. Only a database that is away stops the run.
    """
    customers = list(customers_to_plan(customer_ids))
    if customer_ids is None:
        open_run(month, total=len(customers), at=at)
    report = DraftReport(month, customers=len(customers))
    run = _Run(month, actor, at, report, {failed.subject: failed for failed in failing_runs(month)})
    for center, group in groupby(customers, key=attrgetter("center")):
        _draft_center(center, list(group), run)
    note_run(month, at=at)
    return report


def _draft_center(center: Center, customers: Sequence[Customer], run: _Run) -> None:
    try:
        material = material_of_center(center, run.month, timezone.localdate(run.at))
        lines = lines_by_customer(material)
    except OperationalError:
        raise
    except Exception as mistake:  # A center that cannot be computed must not stop the others.
        logger.exception("drafts of center %s for %s", center.pk, run.month)
        for customer in customers:
            _note_failure(customer, run, mistake)
        return
    for number, customer in enumerate(customers, start=1):
        _draft_customer(customer, _customer_draft(material, customer, lines.get(customer.pk, ())), run)
        if number % NOTED_EVERY == 0:
            note_run(run.month, at=run.at)


def _draft_customer(customer: Customer, draft: CustomerDraft, run: _Run) -> None:
    try:
        outcome = draft_plan(customer, run.month, draft, actor=run.actor, at=run.at)
    except OperationalError:
        raise
    except Exception as mistake:  # One customer's fault, whatever it is, stays its own (J7).
        logger.exception("draft of customer %s for %s", customer.pk, run.month)
        _note_failure(customer, run, mistake)
        return
    run.report.outcomes[outcome] += 1
    known = run.failing.get(subject_of(run.month, customer.code))
    if known is not None:
        note_mended(known, at=run.at)


def _note_failure(customer: Customer, run: _Run, mistake: Exception) -> None:
    """List the customer with a reason that says enough to mend it."""
    reason = str(mistake) if isinstance(mistake, DomainError) else f"{type(mistake).__name__}: {mistake}"
    note_failure(customer.code, run.month, reason=reason, at=run.at)
    run.report.failed.append(Failure(customer.code, reason))


def _customer_draft(material: Material, customer: Customer, lines: Sequence[DraftLine]) -> CustomerDraft:
    store_ids = [store.id for store in material.stores if store.is_planned and store.customer_id == customer.pk]
    supply = {model.id: model.price.supply_yuan for model in material.models if model.price}
    stock = value_of_stock(material.stock, store_ids, supply)
    return CustomerDraft(
        lines=lines,
        average_stock_yuan=stock.value_yuan,
        inputs={"stock": {"counted_units": stock.counted_units, "derived_units": stock.derived_units}},
    )


@transaction.atomic
def draft_plan(customer: Customer, month: Month, draft: CustomerDraft, *, actor: Actor, at: datetime) -> Outcome:
    """Build or refresh one customer's plan, its lines and its deadline, all or nothing.

    There is one plan for a customer and month, whoever comes first. What a person typed stays, and a
    plan that left the draft state, or was returned to a person, is not touched.
    """
    plans = ProfitPlan.objects.unscoped(because=BECAUSE)
    machine = _plan_values(customer, draft)
    plan, is_new = plans.get_or_create(customer=customer, month=month.first_day, defaults={**machine, "drafted_at": at})
    plan = plans.select_for_update().get(pk=plan.pk)
    if plan.status != PlanStatus.DRAFT:
        return Outcome.LOCKED
    has_changed = write_draft_lines(plan, draft.lines)
    moved = [name for name, value in machine.items() if getattr(plan, name) != value]
    if not is_new and (has_changed or moved):
        for name in moved:
            setattr(plan, name, machine[name])
        plan.drafted_at = at
        plan.revision += 1
        plan.save(update_fields=[*moved, "drafted_at", "revision"])
    set_deadlines([_deadline(plan, customer, month)])
    return _told(plan, is_new=is_new, is_moved=has_changed or bool(moved), actor=actor, at=at)


def _told(plan: ProfitPlan, *, is_new: bool, is_moved: bool, actor: Actor, at: datetime) -> Outcome:
    if is_new:
        AuditEvent.record(plan, DRAFT, actor=actor, at=at, after=PlanStatus.DRAFT)
        return Outcome.CREATED
    if is_moved:
        AuditEvent.record(plan, REDRAFT, actor=actor, at=at, before=PlanStatus.DRAFT, after=PlanStatus.DRAFT)
        return Outcome.REFRESHED
    return Outcome.UNCHANGED


def _plan_values(customer: Customer, draft: CustomerDraft) -> dict[str, Any]:
    return {
        "center_id": customer.center_id,
        "rep_id": customer.rep_id,
        "rebate_percent": customer.rebate_percent,
        "drafted_support_yuan": customer.monthly_support_yuan,
        "drafted_own_cost_yuan": customer.monthly_cost_yuan,
        "average_stock_yuan": draft.average_stock_yuan,
        "inputs": draft.inputs,
        "forecast_rule": RULE_VERSION,
        "profit_rule": PROFIT_RULE,
    }


def _deadline(plan: ProfitPlan, customer: Customer, month: Month) -> Deadline:
    return Deadline(
        kind=DeadlineKind.PLAN,
        month=month.first_day,
        subject_id=customer.pk,
        subject=customer.name,
        url=plan.get_absolute_url(),
        center_id=customer.center_id,
        rep_id=customer.rep_id,
        due_on=plan_due(month - 1),
    )
