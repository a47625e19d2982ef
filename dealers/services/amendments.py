"""What changes an approved plan: an amendment by approval, a shift between stores by a reason (handbook H8.4).

The plan's row is locked first, whoever acts: of two changes that meet the second is measured against the first.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from dealers.amendment_choices import UNDECIDED, AmendmentKind, AmendmentStatus
from dealers.amendment_rules import writes_amendment
from dealers.amendment_steps import APPROVE, EDIT_NUMBERS, GIVE_UP, RETURN, SHIFT, SUBMIT, WITHDRAW
from dealers.choices import PlanStatus
from dealers.models import AmendmentLine, PlanAmendment, PlanLine, ProfitPlan
from dealers.rules import is_plan_owner
from dealers.selectors.catalogue import models_sold_in, price_in
from dealers.services.amendment_notices import tell_managers, tell_rep
from dealers.services.amendments_in_force import BECAUSE, AmendmentNotPossible, locked_plan, put_in_force
from salesops.accounts.actor import Actor
from salesops.periods.month import Month
from salesops.workflow.flow import NotPossibleNow, take_step
from salesops.workflow.services import create_with_history, record_change
from stores.models import HandsetModel, Store
from stores.selectors.prices import price_list

StoreModel = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Move:
    """Units of one model from one store to another."""

    model: HandsetModel
    source: Store
    target: Store
    units: int


@transaction.atomic
def open_amendment(plan: ProfitPlan, *, actor: Actor, at: datetime, reason: str) -> PlanAmendment:
    """Begin to change an approved plan; a plan has one amendment in work or waiting at most."""
    plan = _open_plan(plan, actor, at)
    undecided = PlanAmendment.objects.unscoped(because=BECAUSE).filter(plan=plan, status__in=UNDECIDED)
    if undecided.exists():
        raise AmendmentNotPossible(
            _("This plan has an amendment already that is not decided yet: please use that one.")
        )
    return create_with_history(PlanAmendment(plan=plan, reason=reason.strip()), actor=actor, at=at, reason=reason)


@transaction.atomic
def set_numbers(
    amendment: PlanAmendment,
    numbers: Mapping[StoreModel, int],
    *,
    revision: int | None = None,
    actor: Actor,
    at: datetime,
) -> PlanAmendment:
    """Type new quantities by store and model; the quantity that holds takes the line out of the amendment."""
    plan = _open_plan(amendment.plan, actor, at)
    current = _open_to_type(amendment, revision, actor)
    holding = _holding(plan)
    _require_possible(plan, [key for key in numbers if key not in holding])
    rows = AmendmentLine.objects.unscoped(because=BECAUSE)
    known = {(line.store_id, line.model_id): line for line in rows.filter(amendment=current)}
    typed, trail = {}, {}
    for key, quantity in numbers.items():
        before = known[key].after_quantity if key in known else holding.get(key, 0)
        if before == quantity and (key not in known or known[key].before_quantity == holding.get(key, 0)):
            continue
        typed[key] = (holding.get(key, 0), quantity)
        trail[key] = (str(before), str(quantity))
    if typed:
        _write_numbers(current, typed)
        current.revision += 1
        current.save(update_fields=["revision"])
        names = _trail_names(trail)
        changes = {names[key]: change for key, change in trail.items()}
        record_change(current, changes, actor=actor, at=at, step=EDIT_NUMBERS)
    return current


@transaction.atomic
def submit_amendment(
    amendment: PlanAmendment, *, actor: Actor, at: datetime, revision: int | None = None
) -> PlanAmendment:
    """Hand it to the center's manager; one that changes nothing is no amendment."""
    plan = _open_plan(amendment.plan, actor, at)
    lines = AmendmentLine.objects.unscoped(because=BECAUSE).filter(amendment=amendment)
    if not lines.exists():
        raise AmendmentNotPossible(_("Nothing is changed yet: please type at least one new quantity."))
    amendment = take_step(SUBMIT, amendment, actor=actor, at=at, revision=revision, also={"submitted_at": at})
    tell_managers(plan, "amendment_submitted", amendment, at=at)
    return amendment


def withdraw_amendment(
    amendment: PlanAmendment, *, actor: Actor, at: datetime, revision: int | None = None
) -> PlanAmendment:
    return take_step(WITHDRAW, amendment, actor=actor, at=at, revision=revision, also={"submitted_at": None})


@transaction.atomic
def return_amendment(
    amendment: PlanAmendment, *, actor: Actor, at: datetime, reason: str, revision: int | None = None
) -> PlanAmendment:
    also = {"submitted_at": None}
    amendment = take_step(RETURN, amendment, actor=actor, at=at, reason=reason, revision=revision, also=also)
    tell_rep(amendment.plan, "amendment_returned", amendment, at=at, reason=reason.strip())
    return amendment


def give_up_amendment(
    amendment: PlanAmendment, *, actor: Actor, at: datetime, revision: int | None = None
) -> PlanAmendment:
    """It stays readable; the plan may have another one."""
    return take_step(GIVE_UP, amendment, actor=actor, at=at, revision=revision)


@transaction.atomic
def approve_amendment(
    amendment: PlanAmendment, *, actor: Actor, at: datetime, revision: int | None = None
) -> PlanAmendment:
    """Let it hold as the plan's next version; a number that became another one meanwhile holds it up."""
    plan = locked_plan(amendment.plan_id)
    also = {"version": plan.version + 1, "approved_at": at}
    amendment = take_step(APPROVE, amendment, actor=actor, at=at, revision=revision, also=also)
    put_in_force(plan, amendment, actor=actor, at=at)
    tell_rep(plan, "amendment_approved", amendment, at=at)
    return amendment


@transaction.atomic
def shift_units(plan: ProfitPlan, move: Move, *, actor: Actor, at: datetime, reason: str) -> PlanAmendment:
    """Move units of one model between two stores of the customer: the total stays, so a reason is enough.

    It is a version of the plan like any other. Lines that an undecided amendment names are left to that.
    """
    plan = _open_plan(plan, actor, at)
    holding = _holding(plan)
    source, target = (move.source.pk, move.model.pk), (move.target.pk, move.model.pk)
    _require_shift(plan, move, holding)
    _require_possible(plan, [target] if target not in holding else [])
    shift = create_with_history(
        PlanAmendment(
            plan=plan,
            kind=AmendmentKind.SHIFT,
            status=AmendmentStatus.APPROVED,
            version=plan.version + 1,
            approved_at=at,
            reason=reason.strip(),
        ),
        actor=actor,
        at=at,
        reason=reason,
        step=SHIFT,
    )
    held = {key: holding.get(key, 0) for key in (source, target)}
    _write_numbers(
        shift, {source: (held[source], held[source] - move.units), target: (held[target], held[target] + move.units)}
    )
    put_in_force(plan, shift, actor=actor, at=at)
    tell_managers(plan, "plan_shifted", shift, at=at, reason=shift.reason)
    return shift


def _open_plan(plan: ProfitPlan, actor: Actor, at: datetime) -> ProfitPlan:
    """Lock the approved plan for its rep, while its month is not over."""
    plan = locked_plan(plan.pk)
    if not is_plan_owner(actor, plan):
        raise PermissionDenied("amend")
    if plan.status != PlanStatus.APPROVED:
        raise AmendmentNotPossible(_("Only an approved plan is amended; an open one is changed at its lines."))
    if Month.of(plan.month) < Month.of(timezone.localdate(at)):
        raise AmendmentNotPossible(_("The month of this plan is over: what became of it stands in the review."))
    return plan


def _open_to_type(amendment: PlanAmendment, revision: int | None, actor: Actor) -> PlanAmendment:
    rows = PlanAmendment.objects.unscoped(because=BECAUSE).select_related("plan")
    current = rows.select_for_update(of=("self",)).get(pk=amendment.pk)
    if not writes_amendment(actor, current):
        raise PermissionDenied("amendment")
    if not current.is_editable:
        raise AmendmentNotPossible(
            _("The amendment is “%(state)s” and locked: nothing was saved.") % {"state": current.get_status_display()}
        )
    if revision is not None and current.revision != revision:
        raise NotPossibleNow(_("It was changed meanwhile. Please look at it again before you decide."))
    return current


def _holding(plan: ProfitPlan) -> dict[StoreModel, int]:
    lines = PlanLine.objects.unscoped(because=BECAUSE).filter(plan=plan)
    return {(store, model): units for store, model, units in lines.values_list("store_id", "model_id", "quantity")}


def _require_possible(plan: ProfitPlan, keys: list[StoreModel]) -> None:
    """What the plan has no line for yet must be a store of the customer and a model that has a price in the month."""
    if not keys:
        return
    month = Month.of(plan.month)
    stores = Store.objects.unscoped(because=BECAUSE).filter(customer=plan.customer_id, center=plan.center_id)
    possible = set(stores.filter(pk__in={store for store, _model in keys}).values_list("pk", flat=True))
    models = {model for _store, model in keys}
    sold = set(models_sold_in(month).filter(pk__in=models).values_list("pk", flat=True))
    prices = price_list(sorted(models))
    for store_id, model_id in keys:
        if store_id not in possible:
            raise AmendmentNotPossible(_("This store is not one of the customer's."))
        if model_id not in sold or price_in(prices, model_id, month) is None:
            raise AmendmentNotPossible(_("This model is not on sale in this month, or has no price yet."))


def _require_shift(plan: ProfitPlan, move: Move, holding: Mapping[StoreModel, int]) -> None:
    if move.source.pk == move.target.pk:
        raise AmendmentNotPossible(_("Please choose two different stores."))
    held = holding.get((move.source.pk, move.model.pk), 0)
    if move.units > held:
        raise AmendmentNotPossible(
            _("%(store)s has %(units)s units of %(model)s planned: no more can leave it.")
            % {"store": move.source, "units": held, "model": move.model}
        )
    waiting = AmendmentLine.objects.unscoped(because=BECAUSE).filter(
        amendment__plan=plan,
        amendment__status__in=UNDECIDED,
        model=move.model,
        store__in=[move.source.pk, move.target.pk],
    )
    if waiting.exists():
        raise AmendmentNotPossible(_("An amendment that is not decided yet changes this model at one of the stores."))


def _write_numbers(amendment: PlanAmendment, numbers: Mapping[StoreModel, tuple[int, int]]) -> None:
    """Write quantities before and after; a number that changes nothing takes its line out. At most two queries."""
    rows = AmendmentLine.objects.unscoped(because=BECAUSE)
    places = {key: Q(store=key[0], model=key[1]) for key in numbers}
    unchanged = [places[key] for key, (before, after) in numbers.items() if before == after]
    if unchanged:
        rows.filter(reduce(or_, unchanged), amendment=amendment).delete()
    AmendmentLine.objects.bulk_create(
        [
            AmendmentLine(
                amendment=amendment, store_id=store_id, model_id=model_id, before_quantity=before, after_quantity=after
            )
            for (store_id, model_id), (before, after) in numbers.items()
            if before != after
        ],
        update_conflicts=True,
        unique_fields=["amendment", "store", "model"],
        update_fields=["before_quantity", "after_quantity"],
    )


def _trail_names(keys: Collection[StoreModel]) -> dict[StoreModel, str]:
    """How the history calls each place. Two queries."""
    stores = Store.objects.unscoped(because=BECAUSE).in_bulk([store for store, _model in keys])
    models = HandsetModel.objects.in_bulk([model for _store, model in keys])
    return {(store, model): f"{stores[store].code} · {models[model].name}"[:60] for store, model in keys}
