"""A month at a glance, and what waits for whom (handbook H12.2)."""

from datetime import date
from decimal import Decimal

import pytest

from dealers.choices import PlanStatus
from reports.calc.review import Comparison, Ratio
from reports.choices import ReviewStatus
from reports.selectors.home import Image, month_at_a_glance
from reports.selectors.my_month import my_month
from reports.selectors.waiting import waiting_for
from salesops.periods.month import Month
from tests.factories.dealers import PlanLineFactory, ProfitPlanFactory
from tests.factories.periods import DeadlineFactory
from tests.factories.reports import BusinessReviewFactory
from tests.factories.stores import CustomerFactory, SalesMonthFactory, StoreFactory
from tests.factories.visits import MORNING, VisitFactory
from visits.choices import VisitStatus

OCTOBER = Month(2026, 10)
NOVEMBER = Month(2026, 11)
TODAY = date(2026, 11, 23)

pytestmark = pytest.mark.django_db


@pytest.fixture
def sold(cast):
    """20 of 25 planned in October, 10 a year before; another center's 7 beside."""
    store = StoreFactory(customer=CustomerFactory(rep=cast.rep))
    plan = ProfitPlanFactory(customer=store.customer, month=OCTOBER.first_day)
    line = PlanLineFactory(plan=plan, store=store, baseline_quantity=25)
    SalesMonthFactory(store=store, model=line.model, month=OCTOBER.first_day, sell_out=20)
    SalesMonthFactory(store=store, model=line.model, month=date(2025, 10, 1), sell_out=10)
    foreign = StoreFactory(customer=CustomerFactory(rep=cast.foreign_rep))
    SalesMonthFactory(store=foreign, month=OCTOBER.first_day, sell_out=7)
    return store


def by_area(glance) -> dict:
    return {area.area: area.sold for area in glance.areas}


def test_company_sees_centers(cast, sold):
    glance = month_at_a_glance(cast.actor("hq"), OCTOBER, TODAY)

    assert by_area(glance) == {cast.center: Comparison(20, 25, None, 10), cast.other_center: Comparison(7)}
    assert (glance.sold.actual, glance.is_over) == (27, True)


def test_manager_sees_the_reps_of_its_own_center(cast, sold):
    glance = month_at_a_glance(cast.actor("manager"), OCTOBER, TODAY)

    assert by_area(glance) == {cast.rep: Comparison(20, 25, None, 10), cast.colleague: Comparison(0)}
    assert glance.sold == Comparison(20, 25, None, 10)


def test_plan_of_a_chain_counts_where_its_store_is(cast, sold):
    sold.rep = cast.colleague
    sold.save()

    glance = month_at_a_glance(cast.actor("colleague"), OCTOBER, TODAY)

    assert by_area(glance) == {cast.colleague: Comparison(20, 25, None, 10)}


def test_running_month_has_a_pace(cast, sold):
    line = PlanLineFactory(plan=ProfitPlanFactory(customer=sold.customer, month=NOVEMBER.first_day), store=sold)
    SalesMonthFactory(store=sold, model=line.model, month=NOVEMBER.first_day, sell_out=9)

    glance = month_at_a_glance(cast.actor("rep"), NOVEMBER, TODAY)

    # 15 of November's 21 working days lie before Monday the 23rd.
    assert (glance.is_running, glance.pace) == (True, Ratio(9, Decimal("7.1")))


def test_image_is_the_mean_over_scored_visits(cast, sold):
    closed = {"status": VisitStatus.CLOSED, "checked_out_at": MORNING, "minutes": 5, "visited_on": TODAY}
    for score in ("80.0", "90.0", None):
        VisitFactory(store=sold, image_score=score and Decimal(score), **closed)

    glance = month_at_a_glance(cast.actor("hq"), NOVEMBER, TODAY)

    assert glance.image == Image(Decimal("85.0"), 2)


@pytest.mark.parametrize("who", ["manager", "hq", "rep"])
@pytest.mark.parametrize("stores", [1, 3])
def test_glance_costs_a_fixed_number_of_queries(cast, who, stores, django_assert_max_num_queries):
    for _ in range(stores):
        SalesMonthFactory(store=StoreFactory(customer=CustomerFactory(rep=cast.rep)), month=OCTOBER.first_day)
    actor = cast.actor(who)

    with django_assert_max_num_queries(12):
        month_at_a_glance(actor, OCTOBER, TODAY)


def test_what_waits_is_counted_for_who_decides(cast):
    customer = CustomerFactory(rep=cast.rep)
    ProfitPlanFactory(customer=customer, status=PlanStatus.SUBMITTED)
    BusinessReviewFactory(customer=customer, status=ReviewStatus.SUBMITTED)
    DeadlineFactory(rep=cast.rep, due_on=date(2026, 11, 20))

    def counts(who):
        return {one.url.partition("?")[0]: one.count for one in waiting_for(cast.actor(who), TODAY) if one.count}

    owed = {"/deadlines/": 1, "/dealers/plans/": 1, "/reports/reviews/": 1}
    assert counts("manager") == counts("hq") == counts("admin") == owed
    assert counts("marketing") == {"/deadlines/": 1}
    assert counts("stranger") == {}


def test_rep_sees_what_it_owes(cast):
    customer = CustomerFactory(rep=cast.rep)
    ProfitPlanFactory(customer=customer, month=date(2026, 12, 1))
    BusinessReviewFactory(customer=customer, month=OCTOBER.first_day, status=ReviewStatus.SUBMITTED)
    late = DeadlineFactory(rep=cast.rep, due_on=date(2026, 11, 20))
    DeadlineFactory(rep=cast.colleague, due_on=date(2026, 11, 20))

    mine = my_month(cast.actor("rep"), NOVEMBER, TODAY)

    assert [(one.state, one.count) for one in mine.plans] == [("draft", 1)]
    assert [(one.state, one.count) for one in mine.reviews] == [("submitted", 1)]
    assert (mine.deadlines, mine.overdue) == ((late,), 1)
