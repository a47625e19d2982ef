"""What makes the work fit is found for a plan and put into effect by one deed (H4.3, H4.1)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from stores.models import Store
from tests.visits.routes.areas import MONDAY, drafted_plan, stores_of
from visits.calc.routing.problem import RepairKind
from visits.calc.routing.remedies import Binding, Diagnosis, Remedy, record_of_diagnosis
from visits.selectors.routes import route_problem_of
from visits.services.remedies import NoSuchRemedy, apply_remedy, diagnose_plan, set_visit_rule

pytestmark = pytest.mark.django_db

KINDS = (RepairKind.FEWER_VISITS, RepairKind.MORE_MINUTES, RepairKind.ANOTHER_DAY, RepairKind.ANOTHER_REP)


@pytest.fixture
def plan(cast):
    """A draft with one remedy of each kind, in this order."""
    first, second = stores_of(cast.rep, 2)
    plan = drafted_plan(cast.rep, stores=[first, second])
    remedies = (
        Remedy(RepairKind.FEWER_VISITS, 25.0, visits=((first.code, 4, 3),), sales_at_risk=Decimal("2.5")),
        Remedy(RepairKind.MORE_MINUTES, 50.0, minutes_a_day=5),
        Remedy(RepairKind.ANOTHER_DAY, 90.0, days=(5,)),
        Remedy(RepairKind.ANOTHER_REP, 100.0, codes=(second.code,)),
    )
    plan.totals |= {"diagnosis": record_of_diagnosis(Diagnosis((Binding(0, 5.0),), 1, 25, remedies))}
    plan.save(update_fields=["totals"])
    return plan


def apply(cast, plan, kind, **options):
    return apply_remedy(plan, KINDS.index(kind), actor=cast.actor("manager"), at=MONDAY, **options)


def test_fewer_visits_become_the_rule_of_these_stores(cast, plan):
    remedy = apply(cast, plan, RepairKind.FEWER_VISITS)

    visits = {stop.code: stop.visits_per_cycle for stop in route_problem_of(cast.rep).stores}
    assert sorted(visits.values()) == [3, 4]
    assert visits[remedy.visits[0][0]] == 3


def test_more_minutes_and_another_day_become_the_reps_day(cast, plan):
    apply(cast, plan, RepairKind.MORE_MINUTES)
    apply(cast, plan, RepairKind.ANOTHER_DAY)

    problem = route_problem_of(cast.rep)
    assert (problem.rep.daily_minutes, 5 in problem.cycle.days, 12 in problem.cycle.days) == (485, True, False)


def test_a_second_tap_on_more_minutes_adds_nothing(cast, plan):
    apply(cast, plan, RepairKind.MORE_MINUTES)
    apply(cast, plan, RepairKind.MORE_MINUTES)

    assert route_problem_of(cast.rep).rep.daily_minutes == 485


def test_stores_go_to_another_rep_by_a_hand_over(cast, plan):
    with pytest.raises(NoSuchRemedy):
        apply(cast, plan, RepairKind.ANOTHER_REP)

    remedy = apply(cast, plan, RepairKind.ANOTHER_REP, to_rep=cast.colleague, on=MONDAY.date())

    assert Store.objects.unscoped(because="tests").get(code=remedy.codes[0]).rep == cast.colleague


def test_only_who_sets_standards_applies_a_remedy_and_only_one_that_is_offered(cast, plan):
    with pytest.raises(PermissionDenied):
        apply_remedy(plan, 0, actor=cast.actor("rep"), at=MONDAY)
    with pytest.raises(PermissionDenied):
        set_visit_rule(
            plan.stops.unscoped(because="tests").first().store, {}, actor=cast.actor("rep"), at=MONDAY, reason="-"
        )
    with pytest.raises(NoSuchRemedy):
        apply_remedy(plan, 9, actor=cast.actor("manager"), at=MONDAY + timedelta(minutes=1))


def test_a_plan_that_leaves_nothing_out_is_not_diagnosed(cast):
    plan = drafted_plan(cast.rep)

    diagnose_plan(plan.pk)

    plan.refresh_from_db()
    assert "diagnosis" not in plan.totals
