from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from salesops.periods.month import Month
from stores.models import ClassificationRule, StoreResponsibility
from stores.selectors.class_windows import NoCompleteMonth
from stores.selectors.classification import classification_of
from tests.factories.stores import CustomerFactory, HandsetModelFactory, SalesMonthFactory, StoreFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
NOVEMBER = Month(2026, 11)


@pytest.fixture
def sold(cast):
    """Give a rep a store that sold so much in August, September and October; None is no report."""
    model = HandsetModelFactory()

    def make(code, *months, rep=cast.rep, **more):
        store = StoreFactory(code=code, customer=CustomerFactory(rep=rep), **more)
        for place, units in enumerate(months):
            if units is not None:
                SalesMonthFactory(
                    store=store,
                    model=model,
                    month=date(2026, 8 + place, 1),
                    sell_out=units,
                    sell_out_yuan=Decimal(units) * 1000,
                    records=1,
                )
        return store

    return make


def classes(found):
    return {placed.store.code: str(placed.placing.shown) for placed in found.places}


def test_stores_are_ranked_in_each_reps_own_area(cast, sold):
    for code, units in (("S1", 45), ("S2", 30), ("S3", 15), ("S4", 10)):
        sold(code, units, 0, 0)
    sold("S5", 1, 0, 0, rep=cast.colleague)

    found = classification_of(cast.center, NOVEMBER, on=TODAY)

    assert [str(month) for month in found.window] == ["2026-08", "2026-09", "2026-10"]
    assert classes(found) == {"S1": "A", "S2": "B", "S3": "B", "S4": "C", "S5": "A"}
    assert [placed.placing.before for placed in found.places] == [0, 45, 75, 90, 0]


def test_the_running_month_is_never_in_the_window(cast, sold):
    sold("S1", 5, 5, 5, 99)

    december = classification_of(cast.center, NOVEMBER + 1, on=TODAY)

    assert [str(month) for month in december.window] == ["2026-08", "2026-09", "2026-10"]


def test_returns_are_netted_over_the_window_first(cast, sold):
    sold("S1", -10, 30, 0)
    sold("S2", 15, 0, 0)

    assert [placed.placing.volume for placed in classification_of(cast.center, NOVEMBER, on=TODAY).places] == [20, 15]


def test_other_centers_suspended_and_closed_stores_are_out(cast, sold):
    sold("S1", 5, 5, 5)
    sold("S2", 9, 9, 9, rep=cast.foreign_rep)
    sold("S3", 9, 9, 9, status="suspended")
    sold("S4", 9, 9, 9, status="closed", closed_on=date(2026, 10, 5))

    assert classes(classification_of(cast.center, NOVEMBER, on=TODAY)) == {"S1": "A"}


def test_a_past_month_counts_with_the_rep_of_that_time(cast, sold):
    store = sold("S1", 5, 5, 5)
    StoreResponsibility.objects.create(
        store=store, rep=cast.colleague, starts_on=date(2026, 1, 1), ends_on=date(2026, 11, 10)
    )
    StoreResponsibility.objects.create(store=store, rep=cast.rep, starts_on=date(2026, 11, 10))

    october = classification_of(cast.center, Month(2026, 10), on=TODAY)
    november = classification_of(cast.center, NOVEMBER, on=TODAY)

    assert [placed.rep_id for placed in (*october.places, *november.places)] == [cast.colleague.pk, cast.rep.pk]


def test_a_center_may_have_its_own_lines_window_and_measure(cast, sold):
    ClassificationRule.objects.create(
        center=cast.center, line_a_hundredths=5000, line_b_hundredths=9000, window_months=1, measure="value"
    )
    for code, units in (("S1", 45), ("S2", 30), ("S3", 15), ("S4", 10)):
        sold(code, 0, 0, units)

    found = classification_of(cast.center, NOVEMBER, on=TODAY)

    assert classes(found) == {"S1": "A", "S2": "A", "S3": "B", "S4": "C"}
    assert found.places[0].placing.volume == 45_000


def test_without_a_complete_month_nothing_is_proposed(cast, sold):
    sold("S1")

    with pytest.raises(NoCompleteMonth):
        classification_of(cast.center, NOVEMBER, on=TODAY)


def test_it_costs_seven_queries_whatever_the_stores(cast, sold):
    counts = []
    for codes in (("S1",), ("S2", "S3", "S4")):
        for code in codes:
            sold(code, 5, 5, 5)
        with CaptureQueriesContext(connection) as queries:
            classification_of(cast.center, NOVEMBER, on=TODAY)
        counts.append(len(queries))

    assert counts == [7, 7]
