from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from salesops.periods.month import Month
from tests.factories.stores import CustomerFactory, SalesMonthFactory, SalesRecordFactory, StoreFactory

pytestmark = pytest.mark.django_db

URL = "stores:sale_list"


@pytest.fixture
def records(cast):
    store = StoreFactory(customer=CustomerFactory(rep=cast.rep))
    elsewhere = StoreFactory(customer=CustomerFactory(rep=cast.foreign_rep))
    SalesRecordFactory(store=store, sold_on=date(2026, 10, 1), quantity=3)
    SalesRecordFactory(store=store, sold_on=date(2026, 10, 31), quantity=-1)
    SalesRecordFactory(store=store, sold_on=date(2026, 9, 30), quantity=9)
    SalesRecordFactory(store=elsewhere, sold_on=date(2026, 10, 2), quantity=100)


@pytest.mark.parametrize(("who", "sold"), [("rep", 2), ("colleague", 0), ("manager", 2), ("hq", 102)])
def test_list_and_totals_are_of_the_month_and_the_looker(client, cast, records, who, sold):
    client.force_login(getattr(cast, who))

    response = client.get(reverse(URL), {"month": "2026-10"})

    assert response.context["totals"].sell_out == sold


def test_the_running_month_is_shown_first(client, cast, records):
    client.force_login(cast.rep)

    assert client.get(reverse(URL)).context["totals"].records == 0
    assert client.get(reverse(URL), {"month": ""}).context["totals"].records == 3


def test_totals_change_with_the_list(client, cast, records):
    client.force_login(cast.rep)

    response = client.get(reverse(URL), {"month": "2026-10"}, headers={"HX-Request": "true", "HX-Target": "list"})

    assert 'hx-swap-oob="true"' in response.content.decode()


def test_the_list_costs_the_same_for_one_and_for_three(client, cast, records):
    client.force_login(cast.rep)
    counts = []
    for month in ("2026-09", "2026-10"):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(URL), {"month": month})
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_sales_are_found_by_store_and_by_model(client, cast, records):
    store = StoreFactory(customer=CustomerFactory(rep=cast.rep), name="杭州店")
    sale = SalesRecordFactory(store=store, sku__model__name="星河 20", sold_on=date(2026, 10, 5))
    client.force_login(cast.rep)

    for typed in ("hangzhou", "xh20 杭州", "星河 20 hz"):
        page = client.get(reverse(URL), {"month": "2026-10", "q": typed}).context["table"].page
        assert [row.pk for row in page.records] == [sale.pk], typed


def test_the_chart_of_a_store_shows_last_year_beside(client, cast):
    store = StoreFactory(customer=CustomerFactory(rep=cast.rep))
    this_month = Month.of(timezone.localdate())
    SalesMonthFactory(store=store, month=this_month.first_day, sell_out=30)
    SalesMonthFactory(store=store, month=(this_month - 12).first_day, sell_out=20)
    client.force_login(cast.rep)

    page = client.get(store.get_absolute_url(), {"tab": "sales"})

    latest = page.context["tabs"].content["months"][0]
    assert (latest.sell_out, latest.last_year) == (30, 20)
    assert page.content.decode().count('rect class="last-year"') == 1


def test_sales_of_some_days_or_of_a_customer_are_not_bound_to_a_month(client, cast, records):
    client.force_login(cast.rep)

    days = client.get(reverse(URL), {"since": "2026-09-30", "until": "2026-10-01"})
    customers = client.get(reverse(URL), {"month": "", "customer": "kh"})

    assert days.context["totals"].records == 2
    assert customers.context["totals"].records == 3
