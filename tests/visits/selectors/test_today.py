"""The day's stores of a rep (handbook H5.1)."""

from datetime import date, timedelta

import pytest

from salesops.accounts.actor import actor_for
from tests.factories.accounts import DelegationFactory
from tests.factories.stores import StoreFactory
from tests.factories.visits import PlannedVisitFactory, RoutePlanFactory, TaskFactory, VisitFactory
from visits.choices import PlannedVisitStatus, VisitStatus
from visits.selectors.today import day_of, stores_to_visit

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)


def plan_stores(cast, number: int) -> list:
    plan = RoutePlanFactory(rep=cast.rep)
    stores = [StoreFactory(customer__rep=cast.rep, customer__center=cast.center) for _ in range(number)]
    for place, store in enumerate(stores):
        PlannedVisitFactory(store=store, plan=plan, position=place, arrive_minute=540 + 60 * place)
        TaskFactory(store=store)
    return stores


def test_stores_come_in_the_order_of_the_route_and_done_ones_sink(cast):
    first, second, third = plan_stores(cast, 3)
    visit = VisitFactory(store=first, status=VisitStatus.NO_CHECKOUT)

    day = day_of(cast.actor("rep"), TODAY)

    assert [(stop.number, stop.store, stop.arrives_at) for stop in day.ahead] == [
        (2, second, "10:00"),
        (3, third, "11:00"),
    ]
    assert [(stop.store, stop.visit) for stop in day.done] == [(first, visit)]
    assert (day.done_count, day.planned_count, day.hours_left) == (1, 3, 1.4)


def test_a_stand_in_sees_whose_store_it_is(cast):
    (store,) = plan_stores(cast, 1)
    DelegationFactory(rep=cast.rep, colleague=cast.colleague, starts_on=TODAY, ends_on=TODAY + timedelta(days=1))

    (stop,) = day_of(actor_for(cast.colleague, TODAY), TODAY).ahead

    assert (stop.store, stop.for_rep) == (store, cast.rep)
    assert day_of(cast.actor("rep"), TODAY).ahead[0].for_rep is None


def test_an_unplanned_visit_is_part_of_the_day_and_of_no_figure(cast, shop, open_visit):
    day = day_of(cast.actor("rep"), TODAY)

    assert [(stop.number, stop.is_open) for stop in day.ahead] == [(None, True)]
    assert (day.open_visit, day.planned_count) == (open_visit, 0)


def test_what_was_dropped_from_the_calendar_is_not_asked_for(cast):
    PlannedVisitFactory(
        store=StoreFactory(customer__rep=cast.rep), status=PlannedVisitStatus.DROPPED, dropped_reason="holiday"
    )

    assert day_of(cast.actor("rep"), TODAY).ahead == []


def test_the_day_tells_how_long_the_last_visit_is_ago(cast):
    store = plan_stores(cast, 1)[0]
    VisitFactory(store=store, visited_on=TODAY - timedelta(days=9), status=VisitStatus.NO_CHECKOUT)

    assert day_of(cast.actor("rep"), TODAY).ahead[0].days_since == 9


@pytest.mark.parametrize("number", [1, 3])
def test_a_day_costs_five_queries_and_those_of_the_due_work(cast, number, django_assert_max_num_queries):
    plan_stores(cast, number)

    with django_assert_max_num_queries(12) as queries:
        day_of(cast.actor("rep"), TODAY)

    assert sum("visits_" in query["sql"] for query in queries.captured_queries) == 5


def test_the_day_of_a_colleague_is_empty(cast):
    plan_stores(cast, 2)

    assert day_of(cast.actor("colleague"), TODAY).ahead == []
    assert list(stores_to_visit(cast.actor("colleague"), "")) == []


def test_stores_are_found_by_name_code_or_address(cast):
    store = StoreFactory(customer__rep=cast.rep, customer__center=cast.center, name="朝晖店", address="朝晖路 1 号")
    StoreFactory(customer__rep=cast.rep, customer__center=cast.center, name="别处")

    assert list(stores_to_visit(cast.actor("rep"), "朝晖 1")) == [store]
