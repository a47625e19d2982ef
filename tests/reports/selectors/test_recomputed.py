"""Any number of a review comes out again from what it names: plan, records, prices, terms (handbook H9; rule 6)."""

import random
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.db.models import Sum
from django.urls import reverse

from reports.models import BusinessReview, ReviewLine
from reports.selectors.evidence import evidence_of
from reports.selectors.review_page import review_page
from salesops.periods.month import Month
from stores.choices import SaleKind, SaleSource
from stores.models import SalesRecord
from stores.services import Sale, record_sales
from tests.factories.dealers import PlanLineFactory, ProfitPlanFactory
from tests.factories.stores import CustomerFactory, PriceFactory, SkuFactory, StoreFactory
from tests.reports.services.month import JOB, LATER, NIGHT, OCTOBER, built

CENT = Decimal("0.01")

pytestmark = pytest.mark.django_db


@pytest.fixture
def chance():
    return random.Random(20261101)


@pytest.fixture
def skus():
    priced = [
        PriceFactory(list_yuan=Decimal(799 + 450 * n), supply_yuan=Decimal("640.55") + 360 * n).model for n in range(5)
    ]
    return [SkuFactory(model=model) for model in priced] + [SkuFactory()]


@pytest.fixture
def stores(cast, skus, chance):
    """Nine stores of three customers: each sold, was planned and reported by chance."""
    customers = [CustomerFactory(rep=cast.rep, rebate_percent=Decimal("2.70")) for _ in range(3)]
    made = [StoreFactory(customer=customers[place % 3]) for place in range(9)]
    plans = [ProfitPlanFactory(customer=customer, month=OCTOBER.first_day) for customer in customers[:2]]
    for place, store in enumerate(made):
        for sku in skus:
            for month in (OCTOBER, OCTOBER - 1, OCTOBER - 12):
                if chance.random() < 0.7 and (place, month) != (8, OCTOBER - 1):
                    arrives(store, sku, month.first_day.replace(day=chance.randint(1, 28)), chance.randint(-2, 30))
            if place % 3 < 2 and chance.random() < 0.7:
                PlanLineFactory(
                    plan=plans[place % 3], store=store, model=sku.model, baseline_quantity=chance.randint(0, 25)
                )
    return made


@pytest.fixture
def reviews(stores):
    built()
    return list(BusinessReview.objects.unscoped(because="test").select_related("customer").order_by("pk"))


def arrives(store, sku, day, units) -> None:
    sale = Sale(SaleKind.SELL_OUT, store.pk, sku.pk, sku.model_id, day, units)
    record_sales([sale], source=SaleSource.IMPORT, actor=JOB, at=NIGHT)


def lines() -> list[ReviewLine]:
    rows = ReviewLine.objects.unscoped(because="test").select_related("review__customer", "store", "model")
    return list(rows.order_by("pk"))


def records_of(line, month) -> int | None:
    """What the named records add up to; a store without any record of the month is unknown."""
    rows = SalesRecord.objects.unscoped(because="test").sell_out().of_month(month).filter(store=line.store)
    own = rows.filter(sku__model=line.model).aggregate(units=Sum("quantity"))["units"]
    return own if own is not None else (0 if rows.exists() else None)


def planned(line) -> int | None:
    plan = line.review.inputs["plan"]
    rows = line.review.customer.plans.unscoped(because="test").filter(pk=plan["id"] if plan else None)
    return (
        rows.filter(lines__store=line.store, lines__model=line.model).values_list("lines__quantity", flat=True).first()
    )


def line_cells() -> dict:
    cells = {}
    for line in lines():
        cells[line.pk, "planned"] = line.planned, planned(line)
        cells[line.pk, "actual"] = line.actual, records_of(line, OCTOBER) or 0
        cells[line.pk, "last month"] = line.last_month, records_of(line, OCTOBER - 1)
        cells[line.pk, "last year"] = line.last_year, records_of(line, OCTOBER - 12)
    return cells


def earned(kept) -> Decimal:
    """Revenue + rebates + support − purchase cost − own cost, of the listed units, prices and terms."""
    terms = {name: Decimal(value) for name, value in kept["terms"].items()}
    profit = terms["support_yuan"] - terms["own_cost_yuan"]
    for _model, units, _price, list_yuan, supply_yuan in kept["sold"]:
        paid = units * Decimal(supply_yuan)
        rebate = (paid * terms["rebate_percent"] / 100).quantize(CENT, ROUND_HALF_UP)
        profit += units * Decimal(list_yuan) - paid + rebate
    return profit


def planned_profit(kept) -> Decimal | None:
    if kept["plan"] is None:
        return None
    account = {name: Decimal(value) for name, value in kept["plan"]["account"].items()}
    income = account["revenue_yuan"] + account["rebates_yuan"] + account["support_yuan"]
    return income - account["purchase_cost_yuan"] - account["own_cost_yuan"]


def changed() -> set[int]:
    return {line.pk for line in lines() if evidence_of(line).has_changed_inputs}


def test_random_cells_come_out_again_from_the_plan_and_the_records_that_they_name(reviews, chance):
    cells = line_cells()
    drawn = chance.sample(sorted(cells), min(200, len(cells)))

    assert len(drawn) == 200
    assert {key: cells[key][0] for key in drawn} == {key: cells[key][1] for key in drawn}


def test_profits_come_out_again_from_what_they_list(reviews):
    stood = [(review.planned_profit_yuan, review.earned_profit_yuan) for review in reviews]

    assert stood == [(planned_profit(review.inputs), earned(review.inputs)) for review in reviews]


def test_units_sold_of_the_account_are_those_of_the_lines(reviews):
    for_review = {(line.review_id, line.model_id): 0 for line in lines()}
    for line in lines():
        for_review[line.review_id, line.model_id] += line.actual
    listed = {
        (review.pk, row[0]): row[1]
        for review in reviews
        for row in (*review.inputs["sold"], *review.inputs["unpriced"])
        if row[1]
    }

    assert listed == {key: units for key, units in for_review.items() if units}


@pytest.mark.parametrize("month", [OCTOBER, OCTOBER - 1, OCTOBER - 12])
def test_one_more_record_marks_the_one_line_that_names_it(reviews, stores, skus, month):
    line = ReviewLine.objects.unscoped(because="test").filter(store=stores[0], model=skus[0].model).get()

    arrives(stores[0], skus[0], month.first_day.replace(day=29), 3)

    assert changed() == {line.pk}


def test_a_record_of_a_month_that_no_review_names_marks_nothing(reviews, stores, skus):
    arrives(stores[0], skus[0], date(2026, 8, 3), 3)

    assert changed() == set()


def test_what_was_earned_is_marked_with_the_months_sales_alone(cast, reviews, stores, skus):
    arrives(stores[0], skus[0], (OCTOBER - 1).first_day, 3)
    before = review_page(reviews[0], cast.actor("rep"), LATER.date())
    arrives(stores[0], skus[0], date(2026, 10, 29), 3)

    after = review_page(reviews[0], cast.actor("rep"), LATER.date())

    assert (before.has_changed_sales, after.has_changed_sales) == (False, True)


def test_the_page_marks_the_line_and_its_evidence_says_what_it_is_now(client, cast, reviews, stores, skus):
    line = ReviewLine.objects.unscoped(because="test").filter(store=stores[0], model=skus[0].model).get()
    arrives(stores[0], skus[0], date(2026, 10, 29), 700)
    client.force_login(cast.manager)

    page = client.get(line.review.get_absolute_url()).content.decode()
    evidence = client.get(reverse("reports:review_line_evidence", args=[line.pk])).content.decode()

    assert page.count("依据已变化") == 2
    assert f"现为 {line.actual + 700}" in evidence
    assert f"month={Month(2025, 10)}" in evidence
