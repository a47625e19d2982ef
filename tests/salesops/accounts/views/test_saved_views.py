"""A person's own views and columns of a list."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from salesops.accounts.models import SavedView
from tests.factories.stores import CustomerFactory, StoreFactory

pytestmark = pytest.mark.django_db

STORES = reverse("stores:store_list")
SALES = reverse("stores:sale_list")


@pytest.fixture
def rep(client, cast):
    StoreFactory(customer=CustomerFactory(rep=cast.rep), name="甲店", store_class="A")
    StoreFactory(customer=CustomerFactory(rep=cast.rep), name="乙店", store_class="B")
    client.force_login(cast.rep)
    return client


def save(client, name="A 类", query="store_class=A&q=&sort=-name&page=x", page="stores:store_list"):
    return client.post(reverse("accounts:view_save"), {"list": page, "name": name, "query": query})


def test_a_view_is_an_address_with_its_filters_and_sort(rep):
    answer = save(rep)

    assert answer.url == f"{STORES}?store_class=A&sort=-name"
    page = rep.get(answer.url).content.decode()
    assert "甲店" in page
    assert "乙店" not in page
    assert "A 类" in rep.get(STORES).content.decode()


def test_the_default_view_opens_the_list_and_the_whole_stays_in_reach(rep):
    save(rep)
    view = SavedView.objects.get()

    rep.post(reverse("accounts:view_turn_default", args=[view.pk]))
    assert rep.get(STORES).url == f"{STORES}?store_class=A&sort=-name"
    assert "乙店" in rep.get(STORES, {"all": "1"}).content.decode()
    rep.post(reverse("accounts:view_turn_default", args=[view.pk]))
    assert rep.get(STORES).status_code == 200


def test_views_are_renamed_replaced_and_deleted(rep):
    save(rep)
    save(rep, query="store_class=B")
    view = SavedView.objects.get()
    rep.post(reverse("accounts:view_rename", args=[view.pk]), {"name": "乙类"})

    view.refresh_from_db()
    assert (view.name, view.query) == ("乙类", "store_class=B")
    rep.post(reverse("accounts:view_delete", args=[view.pk]))
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("name", ["", " ", "\x00"])
def test_a_view_needs_a_name(rep, name):
    save(rep, name=name)

    assert not SavedView.objects.exists()


def test_a_name_is_taken_once(rep):
    save(rep, name="一")
    save(rep, name="二")
    rep.post(reverse("accounts:view_rename", args=[SavedView.objects.get(name="二").pk]), {"name": "一"})

    assert sorted(SavedView.objects.values_list("name", flat=True)) == ["一", "二"]


def test_nobody_sees_another_persons_views(rep, cast):
    save(rep)
    rep.force_login(cast.colleague)

    assert "A 类" not in rep.get(STORES).content.decode()


@pytest.mark.parametrize("page", ["https://example.com", "web:home", "accounts:user_edit", "", "stores:store_create"])
def test_only_lists_have_views(rep, page):
    assert save(rep, page=page).status_code == 404


def test_chosen_columns_are_shown_and_exported_until_chosen_otherwise(rep):
    columns = {"list": "stores:store_list", "columns": ["code", "address"]}
    rep.post(reverse("accounts:columns_choose"), columns)

    table = rep.get(STORES).context["table"]
    assert [column.name for column in table.columns if column.name != "tick"] == ["name", "code", "address"]
    lines = b"".join(rep.get(STORES, {"export": "csv"}).streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines[0].split(",")) == 3
    rep.post(reverse("accounts:columns_choose"), {"list": "stores:store_list"})
    assert len(list(rep.get(STORES).context["table"].columns)) > 5


def test_an_address_that_names_columns_wins(rep):
    table = rep.get(STORES, {"columns": "rep,nonsense"}).context["table"]

    assert [column.name for column in table.columns if column.name != "tick"] == ["name", "rep"]


def test_each_filter_in_use_can_be_left_out(rep):
    chips = rep.get(STORES, {"store_class": "A", "q": "甲", "page": "x"}).context["chips"]

    assert [(chip.words, chip.address) for chip in chips] == [("甲", "?store_class=A"), ("A", "?q=%E7%94%B2")]


def test_a_month_that_is_left_out_means_all_months(rep):
    chips = rep.get(SALES, {"month": "2026-10"}).context["chips"]

    assert [chip.address for chip in chips] == ["?month="]


def test_views_cost_one_query(rep):
    with CaptureQueriesContext(connection) as queries:
        rep.get(STORES)

    assert len([query for query in queries if "accounts_savedview" in query["sql"]]) == 1
    assert len(queries) <= 12
