from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesops.accounts.actor import Actor
from stores.models import DistributionWeek, HandsetModel, StoreDistributionWeek
from stores.selectors.distribution import Narrowing, distribution_sheet
from stores.selectors.distribution_trend import latest_of_model, measured_sheet, model_trends, store_trend
from stores.services.distribution_weeks import measure_week, measure_weeks, weeks_until
from stores.tasks import measure_distribution
from tests.factories.stores import (
    CustomerFactory,
    DistributionLineFactory,
    SkuFactory,
    StockCountFactory,
    StoreFactory,
)
from tests.stores.shelves import ON, draw_world, stores_by_hand

pytestmark = pytest.mark.django_db
MONDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 22)
JOB = Actor.system("test")


def rows(model):
    return model.objects.unscoped(because="test")


def kept(model):
    return sorted(rows(model).values_list(*[field.attname for field in model._meta.fields if field.name != "id"]))


@pytest.fixture
def sku(cast):
    return SkuFactory()


@pytest.fixture
def store(cast, sku):
    DistributionLineFactory(model=sku.model)
    return StoreFactory(customer=CustomerFactory(rep=cast.rep))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), store_class=st.sampled_from(["", "A", "B"]))
def test_the_roll_up_adds_up_to_what_is_measured_from_counts_and_sales(cast, seed, store_class):
    with transaction.atomic():
        world = draw_world(seed, cast.rep)
        measure_week(cast.center, MONDAY, on=ON)
        choice = Narrowing(center=cast.center, rep=cast.rep, store_class=store_class, format="multi")

        assert measured_sheet(JOB, choice, ON).lines == distribution_sheet(JOB, choice, ON).lines
        carried = rows(StoreDistributionWeek).values_list("store_id", "carried", "asked")
        assert {store_id: (part, whole) for store_id, part, whole in carried} == stores_by_hand(world)
        transaction.set_rollback(True)


def test_a_past_week_is_measured_on_its_sunday_and_the_running_one_on_the_last_day(cast, store):
    measure_weeks(cast.center, until=date(2026, 11, 24), count=2)

    days = rows(DistributionWeek).order_by("week").values_list("week", "measured_on")
    assert list(days) == [(MONDAY, SUNDAY), (date(2026, 11, 23), date(2026, 11, 24))]


def test_measuring_twice_changes_nothing_and_late_counts_are_taken_in(cast, store, sku):
    measure_weeks(cast.center, until=SUNDAY)
    before = kept(DistributionWeek), kept(StoreDistributionWeek)

    measure_weeks(cast.center, until=SUNDAY)
    assert (kept(DistributionWeek), kept(StoreDistributionWeek)) == before

    StockCountFactory(store=store, sku=sku, counted_on=SUNDAY)
    measure_weeks(cast.center, until=SUNDAY)
    assert rows(DistributionWeek).get(week=MONDAY).carrying == 1
    assert rows(StoreDistributionWeek).get(week=MONDAY).is_known


def test_each_center_is_measured_by_itself(cast, store):
    measure_week(cast.center, MONDAY, on=SUNDAY)
    measure_week(cast.other_center, MONDAY, on=SUNDAY)

    assert rows(DistributionWeek).get().center == cast.center


def test_a_store_that_closed_leaves_the_week_when_it_is_measured_anew(cast, store):
    measure_week(cast.center, MONDAY, on=SUNDAY)
    rows(type(store)).filter(pk=store.pk).update(status="closed", closed_on=MONDAY)

    measure_week(cast.center, MONDAY, on=SUNDAY)

    assert not rows(DistributionWeek).exists()
    assert not rows(StoreDistributionWeek).exists()


def test_the_night_measures_the_last_weeks_of_every_center(cast, store):
    measure_distribution()

    assert rows(DistributionWeek).filter(center=cast.center).count() == 4


def test_a_trend_leaves_weeks_without_a_figure_empty(cast, store, sku):
    StockCountFactory(store=store, sku=sku, counted_on=SUNDAY)
    measure_weeks(cast.center, until=SUNDAY, count=2)

    line = model_trends(cast.actor("rep"), Narrowing(), SUNDAY)[sku.model_id]

    assert [share for share in line.shares if share is not None] == [0, 1]
    assert len(line.shares) == 13
    assert line.path == "108,25 117,3"
    assert store_trend(store, SUNDAY).known == [1]


@pytest.mark.parametrize(
    ("who", "sees"), [("rep", True), ("colleague", False), ("manager", True), ("stranger", False), ("hq", True)]
)
def test_each_sees_the_weeks_of_its_own_stores(cast, store, sku, who, sees):
    measure_week(cast.center, MONDAY, on=SUNDAY)

    latest, _ = latest_of_model(cast.actor(who), sku.model, SUNDAY)

    assert (latest is not None) == sees


def test_the_latest_of_a_model_is_its_last_week(cast, store, sku):
    measure_weeks(cast.center, until=SUNDAY - timedelta(days=7), count=1)
    StockCountFactory(store=store, sku=sku, counted_on=SUNDAY)
    measure_week(cast.center, MONDAY, on=SUNDAY)

    assert latest_of_model(JOB, HandsetModel.objects.get(), SUNDAY)[0].carrying == 1
    assert weeks_until(SUNDAY, 1) == [MONDAY]


def test_a_week_costs_as_many_queries_for_three_stores_as_for_one(cast, store):
    counts = []
    for more in (0, 2):
        StoreFactory.create_batch(more, customer=store.customer)
        DistributionLineFactory.create_batch(more)
        with CaptureQueriesContext(connection) as queries:
            measure_week(cast.center, MONDAY, on=SUNDAY)
        counts.append(len(queries))

    assert counts[0] == counts[1]
