"""A planner's record rests on its approved plans of six finished months (handbook H8.5)."""

from datetime import date
from decimal import Decimal

import pytest

from dealers.calc.planner_record import Compared, Record
from dealers.choices import PlanStatus
from dealers.models import ProfitPlan
from dealers.selectors.planner_record import planner_record_of, records_of
from salesops.periods.month import Month
from tests.factories.dealers import PlanLineFactory, ProfitPlanFactory
from tests.factories.stores import CustomerFactory, HandsetModelFactory, SalesMonthFactory, StoreFactory
from tests.factories.visits import MORNING

DECEMBER = Month(2026, 12)
ON = date(2026, 11, 21)

pytestmark = pytest.mark.django_db


def past_plan(rep, month: int, *, planned=10, sold=None, customer=None, **options) -> ProfitPlan:
    """An approved plan of a month of 2026, with what its customer's store sold in it."""
    plan = ProfitPlanFactory(
        customer=customer or CustomerFactory(rep=rep),
        month=date(2026, month, 1),
        **{"status": PlanStatus.APPROVED, "approved_at": MORNING} | options,
    )
    line = PlanLineFactory(plan=plan, baseline_quantity=planned, low_quantity=0, high_quantity=planned)
    if sold is not None:
        SalesMonthFactory(store=line.store, month=plan.month, sell_out=sold)
    return plan


@pytest.fixture
def half_a_year(cast):
    """120 for 100, 90 for 100, 250 for 200: bias +15 %, error 20 %."""
    for month, planned, sold in ((5, 120, 100), (9, 90, 100), (10, 250, 200)):
        past_plan(cast.rep, month, planned=planned, sold=sold)
    return Record(3, 0, 460, 400, bias=Decimal("0.1500"), error=Decimal("0.2000"))


def record_seen(cast, who="manager", month=DECEMBER) -> Record:
    return records_of([cast.rep.pk], cast.actor(who), month, ON)[cast.rep.pk]


def test_the_record_is_computed_by_hand(cast, half_a_year):
    assert record_seen(cast) == half_a_year


def test_other_months_other_states_and_other_reps_do_not_count(cast, half_a_year):
    past_plan(cast.rep, 4, sold=99)
    past_plan(cast.rep, 11, sold=99)
    past_plan(cast.rep, 10, sold=99, status=PlanStatus.SUBMITTED, approved_at=None)
    past_plan(cast.colleague, 10, sold=99)

    assert record_seen(cast) == half_a_year


def test_a_plan_is_not_judged_by_itself_or_by_later_ones(cast, half_a_year):
    assert (record_seen(cast, month=Month(2026, 10)).plans, record_seen(cast, month=Month(2026, 5)).plans) == (2, 0)


def test_the_actual_is_the_customers_whole_net_sell_out_of_our_models(cast):
    plan = past_plan(cast.rep, 10, planned=30, sold=20)
    other_store = StoreFactory(customer=plan.customer)
    SalesMonthFactory(store=other_store, month=plan.month, sell_out=-4)
    SalesMonthFactory(store=other_store, month=plan.month, model=HandsetModelFactory(is_own=False), sell_out=50)
    SalesMonthFactory(store=other_store, month=date(2026, 9, 1), sell_out=70)

    (one,) = planner_record_of(plan_to_judge(cast), cast.actor("manager"), ON).plans

    assert (one.plan_id, one.compared, one.compared.difference) == (plan.pk, Compared(30, 16), 14)


def test_no_report_is_not_nothing_sold(cast):
    sold_in_only = past_plan(cast.rep, 10)
    SalesMonthFactory(
        store=sold_in_only.lines.unscoped(because="test").get().store,
        month=sold_in_only.month,
        sell_in=9,
        sell_out=0,
        records=0,
    )
    past_plan(cast.rep, 9, sold=0)

    known = planner_record_of(plan_to_judge(cast), cast.actor("rep"), ON)

    assert [one.compared.actual for one in known.plans] == [None, 0]
    assert (known.record.plans, known.record.unreported) == (1, 1)
    assert (known.first, known.last) == (Month(2026, 5), Month(2026, 10))


def test_another_center_gets_nothing(cast, half_a_year):
    assert record_seen(cast, "stranger") == record_seen(cast, "colleague") == Record()


@pytest.mark.parametrize("plans", [1, 4])
def test_the_records_of_all_planners_cost_two_queries(cast, plans, django_assert_num_queries):
    for month in range(5, 5 + plans):
        past_plan(cast.rep, month, sold=10)
        past_plan(cast.colleague, month, sold=10)
    actor = cast.actor("manager")

    with django_assert_num_queries(2):
        records = records_of({cast.rep.pk, cast.colleague.pk}, actor, DECEMBER, ON)

    assert {record.plans for record in records.values()} == {plans}


def plan_to_judge(cast) -> ProfitPlan:
    return ProfitPlanFactory(customer=CustomerFactory(rep=cast.rep), status=PlanStatus.SUBMITTED)
