"""The machine's part of some customers' plans, written at once (handbook H8.2; jobs J1, J2, J8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from dealers.calc.drafting import RULE_VERSION, DraftLine
from dealers.calc.profit import RULE_VERSION as PROFIT_RULE
from dealers.calc.stock import StockValue
from dealers.choices import PlanStatus
from dealers.models import ProfitPlan
from dealers.selectors.missing import BECAUSE
from dealers.selectors.target_of import AcceptedTarget
from dealers.services.draft_lines import write_draft_lines
from dealers.services.machine_rows import DraftSteps, record_drafts, refresh, standing_or_new
from dealers.services.monthly import Outcome
from dealers.steps import DRAFT, REDRAFT
from salesops.accounts.actor import Actor
from salesops.periods.choices import DeadlineKind
from salesops.periods.models import Deadline
from salesops.periods.month import Month
from salesops.periods.services import set_deadlines
from salesops.periods.workdays import plan_due
from stores.models import Customer

DRAFT_STEPS = DraftSteps(PlanStatus.DRAFT, DRAFT, REDRAFT)


@dataclass(frozen=True, slots=True)
class CustomerDraft:
    """The machine's part of one customer's plan."""

    lines: Sequence[DraftLine]
    average_stock_yuan: Decimal | None
    inputs: dict[str, Any]
    made_from: str | None = None

    @classmethod
    def of(
        cls,
        lines: Sequence[DraftLine],
        stock: StockValue,
        target: AcceptedTarget | None = None,
        made_from: str | None = None,
    ) -> "CustomerDraft":
        units = {"counted_units": stock.counted_units, "derived_units": stock.derived_units}
        accepted = {"target": target.as_kept()} if target else {}
        return cls(lines, stock.value_yuan, {"stock": units} | accepted, made_from)


@transaction.atomic
def write_drafts(
    customers: Sequence[Customer], month: Month, drafts: Mapping[int, CustomerDraft], *, actor: Actor, at: datetime
) -> dict[int, Outcome]:
    """Build or refresh these customers' plans with lines and deadlines, all or nothing; say what became of each.

    There is one plan for a customer and month, whoever comes first. What a person typed stays, and a
    plan that left the draft state, or was returned to a person, is not touched. A dozen queries, whatever their number.
    What a draft was made from is noted beside it, and is no change of the plan.
    """
    plans = ProfitPlan.objects.unscoped(because=BECAUSE)
    machine = {customer.pk: _plan_values(customer, drafts[customer.pk]) for customer in customers}
    standing, new = standing_or_new(plans, customers, month, machine, drafted_at=at)
    drafted = {key: plan for key, plan in standing.items() if plan.status == PlanStatus.DRAFT}
    rewritten = write_draft_lines({plan: drafts[key].lines for key, plan in drafted.items()}, new)
    old = {key: plan for key, plan in drafted.items() if plan.pk not in new}
    moved = refresh(plans, old, machine, rewritten, lambda p: {"drafted_at": at, "revision": p.revision + 1})
    _note_what_from(drafted, drafts)
    set_deadlines(
        [_deadline(drafted[customer.pk], customer, month) for customer in customers if customer.pk in drafted]
    )
    return record_drafts(standing, new, moved, steps=DRAFT_STEPS, actor=actor, at=at)


def _note_what_from(drafted: Mapping[int, ProfitPlan], drafts: Mapping[int, CustomerDraft]) -> None:
    other = [plan for key, plan in drafted.items() if plan.drafted_from != drafts[key].made_from]
    for plan in other:
        plan.drafted_from = drafts[plan.customer_id].made_from
    ProfitPlan.objects.unscoped(because=BECAUSE).bulk_update(other, ["drafted_from"])


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
