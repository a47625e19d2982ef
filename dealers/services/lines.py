"""What the rep types at a plan's lines: the reason stays beside the draft's number (handbook H8.2)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dealers.choices import LineMethod
from dealers.models import PlanLine, ProfitPlan
from dealers.selectors.carriage import carriage_at
from dealers.selectors.catalogue import models_sold_in, price_in
from dealers.services.door import mark_edited, open_for_typing
from dealers.steps import EDIT_LINE
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.periods.month import Month
from salesops.workflow.services import Difference, EditedMeanwhile, record_change
from stores.models import HandsetModel, Store
from stores.selectors.prices import price_list

BECAUSE = "lines of a plan that the caller has opened for typing"


class LineNotPossible(DomainError):
    """A line for this store and model cannot be added to the plan."""


@transaction.atomic
def change_line(
    line: PlanLine, *, quantity: int | None, revision: int, actor: Actor, at: datetime, reason: str
) -> PlanLine:
    """Type another quantity than the draft's, with the reason; None goes back to the draft.

    `revision` is the line as the person saw it. An edit that changes nothing leaves no trace.
    """
    plan = open_for_typing(line.plan_id, actor=actor)
    rows = PlanLine.objects.unscoped(because=BECAUSE).select_related("store", "model")
    current = rows.get(pk=line.pk, plan=plan)
    reason = reason.strip() if quantity is not None else ""
    if (current.typed_quantity, current.typed_reason) == (quantity, reason):
        return current
    if current.revision != revision:
        raise EditedMeanwhile(_differences(current, quantity, reason), current)
    before = str(current.quantity)
    current.typed_quantity, current.typed_reason = quantity, reason
    current.revision += 1
    current.full_clean()
    current.save(update_fields=["typed_quantity", "typed_reason", "revision"])
    current = rows.get(pk=current.pk)
    mark_edited(plan)
    _record(plan, current, before, actor=actor, at=at, reason=reason)
    return current


@transaction.atomic
def add_line(
    plan: ProfitPlan,
    *,
    store: Store,
    model: HandsetModel,
    quantity: int,
    actor: Actor,
    at: datetime,
    reason: str,
) -> PlanLine:
    """Plan a model that the draft does not have, for one of the customer's own stores."""
    plan = open_for_typing(plan.pk, actor=actor)
    _require_possible(plan, store, model)
    price = price_in(price_list([model.pk]), model.pk, Month.of(plan.month))
    if price is None:
        raise LineNotPossible(_("%(model)s has no price in this month yet.") % {"model": model})
    line = PlanLine(
        plan=plan,
        store=store,
        model=model,
        baseline_quantity=0,
        low_quantity=0,
        high_quantity=0,
        typed_quantity=quantity,
        typed_reason=reason.strip(),
        list_yuan=price.list_yuan,
        supply_yuan=price.supply_yuan,
        method=LineMethod.ADDED,
        carriage=carriage_at(store, model, Month.of(plan.month), timezone.localdate(at)),
        inputs={"price": {"id": price.pk, "starts_on": price.starts_on.isoformat()}},
    )
    line.full_clean()
    line.save(force_insert=True)
    line.refresh_from_db(fields=["quantity"])
    mark_edited(plan)
    _record(plan, line, "", actor=actor, at=at, reason=line.typed_reason)
    return line


def _require_possible(plan: ProfitPlan, store: Store, model: HandsetModel) -> None:
    if store.customer_id != plan.customer_id or store.center_id != plan.center_id:
        raise LineNotPossible(_("%(store)s is not a store of this customer.") % {"store": store})
    if not models_sold_in(Month.of(plan.month)).filter(pk=model.pk).exists():
        raise LineNotPossible(_("%(model)s is not on sale in this month.") % {"model": model})
    if PlanLine.objects.unscoped(because=BECAUSE).filter(plan=plan, store=store, model=model).exists():
        raise LineNotPossible(
            _("%(store)s has a line for %(model)s already: please change that one.") % {"store": store, "model": model}
        )


def _record(plan: ProfitPlan, line: PlanLine, before: str, *, actor: Actor, at: datetime, reason: str) -> None:
    """The plan's history names the line, so that one trail tells all."""
    record_change(
        plan, {line.trail_name: (before, str(line.quantity))}, actor=actor, at=at, reason=reason, step=EDIT_LINE
    )


def _differences(current: PlanLine, quantity: int | None, reason: str) -> list[Difference]:
    names = {"typed_quantity": quantity, "typed_reason": reason}
    return [
        Difference(
            field=name,
            label=str(current._meta.get_field(name).verbose_name),
            theirs="" if getattr(current, name) is None else str(getattr(current, name)),
            yours="" if value is None else str(value),
        )
        for name, value in names.items()
        if getattr(current, name) != value
    ]
