"""What some customers' reviews of a month are made from (handbook H9)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from dealers.models import PlanLine, ProfitPlan
from dealers.selectors.catalogue import price_in
from dealers.selectors.figures import figures_of
from reports.calc.drafting import (
    CustomerMonth,
    PlanFacts,
    PriceFacts,
    ProfitTerms,
    Sold,
    StoreFigures,
    StoreModel,
)
from reports.selectors.campaigns import campaigns_in
from reports.selectors.missing import BECAUSE
from salesops.periods.month import Month
from stores.choices import StoreStatus
from stores.models import Customer, HandsetModel, SalesMonth, StockCount, Store
from stores.selectors.prices import price_list
from visits.selectors.compliance import visit_figures
from visits.selectors.findings import image_and_reports_of

NOTHING = Decimal("0.00")
# An older count says nothing about the month's end.
COUNT_DAYS = 92
NOTHING_SOLD = Sold()


@dataclass(frozen=True, slots=True)
class Material:
    """Everything about some customers' month that one pass over the database gives."""

    stores: Mapping[int, tuple[StoreFigures, ...]]
    sold: Mapping[Month, Mapping[int, Sold]]
    plans: Mapping[int, PlanFacts]
    terms: Mapping[int, ProfitTerms]
    prices: Mapping[int, PriceFacts]
    campaigns: Mapping[int, list[dict[str, Any]]]
    month: Month

    def of(self, customer: Customer) -> CustomerMonth:
        """One customer's part. No query."""
        return CustomerMonth(
            stores=self.stores.get(customer.pk, ()),
            actual=self.sold[self.month].get(customer.pk, NOTHING_SOLD),
            last_month=self.sold[self.month - 1].get(customer.pk, NOTHING_SOLD),
            last_year=self.sold[self.month - 12].get(customer.pk, NOTHING_SOLD),
            plan=self.plans.get(customer.pk),
            terms=self.terms.get(customer.pk) or _contract_of(customer),
            prices=self.prices,
            campaigns=self.campaigns.get(customer.pk, ()),
        )


def material_of(customers: Sequence[Customer], month: Month) -> Material:
    """Gather what is known of these customers' month, whose center's manager will read the review.

    A store belongs in while it is open, and afterwards as long as something is compared with it. A fixed
    number of queries, whatever the customers.
    """
    center_by_customer = {customer.pk: customer.center_id for customer in customers}
    rows = Store.objects.unscoped(because=BECAUSE).filter(customer__in=center_by_customer).order_by("code")
    stores = [store for store in rows if store.center_id == center_by_customer[store.customer_id]]
    customer_of = {store.pk: store.customer_id for store in stores}
    sold = {ago: _sold(customer_of, ago) for ago in (month, month - 1, month - 12)}
    plans = ProfitPlan.objects.unscoped(because=BECAUSE).of_month(month).filter(customer__in=center_by_customer)
    plans = list(plans)
    planned = _planned(plans)
    reporting = {store_id for of_one in sold[month].values() for store_id in of_one.reporting}
    compared = [of_one.units for of_month in sold.values() for of_one in of_month.values()]
    named = {store_id for units in (*compared, *planned.values()) for store_id, _model_id in units}
    return Material(
        stores=_figures([s for s in stores if s.pk in named or _is_open(s, month)], month, reporting),
        sold=sold,
        plans=_plan_facts(plans, planned),
        terms={plan.customer_id: _terms_of(plan) for plan in plans},
        prices=_prices(month),
        campaigns=campaigns_in(customer_of, month, sold[month]),
        month=month,
    )


def _sold(customer_of: Mapping[int, int], month: Month) -> dict[int, Sold]:
    """Net sell-out of our own models by customer. One query."""
    rows = SalesMonth.objects.unscoped(because=BECAUSE).of_month(month)
    rows = rows.filter(store__in=customer_of, model__is_own=True)
    units: dict[int, dict[StoreModel, int]] = defaultdict(dict)
    reporting: dict[int, set[int]] = defaultdict(set)
    for store_id, model_id, sell_out, records in rows.values_list("store_id", "model_id", "sell_out", "records"):
        customer_id = customer_of[store_id]
        if records:
            units[customer_id][store_id, model_id] = sell_out
            reporting[customer_id].add(store_id)
    return {pk: Sold(of_customer, frozenset(reporting[pk])) for pk, of_customer in units.items()}


def _planned(plans: Sequence[ProfitPlan]) -> dict[int, dict[StoreModel, int]]:
    lines = PlanLine.objects.unscoped(because=BECAUSE).filter(plan__in=[plan.pk for plan in plans])
    planned: dict[int, dict[StoreModel, int]] = defaultdict(dict)
    for plan_id, store_id, model_id, quantity in lines.values_list("plan_id", "store_id", "model_id", "quantity"):
        planned[plan_id][store_id, model_id] = quantity
    return planned


def _plan_facts(plans: Sequence[ProfitPlan], planned: Mapping[int, Mapping[StoreModel, int]]) -> dict[int, PlanFacts]:
    """The plan of the month, approved or as far as it got. One query."""
    figures = figures_of(plans)
    return {
        plan.customer_id: PlanFacts(
            id=plan.pk,
            status=plan.status,
            revision=plan.revision,
            quantities=planned.get(plan.pk, {}),
            profit=figures[plan.pk].profit,
        )
        for plan in plans
    }


def _figures(stores: Sequence[Store], month: Month, reporting: set[int]) -> dict[int, tuple[StoreFigures, ...]]:
    ids = [store.pk for store in stores]
    visits, findings, stock = visit_figures(ids, month), image_and_reports_of(ids, month), _stock(ids, month)
    by_customer: dict[int, tuple[StoreFigures, ...]] = defaultdict(tuple)
    for store in stores:
        visited, found = visits[store.pk], findings[store.pk]
        by_customer[store.customer_id] += (
            StoreFigures(
                store_id=store.pk,
                is_reported=store.pk in reporting,
                visits_planned=visited.planned,
                visits_done_as_planned=visited.done_as_planned,
                visits_done=visited.done,
                minutes=visited.minutes,
                image_score=found.image_score,
                market_reports=found.market_reports,
                stock=stock.get(store.pk),
            ),
        )
    return by_customer


def _is_open(store: Store, month: Month) -> bool:
    if store.status == StoreStatus.CLOSED:
        return store.closed_on >= month.first_day
    return store.status == StoreStatus.ACTIVE


def _stock(store_ids: Iterable[int], month: Month) -> dict[int, int]:
    """Units of our own models as last counted by the month's end, each SKU by its own last count. One query."""
    counts = StockCount.objects.unscoped(because=BECAUSE).filter(
        store__in=store_ids,
        sku__model__is_own=True,
        counted_on__lt=month.next_first_day,
        counted_on__gte=month.next_first_day - timedelta(days=COUNT_DAYS),
    )
    rows = counts.order_by("counted_on").values_list("store_id", "sku_id", "quantity")
    latest = {(store_id, sku_id): quantity for store_id, sku_id, quantity in rows}
    stock: dict[int, int] = defaultdict(int)
    for (store_id, _sku_id), quantity in latest.items():
        stock[store_id] += quantity
    return dict(stock)


def _prices(month: Month) -> dict[int, PriceFacts]:
    """What each of our own models costs in the month. Two queries."""
    prices = price_list()
    found = {pk: price_in(prices, pk, month) for pk in HandsetModel.objects.own().values_list("pk", flat=True)}
    return {pk: PriceFacts(price.pk, price.list_yuan, price.supply_yuan) for pk, price in found.items() if price}


def _terms_of(plan: ProfitPlan) -> ProfitTerms:
    return ProfitTerms(plan.rebate_percent, plan.support_yuan, plan.own_cost_yuan, plan.average_stock_yuan or NOTHING)


def _contract_of(customer: Customer) -> ProfitTerms:
    return ProfitTerms(customer.rebate_percent, customer.monthly_support_yuan, customer.monthly_cost_yuan, NOTHING)
