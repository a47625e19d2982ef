"""A state changes in one function, under a lock, with its trace."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone

from dealers.choices import PlanStatus
from salesops.workflow.flow import NotPossibleNow, ReasonMissing, Step, possible_steps, take_step
from salesops.workflow.models import AuditEvent, FieldChange
from tests.factories.dealers import ProfitPlanFactory

SUBMIT = Step(
    "submit",
    "Submit",
    frozenset({PlanStatus.DRAFT}),
    PlanStatus.SUBMITTED,
    lambda actor, plan: actor.works_for(plan.rep_id),
)
RETURN = Step(
    "return",
    "Return",
    frozenset({PlanStatus.SUBMITTED}),
    PlanStatus.RETURNED,
    lambda actor, plan: actor.manages(plan.center_id),
    needs_reason=True,
)


@pytest.fixture
def plan(cast):
    return ProfitPlanFactory(customer__rep=cast.rep)


def test_a_step_moves_the_state_and_leaves_its_trace(cast, plan):
    at = timezone.now()

    moved = take_step(SUBMIT, plan, actor=cast.actor("rep"), at=at)

    plan.refresh_from_db()
    event = AuditEvent.objects.get()
    assert moved.status == plan.status == PlanStatus.SUBMITTED
    assert (event.step, event.before, event.after, event.actor, event.at) == (
        "submit",
        PlanStatus.DRAFT,
        PlanStatus.SUBMITTED,
        cast.rep,
        at,
    )


@pytest.mark.parametrize("who", ["colleague", "manager", "stranger", "admin"])
def test_a_step_is_refused_to_others(cast, plan, who):
    with pytest.raises(PermissionDenied):
        take_step(SUBMIT, plan, actor=cast.actor(who), at=timezone.now())

    plan.refresh_from_db()
    assert plan.status == PlanStatus.DRAFT
    assert not AuditEvent.objects.exists()


def test_the_second_is_told_who_was_faster(cast, plan):
    take_step(SUBMIT, plan, actor=cast.actor("rep"), at=timezone.now())

    with pytest.raises(NotPossibleNow, match=cast.rep.name):
        take_step(SUBMIT, plan, actor=cast.actor("rep"), at=timezone.now())

    assert AuditEvent.objects.count() == 1


def test_an_object_that_was_edited_meanwhile_is_not_moved_unseen(cast, plan):
    with pytest.raises(NotPossibleNow):
        take_step(SUBMIT, plan, actor=cast.actor("rep"), at=timezone.now(), revision=plan.revision - 1)

    plan.refresh_from_db()
    assert plan.status == PlanStatus.DRAFT


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_step_that_needs_a_reason_wants_a_real_one(cast, plan, reason):
    take_step(SUBMIT, plan, actor=cast.actor("rep"), at=timezone.now())

    with pytest.raises(ReasonMissing):
        take_step(RETURN, plan, actor=cast.actor("manager"), at=timezone.now(), reason=reason)

    plan.refresh_from_db()
    assert plan.status == PlanStatus.SUBMITTED


def test_possible_steps_are_those_of_the_state_and_the_person(cast, plan):
    assert possible_steps([SUBMIT, RETURN], plan, cast.actor("rep")) == [SUBMIT]
    assert possible_steps([SUBMIT, RETURN], plan, cast.actor("manager")) == []


def test_the_audit_trail_refuses_edits_and_deletions_in_the_database(cast, plan):
    take_step(SUBMIT, plan, actor=cast.actor("rep"), at=timezone.now())

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEvent.objects.update(reason="rewritten")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEvent.objects.all().delete()

    assert AuditEvent.objects.get().reason == ""


def test_the_history_of_fields_refuses_edits_and_deletions_in_the_database(cast, plan):
    event = take_step(SUBMIT, plan, actor=cast.actor("rep"), at=timezone.now()) and AuditEvent.objects.get()
    FieldChange.objects.create(event=event, field="reason", before="1", after="2")

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        FieldChange.objects.update(after="3")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        FieldChange.objects.all().delete()

    assert FieldChange.objects.get().after == "2"
