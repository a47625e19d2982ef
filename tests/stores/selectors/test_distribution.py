from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stores.calc.distribution import Found, Part
from stores.choices import StoreStatus
from stores.models import Store
from stores.selectors.distribution import (
    Narrowing,
    distribution_sheet,
    lacking_stores,
    measured_on,
    store_sheet,
)
from stores.services import edit_store
from tests.factories.stores import (
    CustomerFactory,
    DistributionLineFactory,
    HandsetModelFactory,
    SalesMonthFactory,
    SalesRecordFactory,
    SkuFactory,
    StockCountFactory,
    StoreFactory,
)
from tests.stores.shelves import ON, draw_world, models_by_hand, stores_by_hand

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def sku(cast):
    return SkuFactory(model=HandsetModelFactory(name="星河 20"))


@pytest.fixture
def line(sku):
    return DistributionLineFactory(model=sku.model, starts_on=ON - 10 * DAY)


@pytest.fixture
def store(cast):
    return StoreFactory(customer=CustomerFactory(rep=cast.rep), code="S1")


def measured(cast, on=ON, who="manager", **narrowing):
    """Carrying and target stores by model name."""
    sheet = distribution_sheet(cast.actor(who), Narrowing(**narrowing), on)
    return {line.model.name: (line.distribution.carrying, line.distribution.stores) for line in sheet.lines}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_both_sides_are_what_a_walk_through_the_days_counts(cast, seed):
    with transaction.atomic():
        world = draw_world(seed, cast.rep)
        sheet = distribution_sheet(cast.actor("rep"), Narrowing(), ON)
        models = {
            line.model.pk: (line.distribution.numeric.share, line.distribution.weighted.share, line.distribution.stores)
            for line in sheet.lines
        }
        stores = {
            one.target.store_id: (one.target.distribution.part, one.target.distribution.whole)
            for one in measured_on(Store.objects.visible_to(cast.actor("rep")), ON)
        }
        assert models == models_by_hand(world)
        assert stores == stores_by_hand(world)
        transaction.set_rollback(True)


@pytest.mark.parametrize(("back", "quantity", "carries"), [(0, 1, 1), (59, 1, 1), (60, 1, 0), (-1, 1, 0), (0, 0, 0)])
def test_a_count_speaks_for_sixty_days(cast, store, sku, line, back, quantity, carries):
    StockCountFactory(store=store, sku=sku, counted_on=ON - back * DAY, quantity=quantity)

    assert measured(cast) == {"星河 20": (carries, 1)}


@pytest.mark.parametrize(("back", "carries"), [(0, 1), (29, 1), (30, 0), (-1, 0)])
def test_a_sale_speaks_for_thirty_days(cast, store, sku, line, back, carries):
    SalesRecordFactory(store=store, sku=sku, sold_on=ON - back * DAY)

    assert measured(cast) == {"星河 20": (carries, 1)}


def test_a_sale_that_was_corrected_to_nothing_and_a_sell_in_are_no_sale(cast, store, sku, line):
    SalesRecordFactory(store=store, sku=sku, sold_on=ON, document="D1")
    SalesRecordFactory(store=store, sku=sku, sold_on=ON, document="D1", quantity=-1, correction_no=1)
    SalesRecordFactory(store=store, sku=sku, sold_on=ON, kind="sell_in")

    assert measured(cast) == {"星河 20": (0, 1)}


@pytest.mark.parametrize(("on", "asks"), [(-11, False), (-10, True), (4, True), (5, False)])
def test_a_line_holds_from_its_first_day_to_the_day_before_its_end(cast, store, sku, on, asks):
    DistributionLineFactory(model=sku.model, starts_on=ON - 10 * DAY, ends_on=ON + 5 * DAY)

    assert bool(measured(cast, ON + on * DAY)) == asks


@pytest.mark.parametrize(
    ("field", "day", "asks"),
    [
        ("ended_on", ON, False),
        ("ended_on", ON + DAY, True),
        ("launched_on", ON, True),
        ("launched_on", ON + DAY, False),
    ],
)
def test_a_model_is_asked_for_while_it_is_on_sale(cast, store, sku, line, field, day, asks):
    setattr(sku.model, field, day)
    sku.model.save()

    assert bool(measured(cast)) == asks


@pytest.mark.parametrize(
    ("values", "counts"),
    [
        ({"opened_on": ON}, True),
        ({"opened_on": ON + DAY}, False),
        ({"opened_on": None}, True),
        ({"status": StoreStatus.CLOSED, "closed_on": ON + DAY}, True),
        ({"status": StoreStatus.CLOSED, "closed_on": ON}, False),
        ({"status": StoreStatus.SUSPENDED}, False),
        ({"status": StoreStatus.PROSPECT}, False),
        ({"format": "chain"}, False),
        ({"store_class": "A"}, False),
    ],
)
def test_target_stores_are_the_open_ones_of_class_and_format(cast, line, values, counts):
    StoreFactory(customer=CustomerFactory(rep=cast.rep), **values)

    assert bool(measured(cast)) == counts


@pytest.mark.parametrize(("back", "asks"), [(1, True), (0, False)])
def test_the_class_is_that_of_the_day(cast, store, line, back, asks):
    """A store that became an A on the day is asked for as an A from that day on."""
    at = datetime(ON.year, ON.month, ON.day, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    edit_store(store, {"store_class": "A"}, revision=1, actor=cast.actor("admin"), at=at)

    assert bool(measured(cast, ON - back * DAY)) == asks


def test_a_store_that_nobody_looked_at_is_unknown_and_stays_a_target(cast, store, sku, line):
    other = StoreFactory(customer=store.customer)
    StockCountFactory(store=other, sku=SkuFactory(model__is_own=False), counted_on=ON)

    sheet = distribution_sheet(cast.actor("rep"), Narrowing(), ON)

    assert (sheet.lines[0].distribution.numeric, sheet.lines[0].distribution.unknown) == (Part(0, 2), 1)
    found = {one.place.store.code: one.found for one in lacking_stores(cast.actor("rep"), sku.model, Narrowing(), ON)}
    assert found == {"S1": Found.UNKNOWN, other.code: Found.MISSING}


def test_weights_are_the_last_three_full_months_of_all_models(cast, store, sku, line):
    for month, units in ((7, 100), (8, 1), (9, 2), (10, 4), (11, 100)):
        SalesMonthFactory(store=store, month=date(2026, month, 1), sell_out=units)

    assert [one.weight for one in lacking_stores(cast.actor("rep"), sku.model, Narrowing(), ON)] == [7]


def test_stores_that_lack_a_model_come_by_what_they_sell(cast, store, sku, line):
    rich, full = StoreFactory(customer=store.customer), StoreFactory(customer=store.customer)
    SalesMonthFactory(store=rich, month=date(2026, 10, 1), sell_out=50)
    StockCountFactory(store=full, sku=sku, counted_on=ON)

    lacking = lacking_stores(cast.actor("manager"), sku.model, Narrowing(), ON)

    assert [one.place.store for one in lacking] == [rich, store]


@pytest.mark.parametrize(
    ("who", "sees"),
    [("rep", 1), ("colleague", 0), ("manager", 1), ("stranger", 0), ("foreign_rep", 0), ("marketing", 1), ("hq", 1)],
)
def test_each_measures_the_stores_that_it_sees(cast, store, line, who, sees):
    assert sum(stores for _, stores in measured(cast, who=who).values()) == sees


def test_a_sheet_is_narrowed_by_center_rep_class_and_format(cast, store, line):
    StoreFactory(customer=CustomerFactory(rep=cast.colleague))
    StoreFactory(customer=CustomerFactory(rep=cast.foreign_rep))

    assert measured(cast, who="hq") == {"星河 20": (0, 3)}
    assert measured(cast, who="hq", center=cast.center) == {"星河 20": (0, 2)}
    assert measured(cast, who="hq", rep=cast.rep) == {"星河 20": (0, 1)}
    assert measured(cast, who="hq", store_class="A") == measured(cast, who="hq", format="chain") == {}


def test_a_stores_own_sheet_names_the_colours_that_it_lacks(cast, store, sku, line):
    line.colours = 2
    line.save()
    SkuFactory(model=sku.model, colour="白")
    StockCountFactory(store=store, sku=sku, counted_on=ON - DAY)

    sheet = store_sheet(store, ON)

    assert sheet.distribution == Part(0, 1)
    assert (sheet.lines[0].found, sheet.lines[0].missing_colours) == (Found.TOO_FEW_COLOURS, ["白"])
    assert sheet.lines[0].counted_on == ON - DAY


def test_a_store_of_which_nothing_is_asked_has_no_sheet(cast, store):
    assert store_sheet(store, ON) is None


def test_a_sheet_costs_as_many_queries_for_three_stores_and_models_as_for_one(cast, store, line):
    counts = []
    for more in (0, 2):
        for _ in range(more):
            sku = SkuFactory()
            DistributionLineFactory(model=sku.model)
            StockCountFactory(store=StoreFactory(customer=store.customer), sku=sku, counted_on=ON)
        with CaptureQueriesContext(connection) as queries:
            measured(cast)
        counts.append(len(queries))

    assert counts == [9, 9]
