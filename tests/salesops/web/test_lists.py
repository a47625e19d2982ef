"""Lists as spreadsheets: all of the filtered rows, or a word that they are too many."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from salesops.web.tables import BaseTable
from salesops.web.views import pages
from tests.factories.stores import CustomerFactory, StoreFactory

LIST = reverse("accounts:user_list")


@pytest.fixture
def admin(client, cast):
    client.force_login(cast.admin)
    return client


def test_export_has_the_filtered_rows(admin, cast):
    response = admin.get(LIST, {"export": "xlsx", "role": "hq"})

    rows = list(openpyxl.load_workbook(io.BytesIO(response.getvalue())).active.values)
    assert [row[0] for row in rows[1:]] == [cast.hq.username]


def test_more_rows_than_a_file_can_hold_are_refused_with_the_filter_kept(admin, monkeypatch):
    monkeypatch.setattr(pages, "MOST_ROWS", 1)

    response = admin.get(LIST, {"export": "xlsx", "role": "rep"}, follow=True)

    assert response.redirect_chain == [(f"{LIST}?role=rep", 302)]
    assert [message.level_tag for message in response.context["messages"]] == ["danger"]


def test_a_long_list_goes_on_behind_its_last_row_and_keeps_filter_and_sort(client, cast):
    for number in range(30):
        StoreFactory(customer=CustomerFactory(rep=cast.rep), name=f"店{number:02}", store_class="A")
    client.force_login(cast.admin)

    first = client.get(reverse("stores:store_list"), {"sort": "-name", "store_class": "A"}).context["table"]
    asked = {"sort": "-name", "store_class": "A", "page": first.page.next}
    second = client.get(reverse("stores:store_list"), asked).context["table"]

    assert [row.record.name for row in second.page.object_list] == [f"店{number:02}" for number in (4, 3, 2, 1, 0)]
    assert second.page.previous


@pytest.mark.parametrize(("asked", "size"), [("50", 50), ("100", 100), ("7", 25), ("100000", 25), ("x", 25)])
@pytest.mark.parametrize("address", ["stores:store_list", "accounts:user_list"])
def test_a_page_has_one_of_three_sizes(admin, address, asked, size):
    assert admin.get(reverse(address), {"per_page": asked}).context["table"].page_size == size


def test_the_sorted_column_says_so(admin):
    page = admin.get(LIST, {"sort": "-username"}).content.decode()

    assert page.count('aria-sort="descending"') == 1


def test_a_filter_keeps_sort_and_page_size(admin):
    page = admin.get(LIST, {"sort": "-username", "per_page": "50"}).content.decode()

    assert '<input type="hidden" name="sort" value="-username" form="filter-form">' in page
    assert '<input type="hidden" name="per_page" value="50" form="filter-form">' in page


def test_a_file_of_commas_keeps_chinese_and_runs_nothing(client, cast):
    StoreFactory(customer=CustomerFactory(rep=cast.rep, name="星光"), name="=1+1", code="S1")
    client.force_login(cast.rep)

    response = client.get(reverse("stores:store_list"), {"export": "csv", "columns": "code,customer"})

    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").splitlines()[1] == "'=1+1,S1,星光"


def test_an_export_costs_the_same_for_one_row_and_for_many(client, cast):
    client.force_login(cast.admin)
    counts = []
    for more in (1, 30):
        for _ in range(more):
            StoreFactory(customer=CustomerFactory(rep=cast.rep))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("stores:store_list"), {"export": "xlsx"}).getvalue()
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 10


def tables_below(base):
    for table in base.__subclasses__():
        yield table
        yield from tables_below(table)


def test_a_table_that_names_its_columns_shows_no_other():
    assert get_resolver().url_patterns, "the pages bring all tables along"
    named = [table for table in tables_below(BaseTable) if table._meta.fields and not table._meta.sequence]

    assert [table for table in named if not set(table.base_columns) <= set(table._meta.fields)] == []
