"""Any number of a plan comes out again from what its evidence lists (handbook H8.2; architecture rule 6)."""

import random
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from dealers.models import PlanLine, ProfitPlan
from dealers.selectors.changed_inputs import changed_of_plan
from dealers.selectors.figures import figures_of
from dealers.services.drafts import draft_plans
from salesops.accounts.actor import Actor
from salesops.periods.month import Month
from stores.choices import SaleKind, SaleSource
from stores.models import SalesMonth
from stores.services import Sale, record_sales
from tests.dealers.recompute import cells_of
from tests.factories.launches import LaunchFactory, LaunchModelFactory, LaunchStoreFactory
from tests.factories.promoters import AssignmentFactory
from tests.factories.promotions import PromotionFactory, PromotionStoreFactory
from tests.factories.stores import (
    CustomerFactory,
    HandsetModelFactory,
    PriceFactory,
    SalesMonthFactory,
    SkuFactory,
    StockCountFactory,
    StoreFactory,
)

NIGHT = datetime(2026, 1, 15, 0, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TARGET = Month(2026, 2)
JOB = Actor.system("test")
FIRST = Month(2024, 1)
# Months of history by store, up to December 2025: long, short, newly opened, none at all.
HISTORIES = (24, 24, 24, 24, 24, 24, 18, 15, 14, 9, 4, 2, 1, 0)
LIVES = ((None, None),) * 5 + ((date(2025, 11, 20), None), (None, date(2026, 2, 10)))

pytestmark = pytest.mark.django_db


@pytest.fixture
def chance():
    return random.Random(20260115)


@pytest.fixture
def models():
    made = [HandsetModelFactory(launched_on=launched, ended_on=ended) for launched, ended in LIVES]
    for place, model in enumerate(made):
        PriceFactory(model=model, list_yuan=Decimal(999 + 333 * place), supply_yuan=Decimal(800 + 301 * place))
    return made


@pytest.fixture
def stores(cast, models, chance):
    """Four customers' stores that sold by season and by chance, the running month up to the fourteenth too."""
    customers = [CustomerFactory(rep=cast.rep, rebate_percent=Decimal("3.30")) for _ in range(4)]
    made = []
    for place, months in enumerate(HISTORIES):
        opened = None if months == 24 else (Month(2026, 1) - months).first_day
        store = StoreFactory(customer=customers[place % 4], opened_on=opened)
        made.append(store)
        for month in (Month(2026, 1) - ago for ago in range(months, 0, -1)):
            sell_a_month(store, models, month, chance)
    sell_in_days(made[:10], models, chance)
    return made


def sell_a_month(store, models, month, chance) -> None:
    if chance.random() < 0.05:
        return
    SalesMonth.objects.bulk_create(
        SalesMonth(
            store=store,
            model=model,
            month=month.first_day,
            sell_out=chance.randint(-1, 24) + 8 * (month.month in (1, 10)),
            sell_in=chance.randint(0, 30),
            records=1,
        )
        for model in models
        if chance.random() < 0.8 and (model.launched_on is None or model.launched_on < month.next_first_day)
    )


def sell_in_days(stores, models, chance) -> None:
    skus = [SkuFactory(model=model) for model in models]
    days = [date(2026, 1, 1) + timedelta(days=step) for step in range(14)]
    record_sales(
        [
            Sale(SaleKind.SELL_OUT, store.pk, sku.pk, sku.model_id, day, chance.randint(0, 3), document=f"{day}")
            for store in stores
            for sku in skus
            for day in days
        ],
        source=SaleSource.IMPORT,
        actor=JOB,
        at=NIGHT,
    )
    for store in stores[:4]:
        StockCountFactory(store=store, sku=skus[0], counted_on=days[5], quantity=chance.randint(0, 9))


@pytest.fixture
def plans(stores, models):
    promotion = PromotionFactory(starts_on=date(2026, 2, 1), ends_on=date(2026, 2, 20), handset_models=models[:2])
    PromotionStoreFactory(promotion=promotion, store=stores[1], extra_units=7)
    launch = LaunchFactory(status="published", starts_on=date(2026, 2, 1), ends_on=date(2026, 2, 28))
    for model in (models[0], HandsetModelFactory()):
        LaunchModelFactory(launch=launch, model=model)
    for store in stores[:3]:
        LaunchStoreFactory(launch=launch, store=store, quantity=40)
    for store, last in zip(stores[3:6], (None, date(2025, 12, 20), date(2026, 2, 1)), strict=True):
        AssignmentFactory(store=store, promoter__rep=store.rep, starts_on=date(2025, 11, 1), ends_on=last)
    draft_plans(TARGET, actor=JOB, at=NIGHT)
    return list(ProfitPlan.objects.unscoped(because="test").order_by("pk"))


def lines() -> list[PlanLine]:
    rows = PlanLine.objects.unscoped(because="test").select_related("plan", "model").order_by("pk")
    return list(rows)


def marked(plans) -> set[int]:
    return {line for plan in plans for line in changed_of_plan(plan)}


def all_cells() -> dict[tuple, tuple]:
    """By line and name the number as it stands and as it is reckoned anew, fractions to nine digits."""
    return {
        (line.pk, name): tuple(round(one, 9) if isinstance(one, float) else one for one in pair)
        for line in lines()
        for name, pair in cells_of(line).items()
    }


def test_two_hundred_random_cells_come_out_again_from_their_listed_inputs_alone(plans, chance):
    cells = all_cells()
    drawn = chance.sample(sorted(cells), 200)

    assert {line.method for line in lines()} == {"robust", "short_history", "opening", "like_stores"}
    assert {key: cells[key][1] for key in drawn} == {key: cells[key][0] for key in drawn}


def test_every_cell_there_is_comes_out_again(plans):
    assert [(key, *pair) for key, pair in all_cells().items() if pair[0] != pair[1]] == []


def test_a_customers_profit_comes_out_of_its_lines_prices_and_terms(plans):
    figures = figures_of(plans)
    profits = dict.fromkeys((plan.pk for plan in plans), Decimal(0))
    for line in lines():
        paid = line.quantity * line.supply_yuan
        rebate = (paid * Decimal("0.033")).quantize(Decimal("0.01"), rounding="ROUND_HALF_UP")
        profits[line.plan_id] += line.quantity * line.list_yuan - paid + rebate
    terms = {plan.pk: plan.support_yuan - plan.own_cost_yuan for plan in plans}

    assert {pk: known.profit.profit_yuan for pk, known in figures.items()} == {
        pk: profit + terms[pk] for pk, profit in profits.items()
    }


def test_a_sale_in_the_days_that_were_known_of_the_running_month_marks_the_stores_lines_alone(plans, stores, models):
    sku = SkuFactory(model=models[0], colour="白")
    sale = Sale(SaleKind.SELL_OUT, stores[2].pk, sku.pk, models[0].pk, date(2026, 1, 9), 2)

    record_sales([sale], source=SaleSource.IMPORT, actor=JOB, at=NIGHT)

    assert marked(plans) == {line.pk for line in lines() if line.store_id == stores[2].pk} != set()


def test_a_sale_after_the_days_that_were_known_marks_nothing(plans, stores, models):
    sku = SkuFactory(model=models[0], colour="白")
    sale = Sale(SaleKind.SELL_OUT, stores[2].pk, sku.pk, models[0].pk, date(2026, 1, 15), 2)

    record_sales([sale], source=SaleSource.IMPORT, actor=JOB, at=NIGHT)

    assert marked(plans) == set()


def test_a_month_with_deliveries_alone_is_no_month_without_sales(cast, models):
    store = StoreFactory(customer=CustomerFactory(rep=cast.rep), opened_on=None)
    for ago in range(24, 2, -1):
        SalesMonthFactory(store=store, model=models[0], month=(Month(2026, 1) - ago).first_day, sell_out=30)
    SalesMonthFactory(store=store, model=models[0], month=date(2025, 12, 1), sell_out=0, sell_in=40, records=0)

    draft_plans(TARGET, actor=JOB, at=NIGHT)

    (line,) = lines()
    assert line.inputs["store"]["months"] == 22
    assert line.inputs["store"]["recent"] > 25
