"""A review goes from the rep to the manager and back, and its actions become tasks (handbook H9)."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from reports.choices import ReviewStatus
from reports.models import ReviewAction, ReviewRemark
from reports.services.actions import ActionNotPossible, add_action, remove_action
from reports.services.door import ReviewLocked
from reports.services.reviews import CausesMissing, confirm_review, return_review, submit_review, withdraw_review
from reports.services.texts import change_texts
from salesops.notices.models import Notice
from salesops.periods.models import Deadline
from salesops.workflow.flow import NotPossibleNow, ReasonMissing
from salesops.workflow.models import AuditEvent
from salesops.workflow.services import EditedMeanwhile
from tests.factories.reports import ReviewLineFactory
from tests.factories.stores import CustomerFactory, StoreFactory
from tests.reports.services.month import LATER, NIGHT, built, the_review
from visits.models import Task

TEXTS = {"causes": "对手降价", "strategy": "加强陈列"}


@pytest.fixture
def review(cast):
    """A draft in which one model at one store is far below its plan."""
    store = StoreFactory(customer=CustomerFactory(rep=cast.rep))
    built()
    review = the_review()
    ReviewLineFactory(review=review, store=store, planned=10, actual=7)
    return review


def deadline() -> Deadline:
    return Deadline.objects.unscoped(because="test").get()


def submitted(review, cast):
    return submit_review(review, texts=TEXTS, revision=review.revision, actor=cast.actor("rep"), at=LATER)


def test_submission_needs_causes_for_what_is_far_below_plan(cast, review):
    with pytest.raises(CausesMissing):
        submit_review(review, actor=cast.actor("rep"), at=LATER)

    assert (the_review().status, deadline().met_at) == (ReviewStatus.DRAFT, None)


def test_refused_submission_saves_none_of_its_texts(cast, review):
    with pytest.raises(CausesMissing):
        submit_review(
            review, texts={"causes": " ", "strategy": "加强陈列"}, revision=1, actor=cast.actor("rep"), at=LATER
        )

    assert the_review().strategy == ""


def test_review_without_red_lines_is_submitted_without_causes(cast, review):
    review.lines.unscoped(because="test").update(actual=8)

    assert submit_review(review, actor=cast.actor("rep"), at=LATER).status == ReviewStatus.SUBMITTED


def test_submission_meets_the_deadline_and_tells_the_manager(cast, review):
    submitted(review, cast)

    review = the_review()
    assert (review.status, review.submitted_at, review.causes) == (ReviewStatus.SUBMITTED, LATER, "对手降价")
    assert deadline().met_at == LATER
    assert Notice.objects.get().user == cast.manager


def test_two_who_write_at_once_are_told(cast, review):
    change_texts(review, TEXTS, revision=review.revision, actor=cast.actor("rep"), at=LATER)

    with pytest.raises(EditedMeanwhile):
        change_texts(review, TEXTS | {"causes": "断货"}, revision=review.revision, actor=cast.actor("rep"), at=LATER)


def test_return_needs_a_reason_and_makes_the_review_owed_again(cast, review):
    review = submitted(review, cast)
    with pytest.raises(ReasonMissing):
        return_review(review, actor=cast.actor("manager"), at=LATER, reason=" ")

    return_review(review, actor=cast.actor("manager"), at=LATER, reason="原因太笼统")

    assert (the_review().status, the_review().submitted_at) == (ReviewStatus.RETURNED, None)
    assert deadline().met_at is None
    remark = ReviewRemark.objects.unscoped(because="test").get()
    assert (remark.text, remark.written_by) == ("原因太笼统", cast.manager)
    assert set(Notice.objects.values_list("user", "text_key")) == {
        (cast.manager.pk, "review_submitted"),
        (cast.rep.pk, "review_returned"),
    }


def test_withdrawn_review_is_owed_again(cast, review):
    review = submitted(review, cast)

    withdraw_review(review, actor=cast.actor("rep"), at=LATER)

    assert (the_review().status, deadline().met_at) == (ReviewStatus.DRAFT, None)


def test_confirmed_review_is_locked_and_its_actions_are_tasks_once(cast, review):
    store = review.lines.unscoped(because="test").get().store
    action = {"store": store, "text": "补齐陈列", "due_on": date(2026, 11, 20)}
    add_action(review, **action, actor=cast.actor("rep"), at=LATER)
    review = submitted(the_review(), cast)

    review = confirm_review(review, actor=cast.actor("manager"), at=LATER)

    assert (review.status, review.confirmed_at) == (ReviewStatus.CONFIRMED, LATER)
    task = Task.objects.unscoped(because="test").get()
    assert (task.title, task.rep_id, task.due_on) == ("补齐陈列", store.rep_id, date(2026, 11, 20))
    assert task.client_id == ReviewAction.objects.unscoped(because="test").get().task_client_id
    with pytest.raises(ReviewLocked):
        add_action(review, **action, actor=cast.actor("rep"), at=LATER)
    with pytest.raises(NotPossibleNow):
        return_review(review, actor=cast.actor("manager"), at=LATER, reason="再看看")


@pytest.mark.parametrize("who", ["colleague", "manager", "stranger", "marketing", "hq", "admin"])
def test_only_the_rep_submits(cast, review, who):
    with pytest.raises(PermissionDenied):
        submit_review(review, actor=cast.actor(who), at=LATER)


@pytest.mark.parametrize("who", ["rep", "colleague", "stranger", "marketing", "hq", "admin"])
@pytest.mark.parametrize("move", [confirm_review, return_review])
def test_only_the_manager_of_the_center_decides(cast, review, who, move):
    review = submitted(review, cast)

    with pytest.raises(PermissionDenied):
        move(review, actor=cast.actor(who), at=LATER, **({"reason": "看"} if move is return_review else {}))


def test_decision_on_what_was_not_seen_is_refused(cast, review):
    review = submitted(review, cast)

    with pytest.raises(NotPossibleNow):
        confirm_review(review, actor=cast.actor("manager"), at=LATER, revision=review.revision - 1)


def test_action_belongs_to_the_customers_stores(cast, review):
    elsewhere = StoreFactory(customer=CustomerFactory(rep=cast.rep))

    with pytest.raises(ActionNotPossible):
        add_action(review, store=elsewhere, text="补货", due_on=date(2026, 11, 20), actor=cast.actor("rep"), at=LATER)


def test_an_action_is_never_overdue_from_its_first_hour(cast, review):
    store = review.lines.unscoped(because="test").get().store

    with pytest.raises(ActionNotPossible):
        add_action(review, store=store, text="补货", due_on=date(2026, 1, 1), actor=cast.actor("rep"), at=LATER)


def test_action_is_taken_off_once(cast, review):
    store = review.lines.unscoped(because="test").get().store
    action = add_action(review, store=store, text="补货", due_on=date(2026, 11, 20), actor=cast.actor("rep"), at=LATER)

    remove_action(action, actor=cast.actor("rep"), at=LATER)
    remove_action(action, actor=cast.actor("rep"), at=LATER)

    assert not ReviewAction.objects.unscoped(because="test").exists()
    assert AuditEvent.objects.filter(step="remove action").count() == 1


def test_action_of_another_review_keeps_its_own_task(cast, review):
    store = review.lines.unscoped(because="test").get().store
    who = {"actor": cast.actor("rep"), "at": NIGHT}
    made = [add_action(review, store=store, text="补货", due_on=date(2026, 11, 20), **who) for _ in range(2)]

    assert len({action.task_client_id for action in made} | {uuid4()}) == 3
