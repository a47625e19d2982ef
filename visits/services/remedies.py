"""What would make a rep's work fit: found for a plan, and put into effect with one deed (handbook H4.3)."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.accounts.models import User
from salesops.errors import DomainError
from salesops.periods.month import Month
from salesops.workflow.services import create_with_history, update_with_history
from stores.models import SalesMonth, Store
from stores.services import plan_hand_over
from visits import rules
from visits.calc.routing.problem import RepairKind
from visits.calc.routing.record import problem_of_record
from visits.calc.routing.remedies import Remedy, diagnose, diagnosis_of_record, record_of_diagnosis
from visits.choices import RouteStatus
from visits.models import RoutePlan, VisitRule
from visits.selectors.route_choices import solved_plan
from visits.selectors.standards import parameters_of
from visits.services.standards import edit_parameters

BECAUSE = "the remedies of a plan that the caller may see"
MONTHS = 3


class NoSuchRemedy(DomainError):
    """The plan offers no such change, or was planned anew meanwhile."""


def diagnose_plan(plan_id: int) -> None:
    """Keep with a plan why its work does not fit and what would help; searching takes some ten seconds, without a lock.

    Done twice it writes the same; a plan that is no longer worked on is passed over.
    """
    rows = RoutePlan.objects.unscoped(because=BECAUSE)
    plan = rows.filter(pk=plan_id, status__in=[RouteStatus.DRAFT, RouteStatus.SUBMITTED]).first()
    if plan is None or not plan.unplaced:
        return
    sales = monthly_sales(plan.parameters["store_ids"], timezone.localdate(plan.created_at))
    found = diagnose(problem_of_record(plan.parameters), solved_plan(plan), sales=sales)
    with transaction.atomic():
        current = rows.select_for_update().get(pk=plan_id)
        current.totals = current.totals | {"diagnosis": record_of_diagnosis(found)}
        current.save(update_fields=["totals"])


def monthly_sales(store_ids: Mapping[str, int], on: date) -> dict[str, Decimal]:
    """The mean monthly sell-out of stores over the last three full months, in units, by code. One query."""
    last = Month.of(on)
    rows = SalesMonth.objects.unscoped(because=BECAUSE).within(last - MONTHS, last)
    sums = rows.filter(store__in=store_ids.values()).order_by().values("store").annotate(units=Sum("sell_out"))
    units = {row["store"]: row["units"] for row in sums}
    return {code: max(Decimal(0), Decimal(units.get(pk, 0)) / MONTHS) for code, pk in store_ids.items()}


@transaction.atomic
def apply_remedy(
    plan: RoutePlan, number: int, *, to_rep: User | None = None, on: date | None = None, actor: Actor, at: datetime
) -> Remedy:
    """Put the plan's remedy of that number (from 0) into effect: the caller then has the routes planned anew.

    Parameters and visit rules hold at once; stores go to `to_rep` from a day on, by a hand-over.
    """
    if not rules.sets_visit_standards(actor, plan):
        raise PermissionDenied("apply_remedy")
    found = diagnosis_of_record(plan.totals.get("diagnosis"))
    if found is None or not 0 <= number < len(found.remedies):
        raise NoSuchRemedy(_("There is no such remedy any more. Please look at the plan again."))
    remedy = found.remedies[number]
    reason = _("Makes the work of route plan v%(version)s fit") % {"version": plan.version}
    if remedy.kind == RepairKind.FEWER_VISITS:
        for code, _before, after in remedy.visits:
            store = _store(plan, code)
            set_visit_rule(store, {"visits_per_cycle": after}, actor=actor, at=at, reason=reason)
    elif remedy.kind == RepairKind.ANOTHER_REP:
        _hand_over(plan, remedy, to_rep, on or timezone.localdate(at), actor=actor, at=at, reason=reason)
    else:
        _widen_day(plan, remedy, actor=actor, at=at)
    return remedy


@transaction.atomic
def set_visit_rule(store: Store, values: Mapping[str, Any], *, actor: Actor, at: datetime, reason: str) -> VisitRule:
    """Let one store be visited otherwise than its class, with the reason in the history."""
    if not rules.sets_visit_standards(actor, store):
        raise PermissionDenied("set_visit_rule")
    held = Store.objects.unscoped(because=BECAUSE).select_for_update(of=("self",)).get(pk=store.pk)
    known = VisitRule.objects.unscoped(because=BECAUSE).filter(store=held).first()
    if known is not None:
        return update_with_history(known, values, revision=known.revision, actor=actor, at=at, reason=reason)
    return create_with_history(VisitRule(store=held, **values), actor=actor, at=at, reason=reason)


def _store(plan: RoutePlan, code: str) -> Store:
    return Store.objects.unscoped(because=BECAUSE).get(pk=plan.parameters["store_ids"][code])


def _widen_day(plan: RoutePlan, remedy: Remedy, *, actor: Actor, at: datetime) -> None:
    """Reckoned from the day that the plan was made with, so that a second tap adds nothing."""
    parameters = parameters_of(plan.rep)
    enough = problem_of_record(plan.parameters).rep.daily_minutes + remedy.minutes_a_day
    values = {
        "daily_minutes": max(parameters.daily_minutes, enough),
        "extra_days": sorted({*parameters.extra_days, *remedy.days}),
    }
    edit_parameters(parameters, values, revision=parameters.revision, actor=actor, at=at)


def _hand_over(
    plan: RoutePlan, remedy: Remedy, to_rep: User | None, on: date, *, actor: Actor, at: datetime, reason: str
) -> None:
    if to_rep is None:
        raise NoSuchRemedy(_("Choose the rep who takes the stores over."))
    stores = [_store(plan, code) for code in remedy.codes]
    plan_hand_over(plan.rep, to_rep, stores, on=on, actor=actor, at=at, reason=reason)
