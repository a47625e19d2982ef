"""Lists and pages of plans cost as much with three plans or lines as with one (handbook H8.2, H8.5)."""

from datetime import date
from decimal import Decimal

import pytest

from dealers.choices import PlanStatus
from dealers.models import ProfitPlan
from dealers.selectors.evidence import profit_evidence_of
from dealers.selectors.figures import figures_of
from dealers.selectors.plan_page import plan_page
from dealers.selectors.plans import failures_of, inbox_of
from dealers.services.drafts import PLANS
from salesops.periods.month import Month
from tests.factories.dealers import PlanLineFactory, ProfitPlanFactory
from tests.factories.stores import CustomerFactory
from tests.factories.visits import MORNING

DECEMBER = Month(2026, 12)
ON = date(2026, 11, 21)

pytestmark = pytest.mark.django_db


def plan_of(cast, *, lines=1, **options) -> ProfitPlan:
    plan = ProfitPlanFactory(customer=CustomerFactory(rep=cast.rep), **options)
    for _ in range(lines):
        PlanLineFactory(plan=plan)
    return ProfitPlan.objects.unscoped(because="test").select_related("customer", "rep").get(pk=plan.pk)


def test_figures_are_the_formula_of_the_glossary(cast, django_assert_num_queries):
    plan = plan_of(cast)

    with django_assert_num_queries(1):
        figures = figures_of([plan])[plan.pk]

    assert figures.profit.revenue_yuan == Decimal("19990.00")
    assert figures.profit.rebates_yuan == Decimal("339.80")
    assert figures.profit.profit_yuan == Decimal(19990) + Decimal("339.80") + 500 - 16990 - 3000
    assert (figures.quantity, figures.low, figures.high, figures.warnings) == (10, 8, 13, 0)


@pytest.mark.parametrize(("counted", "shown"), [(7, None), (8, Decimal("0.0494"))])
def test_the_return_on_stock_is_shown_when_most_of_the_stock_is_known(cast, counted, shown):
    plan = plan_of(cast, lines=0, average_stock_yuan=Decimal(17000))
    PlanLineFactory(plan=plan, typed_quantity=counted, typed_reason="x", stock_quantity=10)
    PlanLineFactory(plan=plan, typed_quantity=10 - counted, typed_reason="x", stock_quantity=None)

    figures = figures_of([plan])[plan.pk]

    assert figures.profit.return_on_stock == Decimal("0.0494")
    assert figures.return_on_stock == shown


def test_stock_for_two_months_is_a_hint_and_leaves_the_plan_clean(cast):
    plan = plan_of(cast, lines=0, status=PlanStatus.SUBMITTED)
    PlanLineFactory(plan=plan, stock_quantity=99)

    (row,) = inbox_of(cast.actor("manager"), DECEMBER, ON).waiting

    assert (row.figures.warnings, row.figures.hints, row.is_clean) == (0, 1, True)


@pytest.mark.parametrize("lines", [1, 3])
def test_a_page_costs_seven_queries_whatever_its_lines(cast, django_assert_num_queries, lines):
    plan, actor = plan_of(cast, lines=lines), cast.actor("rep")

    with django_assert_num_queries(7):
        page = plan_page(plan, actor, ON)
        list(page.actions)

    assert sum(len(section.rows) for section in page.sections) == lines
    assert all(section.can_open for section in page.sections)


@pytest.mark.parametrize("plans", [1, 3])
def test_an_inbox_costs_five_queries_whatever_waits(cast, django_assert_num_queries, plans):
    for _ in range(plans):
        plan_of(cast, status=PlanStatus.SUBMITTED)
        plan_of(cast, status=PlanStatus.APPROVED, approved_at=MORNING, month=date(2026, 10, 1))
    actor = cast.actor("manager")

    with django_assert_num_queries(5):
        inbox = inbox_of(actor, DECEMBER, ON)

    assert (len(inbox.waiting), inbox.total.plans, inbox.total.quantity) == (plans, plans, 10 * plans)


def test_the_inbox_parts_plans_by_what_became_of_them_worst_first(cast):
    plan_of(cast)
    plan_of(cast, status=PlanStatus.APPROVED, approved_at=MORNING)
    clean = plan_of(cast, status=PlanStatus.SUBMITTED)
    empty = plan_of(cast, status=PlanStatus.SUBMITTED, lines=0)
    ProfitPlanFactory(customer=CustomerFactory(rep=cast.foreign_rep), status=PlanStatus.SUBMITTED)

    inbox = inbox_of(cast.actor("manager"), DECEMBER, ON)

    assert [row.plan for row in inbox.waiting] == [empty, clean]
    assert [row.is_clean for row in inbox.waiting] == [False, True]
    assert (len(inbox.decided), len(inbox.owed), inbox.total.plans) == (1, 1, 4)


def test_profit_opens_to_its_models(cast):
    plan = plan_of(cast, lines=2)

    evidence = profit_evidence_of(plan, cast.actor("rep"))

    assert sum(part.profit.revenue_yuan for part in evidence.parts) == evidence.figures.profit.revenue_yuan


@pytest.mark.parametrize(("who", "seen"), [("manager", 1), ("rep", 1), ("stranger", 0), ("colleague", 0)])
def test_failing_customers_are_told_to_those_who_see_them(cast, who, seen):
    customer = CustomerFactory(rep=cast.rep)
    PLANS.note_failure(customer.code, DECEMBER, reason="坏数据", at=MORNING)

    failures = failures_of(DECEMBER, cast.actor(who))

    assert [(failure.customer, failure.reason) for failure in failures] == [(customer, "坏数据")] * seen
