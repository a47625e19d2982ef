"""One changed sales row marks exactly the numbers that name it (handbook H8.2; architecture rule 6)."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from dealers.models import PlanLine, ProfitPlan
from dealers.selectors.changed_inputs import changed_of_line, changed_of_plan
from dealers.services.drafts import draft_plans
from salesops.accounts.actor import Actor
from salesops.periods.month import Month
from stores.choices import SaleKind, SaleSource
from stores.models import SalesMonth
from stores.services import Sale, record_sales
from tests.factories.planning import sell
from tests.factories.stores import CustomerFactory, PriceFactory, SkuFactory, StoreFactory

NIGHT = datetime(2026, 11, 15, 0, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
JOB = Actor.system("test")

pytestmark = pytest.mark.django_db


@pytest.fixture
def skus():
    return [SkuFactory(model=PriceFactory(starts_on=date(2024, 1, 1)).model) for _ in range(2)]


@pytest.fixture
def stores(cast, skus):
    """Two customers, three stores, two models each: six lines in two plans."""
    first, second = CustomerFactory(rep=cast.rep), CustomerFactory(rep=cast.rep)
    made = [StoreFactory(customer=customer) for customer in (first, first, second)]
    for store in made:
        for sku in skus:
            sell(store, sku.model)
    draft_plans(Month(2026, 12), actor=JOB, at=NIGHT)
    return made


def plans():
    return list(ProfitPlan.objects.unscoped(because="test").order_by("pk"))


def marked() -> set[int]:
    return {line for plan in plans() for line in changed_of_plan(plan)}


def lines_of(store) -> set[int]:
    rows = PlanLine.objects.unscoped(because="test").filter(store=store)
    return set(rows.values_list("pk", flat=True))


def arrives(store, sku, units, day) -> None:
    """A further record; the roll-up of its month follows from all its records."""
    sale = Sale(SaleKind.SELL_OUT, store.pk, sku.pk, sku.model_id, day, units, amount_yuan=Decimal(units * 100))
    record_sales([sale], source=SaleSource.IMPORT, actor=JOB, at=NIGHT)


def test_nothing_is_marked_while_the_sales_are_those_of_the_draft(stores):
    assert len(lines_of(stores[0])) == 2
    assert marked() == set()


def test_one_sales_row_marks_the_lines_that_name_it_and_no_other(stores, skus):
    arrives(stores[1], skus[0], 3, date(2026, 9, 14))

    assert marked() == lines_of(stores[1])


def test_the_line_says_which_month_became_what(stores, skus):
    SalesMonth.objects.unscoped(because="test").filter(
        store=stores[0], model=skus[0].model, month=date(2026, 10, 1)
    ).update(sell_out=13)
    line = PlanLine.objects.unscoped(because="test").get(store=stores[0], model=skus[0].model)
    other = PlanLine.objects.unscoped(because="test").get(store=stores[0], model=skus[1].model)

    assert [(c.month, c.is_of_model, c.kept, c.now) for c in changed_of_line(line)] == [
        ("2026-10", False, 20, 23),
        ("2026-10", True, 10, 13),
    ]
    assert [(c.month, c.is_of_model, c.kept, c.now) for c in changed_of_line(other)] == [("2026-10", False, 20, 23)]


def test_sales_of_the_running_month_are_named_by_no_line(stores, skus):
    arrives(stores[1], skus[0], 3, date(2026, 11, 14))

    assert marked() == set()


def test_a_draft_that_is_built_anew_is_marked_no_more(stores, skus):
    arrives(stores[1], skus[0], 3, date(2026, 9, 14))

    draft_plans(Month(2026, 12), actor=JOB, at=NIGHT)

    assert marked() == set()


def test_the_page_marks_the_line_and_its_evidence_shows_the_number_of_now(client, cast, stores, skus):
    SalesMonth.objects.unscoped(because="test").filter(
        store=stores[0], model=skus[0].model, month=date(2026, 10, 1)
    ).update(sell_out=913)
    line = PlanLine.objects.unscoped(because="test").get(store=stores[0], model=skus[0].model)
    client.force_login(cast.manager)

    page = client.get(reverse("dealers:plan_detail", args=[line.plan_id])).content.decode()
    evidence = client.get(reverse("dealers:plan_line_evidence", args=[line.pk])).content.decode()

    assert page.count("依据已变化") == 2
    assert "913" in evidence
