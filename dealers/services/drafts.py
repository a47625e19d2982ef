"""Drafts of profit plans: a center's forecast, written customer by customer (handbook H1, H8.2; jobs J1, J2, J7)."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from django.db import OperationalError
from django.utils import timezone

from dealers.calc.drafting import lines_by_customer
from dealers.calc.material import Material, Stock
from dealers.calc.stock import value_of_stock
from dealers.choices import PlanStatus
from dealers.selectors.known_drafts import drafted_from, fingerprints
from dealers.selectors.material import material_without_sales, with_sales
from dealers.selectors.missing import (
    CENTER_JOB,
    CUSTOMER_JOB,
    MONTH_JOB,
    customers_to_plan,
    failing_runs,
    subject_of,
)
from dealers.selectors.target_of import AcceptedTarget, accepted_targets
from dealers.services.draft_plans import CustomerDraft, write_drafts
from dealers.services.monthly import Documents, DraftReport, DraftRun, Outcome, begin_run, draft_in_portions
from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from salesops.cycles import not_searched_for_cycles
from salesops.periods.month import Month
from stores.models import Customer

logger = logging.getLogger(__name__)

PLANS = Documents(MONTH_JOB, CENTER_JOB, CUSTOMER_JOB, subject_of, failing_runs, customers_to_plan)


def draft_plans(
    month: Month,
    *,
    actor: Actor,
    at: datetime,
    customer_ids: Iterable[int] | None = None,
    opened_at: datetime | None = None,
) -> DraftReport:
    """Build or refresh the drafts of a month, all of them or some customers'.

    With the time at which the month's run was opened, the customers are those of whole centers that it waits for.

    A center's forecast is made once, then its customers are written by portions. A customer that fails
    is listed with its reason, the others go on. Only a database that is away stops the run.
    """
    customers = list(customers_to_plan(customer_ids))
    run = begin_run(PLANS, customers, month, actor=actor, at=at, is_whole=customer_ids is None, opened_at=opened_at)
    for center, group in groupby(customers, key=attrgetter("center")):
        if run.is_wanted(center.pk):
            _draft_center(center, list(group), run)
    PLANS.note_run(month, at=at)
    return run.report


def _draft_center(center: Center, customers: Sequence[Customer], run: DraftRun) -> None:
    try:
        # A center's drafts are a million small objects; looking for a cycle among them took a third longer.
        with not_searched_for_cycles():
            left, drafts = _left_to_draft(center, customers, run)
    except OperationalError:
        raise
    except Exception as mistake:  # A center that cannot be computed must not stop the others.
        logger.exception("drafts of center %s for %s", center.pk, run.month)
        for customer in customers:
            run.note_failure(customer, mistake)
        run.end_center(center.pk)
        return

    def write(portion: Sequence[Customer]) -> Mapping[int, Outcome]:
        return write_drafts(portion, run.month, drafts, actor=run.actor, at=run.at)

    draft_in_portions(center.pk, left, write, run)


def _left_to_draft(
    center: Center, customers: Sequence[Customer], run: DraftRun
) -> tuple[list[Customer], dict[int, CustomerDraft]]:
    """Whose drafts have to be made and how they come out; of the others it is noted why not.

    A draft that was made from what there is now would come out the same, and what left the draft is a person's.
    """
    material = material_without_sales(center, run.month, timezone.localdate(run.at))
    targets = accepted_targets(customers, run.month)
    made_from = fingerprints(center, material, customers, targets)
    known, left = drafted_from(customers, run.month), []
    for customer in customers:
        status, before = known.get(customer.pk, (PlanStatus.DRAFT, None))
        if status != PlanStatus.DRAFT:
            run.note_outcome(customer, Outcome.LOCKED, status)
        elif before and before == made_from.get(customer.pk):
            run.note_outcome(customer, Outcome.UNCHANGED)
        else:
            left.append(customer)
    return left, _drafts(with_sales(material, center), left, targets, made_from) if left else {}


def _drafts(
    material: Material,
    customers: Sequence[Customer],
    targets: Mapping[int, AcceptedTarget],
    made_from: Mapping[int, str],
) -> dict[int, CustomerDraft]:
    lines = lines_by_customer(material)
    stock = _stock_by_customer(material)
    supply = {model.id: model.price.supply_yuan for model in material.models if model.price}
    return {
        customer.pk: CustomerDraft.of(
            lines.get(customer.pk, ()),
            value_of_stock(stock.get(customer.pk, ()), supply),
            targets.get(customer.pk),
            made_from.get(customer.pk),
        )
        for customer in customers
    }


def _stock_by_customer(material: Material) -> dict[int, list[tuple[int, Stock]]]:
    """What lies in the planned stores of each customer: model and stock."""
    customer_by_store = {store.id: store.customer_id for store in material.stores if store.is_planned}
    held: dict[int, list[tuple[int, Stock]]] = defaultdict(list)
    for (store_id, model_id), stock in material.stock.items():
        if store_id in customer_by_store:
            held[customer_by_store[store_id]].append((model_id, stock))
    return held
