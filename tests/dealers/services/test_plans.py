"""Moves of a plan: who, from where, with which consequences (handbook H8.2, H8.5)."""

from datetime import date, datetime
from threading import Barrier, Thread
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from dealers.choices import LineMethod, PlanStatus
from dealers.models import PlanAction, PlanLine, PlanRemark, ProfitPlan
from dealers.services.lines import change_line
from dealers.services.plans import Seen, approve_plan, approve_plans, return_plan, submit_plan, withdraw_plan
from salesops.accounts.actor import Actor, actor_for
from salesops.notices.models import Notice
from salesops.periods.choices import DeadlineKind
from salesops.periods.models import Deadline
from salesops.workflow.flow import NotPossibleNow, ReasonMissing
from salesops.workflow.models import AuditEvent
from tests.factories.accounts import DelegationFactory
from tests.factories.dealers import PlanLineFactory, ProfitPlanFactory
from tests.factories.stores import CustomerFactory, StoreFactory
from visits.models import Task

AT = datetime(2026, 11, 18, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(cast):
    plan = ProfitPlanFactory(customer=CustomerFactory(rep=cast.rep))
    PlanLineFactory(plan=plan)
    Deadline.objects.create(
        kind=DeadlineKind.PLAN,
        month=plan.month,
        subject_id=plan.customer_id,
        subject="x",
        center=plan.center,
        rep=plan.rep,
        due_on=date(2026, 11, 20),
    )
    return plan


@pytest.fixture
def submitted(cast, plan):
    return submit_plan(plan, actor=cast.actor("rep"), at=AT)


def deadline():
    return Deadline.objects.unscoped(because="test").get()


def fresh(plan):
    return ProfitPlan.objects.unscoped(because="test").get(pk=plan.pk)


def test_submitting_meets_the_deadline_and_tells_the_manager(cast, submitted):
    assert (fresh(submitted).status, fresh(submitted).submitted_at) == (PlanStatus.SUBMITTED, AT)
    assert deadline().met_at == AT
    assert list(Notice.objects.values_list("user", "text_key")) == [(cast.manager.pk, "plan_submitted")]


def test_own_edits_since_the_page_was_opened_do_not_hold_up_the_submission(cast, plan):
    line = PlanLine.objects.unscoped(because="test").get(plan=plan)
    for quantity in (12, 13):
        line = change_line(
            line, quantity=quantity, revision=line.revision, actor=cast.actor("rep"), at=AT, reason="店庆"
        )

    assert submit_plan(plan, actor=cast.actor("rep"), at=AT, revision=plan.revision).status == PlanStatus.SUBMITTED


def test_another_persons_edit_since_then_is_not_submitted_unseen(cast, plan):
    DelegationFactory(rep=cast.rep, colleague=cast.colleague, starts_on=date(2026, 11, 16), ends_on=date(2026, 11, 21))
    colleague, line = actor_for(cast.colleague, AT.date()), PlanLine.objects.unscoped(because="test").get(plan=plan)
    line = change_line(line, quantity=12, revision=line.revision, actor=colleague, at=AT, reason="店庆")
    change_line(line, quantity=13, revision=line.revision, actor=cast.actor("rep"), at=AT, reason="店庆")

    with pytest.raises(NotPossibleNow):
        submit_plan(plan, actor=cast.actor("rep"), at=AT, revision=plan.revision)


def test_a_colleague_on_stand_in_submits_for_the_rep(cast, plan):
    DelegationFactory(rep=cast.rep, colleague=cast.colleague, starts_on=date(2026, 11, 16), ends_on=date(2026, 11, 21))

    submit_plan(plan, actor=actor_for(cast.colleague, AT.date()), at=AT)

    event = AuditEvent.objects.get(step="submit")
    assert (event.actor, event.on_behalf_of) == (cast.colleague, cast.rep)


@pytest.mark.parametrize("who", ["colleague", "manager", "stranger", "marketing", "hq", "admin"])
def test_nobody_else_submits(cast, plan, who):
    with pytest.raises(PermissionDenied):
        submit_plan(plan, actor=cast.actor(who), at=AT)


def test_a_plan_edited_meanwhile_is_not_submitted_unseen(cast, plan):
    with pytest.raises(NotPossibleNow):
        submit_plan(plan, actor=cast.actor("rep"), at=AT, revision=plan.revision + 1)


def test_a_plan_taken_back_is_owed_again(cast, submitted):
    withdraw_plan(submitted, actor=cast.actor("rep"), at=AT)

    assert fresh(submitted).status == PlanStatus.DRAFT
    assert deadline().met_at is None


def test_return_needs_a_reason(cast, submitted):
    with pytest.raises(ReasonMissing):
        return_plan(submitted, remarks={}, actor=cast.actor("manager"), at=AT, reason=" ")


def test_return_reopens_the_deadline_tells_the_rep_and_remarks_at_the_line(cast, submitted):
    line = PlanLine.objects.unscoped(because="test").get()
    foreign = PlanLineFactory()

    return_plan(
        submitted,
        remarks={line.pk: " 偏高 ", foreign.pk: "不应出现"},
        actor=cast.actor("manager"),
        at=AT,
        reason="数量偏高",
    )

    remark = PlanRemark.objects.unscoped(because="test").get()
    assert (remark.line, remark.text, remark.written_by, remark.is_open) == (line, "偏高", cast.manager, True)
    assert deadline().met_at is None
    assert Notice.objects.filter(user=cast.rep, text_key="plan_returned").count() == 1


def test_submitting_again_answers_the_remarks(cast, submitted):
    line = PlanLine.objects.unscoped(because="test").get()
    returned = return_plan(submitted, remarks={line.pk: "偏高"}, actor=cast.actor("manager"), at=AT, reason="数量偏高")

    submit_plan(returned, actor=cast.actor("rep"), at=AT)

    assert not PlanRemark.objects.unscoped(because="test").get().is_open
    assert deadline().met_at == AT


def test_approving_makes_tasks_of_the_actions_once(cast, submitted):
    store = StoreFactory(customer=submitted.customer)
    PlanAction.objects.create(
        plan=submitted, store=store, text="陈列到位", due_on=date(2026, 12, 5), task_client_id=uuid4()
    )

    approve_plan(submitted, actor=cast.actor("manager"), at=AT)

    task = Task.objects.unscoped(because="test").get()
    assert (task.title, task.store, task.rep, task.due_on) == ("陈列到位", store, store.rep, date(2026, 12, 5))
    assert task.source_url == submitted.get_absolute_url()
    assert fresh(submitted).approved_at == AT


@pytest.mark.parametrize("who", ["rep", "stranger", "marketing", "hq", "admin"])
def test_nobody_but_the_centers_manager_approves(cast, submitted, who):
    with pytest.raises(PermissionDenied):
        approve_plan(submitted, actor=cast.actor(who), at=AT)


def test_the_second_approval_hears_who_was_faster(cast, submitted):
    approve_plan(submitted, actor=cast.actor("manager"), at=AT)

    with pytest.raises(NotPossibleNow, match="本经理"):
        approve_plan(submitted, actor=cast.actor("manager"), at=AT)


def test_the_database_refuses_to_edit_a_line_of_an_approved_plan(cast, submitted):
    approve_plan(submitted, actor=cast.actor("manager"), at=AT)

    with pytest.raises(DatabaseError, match="locked"), transaction.atomic():
        PlanLine.objects.unscoped(because="test").update(baseline_quantity=1)


def test_bulk_approval_takes_clean_plans_as_seen_and_says_why_not_the_others(cast, submitted):
    actor = cast.actor("manager")
    warned = ProfitPlanFactory(customer=CustomerFactory(rep=cast.rep), status=PlanStatus.SUBMITTED)
    PlanLineFactory(plan=warned, method=LineMethod.LIKE_STORES)
    edited = ProfitPlanFactory(customer=CustomerFactory(rep=cast.rep), status=PlanStatus.SUBMITTED, revision=7)
    foreign = ProfitPlanFactory(customer=CustomerFactory(rep=cast.foreign_rep), status=PlanStatus.SUBMITTED)
    seen = [Seen(submitted.pk, submitted.revision), Seen(warned.pk, 1), Seen(edited.pk, 6), Seen(foreign.pk, 1)]

    outcome = approve_plans(seen, actor=actor, at=AT)

    assert outcome.approved == [submitted]
    assert [refusal.plan for refusal in outcome.refused] == [warned, edited]
    assert [fresh(p).status for p in (warned, edited, foreign)] == [PlanStatus.SUBMITTED] * 3
    assert not AuditEvent.objects.filter(object_id__in=[warned.pk, edited.pk, foreign.pk], step="approve").exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_eight_approvals_at_once_one_wins_and_seven_are_told(cast, submitted):
    start, answers = Barrier(8), []

    def approve(actor: Actor) -> None:
        start.wait()
        try:
            approve_plan(submitted, actor=actor, at=AT, revision=submitted.revision)
            answers.append("approved")
        except NotPossibleNow as refusal:
            answers.append("told" if "本经理" in str(refusal) else str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=approve, args=[cast.actor("manager")]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["approved"] + ["told"] * 7
    assert AuditEvent.objects.filter(step="approve").count() == 1
