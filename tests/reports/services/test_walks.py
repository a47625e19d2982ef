"""A confirmed review is gone through with the customer, and what was agreed on is kept and done (handbook H9)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from reports.choices import Confirmed, ReviewStatus
from reports.models import BusinessReview, ReviewWalk
from reports.services.walks import WalkNotPossible, agree_action, correct_walk, record_walk
from salesops.workflow.models import FieldChange
from salesops.workflow.services import EditedMeanwhile
from tests.factories.reports import BusinessReviewFactory, ReviewWalkFactory
from tests.factories.stores import CustomerFactory, StoreFactory
from visits.models import Task

AT = datetime(2026, 11, 6, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
SAID = {
    "held_on": date(2026, 11, 6),
    "with_whom": "采购经理",
    "agreed": "12 月主推 X60",
    "confirmation": Confirmed.SIGNED,
    "confirmed_by": "采购经理",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(cast) -> BusinessReview:
    customer = CustomerFactory(rep=cast.rep, center=cast.center)
    return BusinessReviewFactory(customer=customer, status=ReviewStatus.CONFIRMED, confirmed_at=AT)


@pytest.fixture
def store(review, cast):
    return StoreFactory(customer=review.customer, center=cast.center, rep=cast.rep)


def walks() -> list[ReviewWalk]:
    return list(ReviewWalk.objects.unscoped(because="test"))


def test_the_rep_notes_when_with_whom_and_what_was_agreed_on(cast, review):
    record_walk(review, actor=cast.actor("rep"), at=AT, **SAID)

    (walk,) = walks()
    assert {name: getattr(walk, name) for name in SAID} == SAID
    assert (walk.written_by, walk.written_at) == (cast.rep, AT)
    assert FieldChange.objects.filter(event__object_id=review.pk, field="with_whom", after="采购经理").exists()


@pytest.mark.parametrize("status", [ReviewStatus.DRAFT, ReviewStatus.SUBMITTED, ReviewStatus.RETURNED])
def test_a_review_that_is_not_confirmed_is_not_gone_through(cast, review, status):
    BusinessReview.objects.unscoped(because="test").update(status=status, confirmed_at=None)

    with pytest.raises(WalkNotPossible):
        record_walk(review, actor=cast.actor("rep"), at=AT, **SAID)

    assert walks() == []


@pytest.mark.parametrize("who", ["manager", "admin"])
def test_nobody_but_its_rep_notes_it(cast, review, who):
    with pytest.raises(PermissionDenied):
        record_walk(review, actor=cast.actor(who), at=AT, **SAID)


@pytest.mark.parametrize("day", [date(2026, 11, 7), date(2026, 10, 31)])
def test_the_day_is_neither_to_come_nor_within_the_month(cast, review, day):
    with pytest.raises(WalkNotPossible):
        record_walk(review, actor=cast.actor("rep"), at=AT, **SAID | {"held_on": day})


@pytest.mark.parametrize(("confirmation", "name"), [(Confirmed.BY_NAME, ""), (Confirmed.NOT_YET, "采购经理")])
def test_a_confirmation_has_a_name_and_a_missing_one_has_none(cast, review, confirmation, name):
    with pytest.raises(ValidationError):
        record_walk(
            review, actor=cast.actor("rep"), at=AT, **SAID | {"confirmation": confirmation, "confirmed_by": name}
        )


def test_it_is_noted_once_and_corrected_with_a_trace(cast, review):
    walk = ReviewWalkFactory(review=review)
    with pytest.raises(WalkNotPossible):
        record_walk(review, actor=cast.actor("rep"), at=AT, **SAID)

    correct_walk(walk, revision=1, actor=cast.actor("rep"), at=AT, **SAID)

    assert walks()[0].agreed == "12 月主推 X60"
    assert FieldChange.objects.filter(event__object_id=review.pk, field="agreed", before="下月主推两款机型").exists()
    with pytest.raises(EditedMeanwhile):
        correct_walk(walk, revision=1, actor=cast.actor("rep"), at=AT, **SAID | {"agreed": "别的"})


def test_what_was_agreed_on_is_a_task_at_once(cast, review, store):
    ReviewWalkFactory(review=review)

    action = agree_action(
        review, store=store, text="周五补样机", due_on=date(2026, 11, 13), actor=cast.actor("rep"), at=AT
    )

    task = Task.objects.unscoped(because="test").get(client_id=action.task_client_id)
    assert (action.agreed_on, task.title, task.source, task.rep) == (
        date(2026, 11, 6),
        "周五补样机",
        "review",
        cast.rep,
    )


def test_nothing_is_agreed_on_before_the_talk(cast, review, store):
    with pytest.raises(WalkNotPossible):
        agree_action(review, store=store, text="补样机", due_on=date(2026, 11, 13), actor=cast.actor("rep"), at=AT)
