"""Plans of a rep side by side (H4.3)."""

import pytest

from tests.visits.routes.areas import MONDAY, plan_in_force_of, stores_of
from visits.selectors.route_comparison import candidate_of, candidates_of
from visits.services.route_edits import arrange_route_plan, copy_route_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_plans(cast):
    """Two stores on Monday and Thursday; in the draft the second goes on Tuesday and Friday instead."""
    first, second = stores_of(cast.rep, 2)
    plan = plan_in_force_of(cast.rep, stores=[first, second])
    draft = copy_route_plan(plan, actor=cast.actor("rep"), at=MONDAY)
    orders = {day: [first.pk] for day in (0, 3, 7, 10)} | {day: [second.pk] for day in (1, 4, 8, 11)}
    return plan, arrange_route_plan(draft, orders, actor=cast.actor("rep"), at=MONDAY), second


def test_each_plan_that_waits_is_held_against_the_one_in_force(cast, two_plans, django_assert_num_queries):
    plan, draft, second = two_plans
    actor = cast.actor("manager")

    with django_assert_num_queries(3):
        base, other = candidates_of(actor, cast.rep)

    assert (base.plan, base.change, other.plan) == (plan, None, draft)
    figures = other.change.figures
    assert (figures.kept_visits, figures.common_visits) == (4, 8)
    assert [(line.store, line.before != line.after) for line in other.change.moved] == [(second, True)]
    assert (base.broken_rules, other.broken_rules) == (0, 0)


def test_a_plan_without_one_in_force_changes_nothing(cast, two_plans):
    _plan, draft, _second = two_plans

    assert candidate_of(cast.actor("manager"), draft, None).change is None


def test_a_foreign_manager_sees_no_plans(cast, two_plans):
    assert candidates_of(cast.actor("stranger"), cast.rep) == []
