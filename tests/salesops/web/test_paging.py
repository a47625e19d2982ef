"""Pages by key: each row once, in order, whatever the order is and whoever writes meanwhile."""

from datetime import date

import pytest
from django.db.models import F

from salesops.web.paging import COUNTED, KeysetPage
from stores.models import Customer, Store
from stores.selectors.customers import with_store_count
from tests.factories.stores import CustomerFactory, StoreFactory

pytestmark = pytest.mark.django_db

ORDERS = [
    ("code",),
    ("-code",),
    ("name",),
    ("-name", "-pk"),
    ("opened_on",),
    ("-opened_on",),
    ("customer__name", "-store_class"),
    ("-customer__dealer__name", "name"),
    (F("area_m2").desc(),),
    (),
]


@pytest.fixture
def stores(cast):
    dealer = CustomerFactory(rep=cast.rep, name="经销")
    customers = [CustomerFactory(rep=cast.rep, name="同名", dealer=dealer), CustomerFactory(rep=cast.rep, name="异名")]
    for number in range(13):
        StoreFactory(
            customer=customers[number % 2],
            name=f"店{number % 4}",
            store_class="ABC"[number % 3],
            opened_on=date(2024, 1, 1 + number % 3) if number % 5 else None,
            area_m2=number % 3 or None,
        )
    return Store.objects.unscoped(because="test").select_related("customer")


def walk(rows, size=4, between=lambda number: None):
    """All pages from the first to the last, as lists of rows."""
    pages, token = [], ""
    while True:
        page = KeysetPage(rows, size, token)
        pages.append(page)
        if not page.next:
            return pages
        between(len(pages))
        token = page.next


def keys(pages):
    return [record.pk for page in pages for record in page.records]


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_a_walk_over_all_pages_meets_each_row_once_in_order(stores, order):
    rows = stores.order_by(*order)
    whole = KeysetPage(rows, 100).records

    assert keys(walk(rows)) == [record.pk for record in whole]
    assert sorted(keys(walk(rows))) == sorted(stores.values_list("pk", flat=True))


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_the_way_back_meets_the_same_pages(stores, order):
    rows = stores.order_by(*order)
    there = walk(rows)

    back, page = [there[-1]], there[-1]
    while page.previous:
        page = KeysetPage(rows, 4, page.previous)
        back.insert(0, page)

    assert keys(back[:1]) == keys(there[:1])
    assert [page.records for page in back] == [page.records for page in there]


def test_empty_values_come_last_both_ways(stores):
    for order in ("opened_on", "-opened_on"):
        last = walk(stores.order_by(order))[-1]
        assert last.records[-1].opened_on is None


@pytest.mark.parametrize("order", ["name", "-name", "-opened_on"])
def test_rows_that_come_in_between_make_none_of_the_others_appear_twice_or_never(stores, order):
    before = set(stores.values_list("pk", flat=True))
    customer = Customer.objects.unscoped(because="test").first()

    met = keys(walk(stores.order_by(order), between=lambda number: StoreFactory(customer=customer, name=f"店{number}")))

    assert len(met) == len(set(met))
    assert before <= set(met)


def test_a_list_is_paged_by_what_its_query_adds(cast, stores):
    rows = with_store_count(Customer.objects.visible_to(cast.actor("rep")), cast.actor("rep")).order_by("-store_count")

    pages = walk(rows, size=1)

    assert [page.records[0].store_count for page in pages] == [7, 6, 0]


def test_a_page_says_which_rows_of_how_many_it_shows(stores):
    first, second, *_, last = walk(stores.order_by("code"))

    assert (first.first_number, first.last_number, first.total.count) == (1, 4, 13)
    assert (second.first_number, second.last_number) == (5, 8)
    assert (last.first_number, last.last_number, last.total.count) == (13, 13, 13)


def test_counting_stops_at_a_bound(stores, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("salesops.web.paging.COUNTED", 10)
    page = KeysetPage(stores.filter(status="active").order_by("code"), 4)

    with django_assert_num_queries(1):
        total = page.total

    assert (total.count, total.how, COUNTED) == (10, "more", 1000)


@pytest.mark.parametrize("token", ["x", "a:b", "\x00", "7"])
def test_an_address_that_nobody_made_opens_the_first_page(stores, token):
    assert KeysetPage(stores.order_by("code"), 4, token).first_number == 1


def test_a_page_of_another_order_opens_the_first_page_of_this(stores):
    token = KeysetPage(stores.order_by("code"), 4).next

    assert KeysetPage(stores.order_by("-code"), 4, token).first_number == 1


def test_a_page_whose_rows_are_gone_opens_the_first(stores):
    token = walk(stores.order_by("code"))[-2].next
    stores.filter(pk=stores.order_by("-code")[0].pk).delete()

    assert KeysetPage(stores.order_by("code"), 4, token).first_number == 1
