"""Writing what an amendment says into its plan, as the next version (handbook H8.4)."""

from datetime import datetime

from django.utils.translation import gettext as _

from dealers.amendment_steps import AMEND
from dealers.choices import LineMethod
from dealers.models import AmendmentLine, PlanAmendment, PlanLine, ProfitPlan
from dealers.selectors.catalogue import price_in
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.periods.month import Month
from salesops.workflow.services import record_change
from stores.selectors.prices import price_list

BECAUSE = "rows of a plan whose rule was asked under its lock"


class AmendmentNotPossible(DomainError):
    """The plan cannot be changed so, or not any more."""


def locked_plan(plan_id: int) -> ProfitPlan:
    """The plan's row, held until the transaction ends."""
    return ProfitPlan.objects.unscoped(because=BECAUSE).select_for_update(of=("self",)).get(pk=plan_id)


def put_in_force(plan: ProfitPlan, amendment: PlanAmendment, *, actor: Actor, at: datetime) -> None:
    """Change the plan's lines, each from the very number that the amendment was typed against; add what it lacks."""
    wanted = AmendmentLine.objects.unscoped(because=BECAUSE).filter(amendment=amendment)
    wanted = list(wanted.select_related("store", "model").order_by("pk"))
    lines = PlanLine.objects.unscoped(because=BECAUSE).filter(plan=plan).defer("inputs")
    line_by_key = {(line.store_id, line.model_id): line for line in lines}
    changes = {}
    for change in wanted:
        line = line_by_key.get((change.store_id, change.model_id))
        held = line.quantity if line else 0
        if held != change.before_quantity:
            raise AmendmentNotPossible(
                _("%(store)s, %(model)s was changed meanwhile to %(units)s: please return the amendment to its rep.")
                % {"store": change.store, "model": change.model, "units": held}
            )
        if line is None:
            _add_line(plan, change)
        else:
            line.amended_quantity = change.after_quantity
            line.revision += 1
            line.save(update_fields=["amended_quantity", "revision"])
        name = f"{change.store.code} · {change.model.name}"[:60]
        changes[name] = (str(change.before_quantity), str(change.after_quantity))
    plan.version = amendment.version
    plan.revision += 1
    plan.save(update_fields=["version", "revision"])
    record_change(plan, changes, actor=actor, at=at, reason=amendment.reason, step=AMEND)


def _add_line(plan: ProfitPlan, change: AmendmentLine) -> None:
    price = price_in(price_list([change.model_id]), change.model_id, Month.of(plan.month))
    if price is None:
        raise AmendmentNotPossible(_("%(model)s has no price in this month yet.") % {"model": change.model})
    PlanLine.objects.create(
        plan=plan,
        store=change.store,
        model=change.model,
        baseline_quantity=0,
        low_quantity=0,
        high_quantity=0,
        amended_quantity=change.after_quantity,
        list_yuan=price.list_yuan,
        supply_yuan=price.supply_yuan,
        method=LineMethod.ADDED,
        inputs={"price": {"id": price.pk, "starts_on": price.starts_on.isoformat()}},
    )
