"""Plans arranged by hand as a whole (H4.3)."""

import pytest
from django.core.exceptions import PermissionDenied

from salesops.workflow.flow import NotPossibleNow
from salesops.workflow.models import FieldChange
from tests.visits.routes.areas import MONDAY, drafted_plan, plan_in_force_of, stores_of
from visits.choices import RouteBasis, RouteStatus
from visits.models import RoutePlan
from visits.selectors.route_editor import stored_orders
from visits.services.route_edits import NotAnArrangement, arrange_route_plan, copy_route_plan

pytestmark = pytest.mark.django_db


def test_an_arrangement_is_kept_with_new_times_and_told_in_the_history(cast):
    first, second = stores_of(cast.rep, 2)
    plan = drafted_plan(cast.rep, stores=[first, second])
    plan.totals |= {"diagnosis": {"remedies": []}}
    plan.save(update_fields=["totals"])
    orders = {0: [second.pk, first.pk], 3: [first.pk], 7: [first.pk, second.pk], 10: [first.pk], 11: [second.pk]}

    saved = arrange_route_plan(plan, orders, actor=cast.actor("rep"), at=MONDAY, revision=1)

    assert stored_orders(saved) == orders
    assert saved.revision == 2
    assert saved.totals["visits"] == 7
    assert "diagnosis" not in saved.totals
    changes = dict(FieldChange.objects.filter(event__object_id=plan.pk).values_list("field", "after"))
    assert set(changes) == {f"stop:{second.pk}", "order:0"}
    assert changes["order:0"].endswith(f"{second.name} → {first.name}")


def test_what_no_plan_can_have_is_refused(cast):
    store = stores_of(cast.rep, 1)[0]
    plan = drafted_plan(cast.rep, stores=[store])
    foreign = stores_of(cast.foreign_rep, 1)[0]

    for orders in ({6: [store.pk]}, {0: [store.pk, store.pk]}, {0: [foreign.pk]}):
        with pytest.raises(NotAnArrangement):
            arrange_route_plan(plan, orders, actor=cast.actor("rep"), at=MONDAY, revision=1)


def test_of_two_editors_the_second_is_told(cast):
    plan = drafted_plan(cast.rep)
    arrange_route_plan(plan, {}, actor=cast.actor("rep"), at=MONDAY, revision=1)

    with pytest.raises(NotPossibleNow):
        arrange_route_plan(plan, {}, actor=cast.actor("manager"), at=MONDAY, revision=1)


def test_a_plan_in_force_is_changed_in_a_copy(cast):
    plan = plan_in_force_of(cast.rep)

    copy = copy_route_plan(plan, actor=cast.actor("rep"), at=MONDAY)

    assert (copy.status, copy.version, copy.basis) == (RouteStatus.DRAFT, 2, RouteBasis.KEPT)
    assert stored_orders(copy) == stored_orders(plan)
    assert RoutePlan.objects.unscoped(because="tests").get(pk=plan.pk).status == RouteStatus.APPROVED
    with pytest.raises(PermissionDenied):
        copy_route_plan(copy, actor=cast.actor("rep"), at=MONDAY)
