"""A large world is copied inside PostgreSQL: twins sell as their pattern, the visits are those that are drawn."""

from io import StringIO

import pytest
from django.core.management import call_command

from reports.demo.writer import copied, load, sales, written
from stores.models import SalesMonth, SalesRecord, Store
from stores.services.rollups import rebuild_sales_months
from tests.reports.demo.writer.conftest import TODAY
from visits.models import Visit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

PATTERNS, VISITS = 15, 300
BECAUSE = "the test looks at all that was written"


def rows(model):
    return model.objects.unscoped(because=BECAUSE)


@pytest.fixture
def world(monkeypatch):
    """A small company that is made as a large one; what the visits were drawn from is kept."""
    kept = []
    monkeypatch.setattr(written, "_MOST_STORES_WITH_WORK", 10)
    monkeypatch.setattr(copied, "PATTERNS", PATTERNS)
    monkeypatch.setattr(sales, "PATTERNS", PATTERNS)
    monkeypatch.setattr(load, "is_copied", lambda world: kept.append(world) or copied.is_copied(world))
    call_command("seed_demo", scale="small", stores=40, months=6, visits=VISITS, today=TODAY, stdout=StringIO())
    return kept[0]


def sold_by(store, since):
    found = rows(SalesRecord).filter(store=store, sold_on__gte=since)
    return set(found.values_list("kind", "sku_id", "sold_on", "document", "quantity", "correction_no"))


def test_twins_sell_as_their_pattern_while_they_are_open(world):
    stores = list(rows(Store).order_by("pk"))
    since = rows(SalesRecord).filter(store=stores[-1]).earliest("sold_on").sold_on
    twin = next(store for store in stores[PATTERNS:] if not store.closed_on and store.opened_on <= since)

    pattern = stores[stores.index(twin) % PATTERNS]

    assert sold_by(twin, since) == {one for one in sold_by(pattern, since) if one[2] >= twin.opened_on}
    assert rows(SalesRecord).filter(store=twin).exists()


def test_the_visits_are_those_that_are_drawn_one_by_one(world):
    drawn = {row[:9] for row in load.rows_of_load(world, VISITS)}

    fields = ("client_id", "store_id", "center_id", "rep_id", "done_by_id")
    times = ("visited_on", "checked_in_at", "checked_out_at", "minutes")
    assert set(rows(Visit).values_list(*fields, *times)) == drawn


def test_the_months_add_up_what_was_copied(world):
    before = list(
        rows(SalesMonth).order_by("store_id", "model_id", "month").values_list("store_id", "sell_in", "sell_out")
    )

    rebuild_sales_months()

    after = rows(SalesMonth).order_by("store_id", "model_id", "month").values_list("store_id", "sell_in", "sell_out")
    assert list(after) == before
