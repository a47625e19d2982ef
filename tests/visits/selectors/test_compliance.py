"""Visits against their plan, with numerators and denominators (H4.5)."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from salesops.accounts.models import User
from salesops.periods.month import Month
from tests.factories.accounts import DelegationFactory
from tests.factories.visits import PlannedVisitFactory, RoutePlanFactory, VisitFactory
from tests.visits.routes.areas import SHANGHAI, stores_of
from visits.calc.compliance import Exclusion, Ratio
from visits.choices import DropReason, PlannedVisitStatus, VisitStatus
from visits.selectors.compliance import (
    StoreVisits,
    as_planned_by_center,
    compliance_of_reps,
    sum_of,
    visit_figures,
)

pytestmark = pytest.mark.django_db
NOVEMBER = Month(2026, 11)
TODAY = date(2026, 11, 25)


def planned(store, day, plan, **facts):
    status = facts.pop("status", PlannedVisitStatus.PLANNED)
    return PlannedVisitFactory(
        store=store, plan=plan, planned_on=date(2026, 11, day), status=status, **{"minutes": 25, **facts}
    )


def visited(store, day, *, minutes=20, hour=10, status=VisitStatus.CLOSED, **facts):
    came = datetime(2026, 11, day, hour, tzinfo=SHANGHAI)
    is_closed = status == VisitStatus.CLOSED
    return VisitFactory(
        store=store,
        visited_on=came.date(),
        checked_in_at=came,
        checked_out_at=came + timedelta(minutes=minutes) if is_closed else None,
        minutes=minutes if is_closed else None,
        status=status,
        **facts,
    )


@pytest.fixture
def month_of_work(cast):
    """Two stores: one done and one missed on the 2nd, one on a holiday, one without check-out, one unplanned."""
    first, second = stores_of(cast.rep, 2)
    plan = RoutePlanFactory(rep=cast.rep)
    kept = planned(first, 2, plan, status=PlannedVisitStatus.DONE, position=1)
    planned(second, 2, plan, status=PlannedVisitStatus.MISSED, position=2)
    planned(first, 3, plan, status=PlannedVisitStatus.DROPPED, dropped_reason=DropReason.HOLIDAY)
    planned(first, 4, plan, status=PlannedVisitStatus.MISSED)
    planned(second, 25, plan)
    planned(second, 26, plan)
    visited(first, 2, planned=kept)
    visited(first, 4, status=VisitStatus.NO_CHECKOUT)
    visited(second, 5, minutes=15)
    return first, second


def measured(cast, who="manager", reps=None):
    return compliance_of_reps(cast.actor(who), reps or [cast.rep], NOVEMBER, on=TODAY)


def test_each_figure_has_its_numerator_and_denominator(cast, month_of_work):
    whole = measured(cast)[0].whole

    assert whole.as_planned == Ratio(1, 3)
    assert whole.unplanned == Ratio(1, 2)
    assert whole.coverage == Ratio(2, 2)
    assert whole.minutes == Ratio(Decimal(20), 25)
    assert whole.order_kept == Ratio(1, 3)
    assert (whole.excluded, whole.invalid) == (((Exclusion.HOLIDAY, 1),), 1)


@pytest.mark.parametrize("on", [TODAY, date(2026, 11, 2), date(2026, 12, 5)])
def test_a_center_counted_by_the_database_is_the_sum_of_its_reps(cast, month_of_work, on):
    DelegationFactory(
        rep=cast.rep,
        colleague=cast.colleague,
        center=cast.center,
        starts_on=date(2026, 11, 4),
        ends_on=date(2026, 11, 5),
    )
    actor, reps = cast.actor("hq"), User.objects.reps()

    by_center = as_planned_by_center(actor, reps, NOVEMBER, on=on)

    summed = sum_of(rep.whole for rep in compliance_of_reps(actor, [cast.rep], NOVEMBER, on=on))["as_planned"]
    assert by_center == ({cast.center.pk: summed} if summed.denominator else {})


def test_the_frequency_asked_grows_with_the_working_days_so_far(cast, month_of_work):
    """17 working days of a five-day week before the 25th, four visits in ten of them: six."""
    first, _second = month_of_work
    for day in (9, 10, 11, 12, 13):
        visited(first, day)

    assert measured(cast)[0].whole.frequency == Ratio(1, 2)


def test_leave_takes_its_days_out_whoever_did_the_visits(cast, month_of_work):
    DelegationFactory(rep=cast.rep, colleague=cast.colleague, starts_on=date(2026, 11, 2), ends_on=date(2026, 11, 4))

    whole = measured(cast)[0].whole

    assert whole.as_planned == Ratio(0, 1)
    assert whole.excluded == ((Exclusion.HOLIDAY, 1), (Exclusion.LEAVE, 2))


def test_stores_handed_over_leave_no_trace_in_the_figures(cast, month_of_work):
    first, _second = month_of_work
    plan = RoutePlanFactory(rep=cast.rep, version=2)
    planned(first, 9, plan, status=PlannedVisitStatus.DROPPED, dropped_reason=DropReason.HANDED_OVER)

    assert measured(cast)[0].whole.excluded == ((Exclusion.HOLIDAY, 1),)


def test_below_the_norm_is_said_and_classes_stand_apart(cast, month_of_work):
    rep = measured(cast)[0]

    assert rep.is_below_norm
    assert [(name, figures.as_planned) for name, figures in rep.classes] == [("B", Ratio(1, 3))]


def test_several_reps_are_summed_by_numerators(cast, month_of_work):
    reps = measured(cast, reps=[cast.rep, cast.colleague])

    assert sum_of(rep.whole for rep in reps)["as_planned"] == Ratio(1, 3)


def test_another_centers_manager_measures_nothing(cast, month_of_work):
    assert measured(cast, "stranger")[0].whole.as_planned == Ratio(0, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_compliance_costs_six_queries(cast, django_assert_num_queries, count):
    stores = stores_of(cast.rep, count)
    plan = RoutePlanFactory(rep=cast.rep)
    for store in stores:
        visited(store, 2, planned=planned(store, 2, plan))
    actor = cast.actor("manager")

    with django_assert_num_queries(6):
        compliance_of_reps(actor, [cast.rep], NOVEMBER, on=TODAY)


def test_figures_by_store_count_what_was_due_and_done_in_the_month(month_of_work, django_assert_num_queries):
    first, second = month_of_work
    elsewhere = stores_of(first.rep, 1)[0]

    with django_assert_num_queries(2):
        figures = visit_figures([first.pk, second.pk, elsewhere.pk], NOVEMBER)

    assert figures == {
        first.pk: StoreVisits(planned=2, done_as_planned=1, done=1, minutes=20),
        second.pk: StoreVisits(planned=3, done_as_planned=0, done=1, minutes=15),
        elsewhere.pk: StoreVisits(),
    }
