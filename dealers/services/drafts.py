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
from dealers.selectors.material import material_of_center
from dealers.selectors.missing import (
    CUSTOMER_JOB,
    MONTH_JOB,
    customers_to_plan,
    failing_runs,
    plans_owed,
    plans_standing,
    subject_of,
)
from dealers.selectors.target_of import accepted_targets
from dealers.services.draft_plans import CustomerDraft, write_drafts
from dealers.services.monthly import Documents, DraftReport, DraftRun, Outcome, begin_run, draft_in_portions
from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from salesops.periods.month import Month
from stores.models import Customer

logger = logging.getLogger(__name__)

PLANS = Documents(MONTH_JOB, CUSTOMER_JOB, subject_of, failing_runs, plans_standing, plans_owed)


def draft_plans(month: Month, *, actor: Actor, at: datetime, customer_ids: Iterable[int] | None = None) -> DraftReport:
    """Build or refresh the drafts of a month, all of them or some customers'.

    A center's forecast is made once, then its customers are written by portions. A customer that fails
    is listed with its reason, the others go on. Only a database that is away stops the run.
    """
    customers = list(customers_to_plan(customer_ids))
    run = begin_run(PLANS, customers, month, actor=actor, at=at, is_whole=customer_ids is None)
    for center, group in groupby(customers, key=attrgetter("center")):
        _draft_center(center, list(group), run)
    PLANS.note_run(month, at=at)
    return run.report


def _draft_center(center: Center, customers: Sequence[Customer], run: DraftRun) -> None:
    try:
        material = material_of_center(center, run.month, timezone.localdate(run.at))
        drafts = _drafts(material, customers)
    except OperationalError:
        raise
    except Exception as mistake:  # A center that cannot be computed must not stop the others.
        logger.exception("drafts of center %s for %s", center.pk, run.month)
        for customer in customers:
            run.note_failure(customer, mistake)
        return

    def write(portion: Sequence[Customer]) -> Mapping[int, Outcome]:
        return write_drafts(portion, run.month, drafts, actor=run.actor, at=run.at)

    draft_in_portions(customers, write, run)


def _drafts(material: Material, customers: Sequence[Customer]) -> dict[int, CustomerDraft]:
    lines = lines_by_customer(material)
    stock = _stock_by_customer(material)
    supply = {model.id: model.price.supply_yuan for model in material.models if model.price}
    targets = accepted_targets(customers, material.month)
    return {
        customer.pk: CustomerDraft.of(
            lines.get(customer.pk, ()),
            value_of_stock(stock.get(customer.pk, ()), supply),
            targets.get(customer.pk),
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
