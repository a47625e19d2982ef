"""An approved plan changes by an amendment or a shift, and by nothing else (handbook H8.4)."""

from datetime import date, datetime
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from dealers.models import AmendmentLine, PlanAmendment, PlanLine, ProfitPlan
from dealers.selectors.amendments import versions_beside
from dealers.services.amendments import (
    Move,
    approve_amendment,
    give_up_amendment,
    open_amendment,
    return_amendment,
    set_numbers,
    shift_units,
    submit_amendment,
    withdraw_amendment,
)
from dealers.services.amendments_in_force import AmendmentNotPossible
from salesops.notices.models import Notice
from salesops.workflow.flow import NotPossibleNow, ReasonMissing
from salesops.workflow.models import AuditEvent
from tests.factories.dealers import PlanLineFactory, ProfitPlanFactory
from tests.factories.stores import CustomerFactory, PriceFactory, StoreFactory

AT = datetime(2026, 12, 8, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(cast):
    """An approved plan of December: ten of one model at each of two stores."""
    plan = ProfitPlanFactory(customer=CustomerFactory(rep=cast.rep), status="approved", approved_at=AT)
    model = PriceFactory(starts_on=date(2026, 1, 1)).model
    for _ in range(2):
        PlanLineFactory(plan=plan, model=model)
    return plan


def rows(plan):
    return list(PlanLine.objects.unscoped(because="test").filter(plan=plan).order_by("pk"))


def quantities(plan):
    return [line.quantity for line in rows(plan)]


def fresh(plan):
    return ProfitPlan.objects.unscoped(because="test").get(pk=plan.pk)


def place(line):
    return line.store_id, line.model_id


def opened(cast, plan, quantity=15):
    amendment = open_amendment(plan, actor=cast.actor("rep"), at=AT, reason="客户追加团购")
    return set_numbers(amendment, {place(rows(plan)[0]): quantity}, actor=cast.actor("rep"), at=AT)


def submitted(cast, plan, quantity=15):
    return submit_amendment(opened(cast, plan, quantity), actor=cast.actor("rep"), at=AT)


def shift(cast, plan, units=4, who="rep"):
    source, target = rows(plan)[:2]
    move = Move(source.model, source.store, target.store, units)
    return shift_units(plan, move, actor=cast.actor(who), at=AT, reason="门店客流变化")


def test_an_approved_amendment_is_the_next_version_and_the_plan_stays_locked(cast, plan):
    amendment = submitted(cast, plan)
    assert quantities(plan) == [10, 10]

    approve_amendment(amendment, actor=cast.actor("manager"), at=AT, revision=amendment.revision)

    assert (quantities(plan), fresh(plan).version, fresh(plan).status) == ([15, 10], 2, "approved")
    event = AuditEvent.objects.get(step="amend")
    assert (event.reason, [(c.before, c.after) for c in event.changes.all()]) == ("客户追加团购", [("10", "15")])
    with pytest.raises(DatabaseError, match="locked"), transaction.atomic():
        PlanLine.objects.unscoped(because="test").update(typed_quantity=1, typed_reason="x")


@pytest.mark.parametrize("values", [{"amended_quantity": 99}, {"baseline_quantity": 1}])
def test_the_database_takes_no_number_that_no_amendment_in_force_says(cast, plan, values):
    submitted(cast, plan, quantity=99)

    with pytest.raises(DatabaseError, match="locked"), transaction.atomic():
        PlanLine.objects.unscoped(because="test").filter(pk=rows(plan)[0].pk).update(**values)


def test_all_versions_stay_readable_side_by_side(cast, plan):
    approve_amendment(submitted(cast, plan), actor=cast.actor("manager"), at=AT)
    shift(cast, plan)
    opened(cast, plan, quantity=0)

    beside = versions_beside(fresh(plan), cast.actor("manager"))

    assert [head.number for head in beside.heads] == [1, 2, 3, None]
    assert [head.quantity for head in beside.heads] == [20, 25, 25, 14]
    assert sorted(tuple(n for n, _difference in row.numbers) for row in beside.rows) == [
        (10, 10, 14, 14),
        (10, 15, 11, 0),
    ]


def test_an_amendment_may_bring_a_model_that_the_plan_does_not_have(cast, plan):
    model = PriceFactory(starts_on=date(2026, 1, 1)).model
    amendment = open_amendment(plan, actor=cast.actor("rep"), at=AT, reason="新机到货")
    key = (rows(plan)[0].store_id, model.pk)
    set_numbers(amendment, {key: 6}, actor=cast.actor("rep"), at=AT)
    approve_amendment(submit_amendment(amendment, actor=cast.actor("rep"), at=AT), actor=cast.actor("manager"), at=AT)

    assert quantities(plan) == [10, 10, 6]
    assert [head.quantity for head in versions_beside(fresh(plan), cast.actor("rep")).heads] == [20, 26]


@pytest.mark.parametrize("who", ["colleague", "manager", "stranger", "marketing", "hq", "admin"])
def test_nobody_but_the_plans_rep_amends_or_shifts(cast, plan, who):
    with pytest.raises(PermissionDenied):
        open_amendment(plan, actor=cast.actor(who), at=AT, reason="x")
    with pytest.raises(PermissionDenied):
        shift(cast, plan, who=who)


@pytest.mark.parametrize("who", ["rep", "stranger", "marketing", "hq", "admin"])
def test_nobody_but_the_centers_manager_approves(cast, plan, who):
    with pytest.raises(PermissionDenied):
        approve_amendment(submitted(cast, plan), actor=cast.actor(who), at=AT)


@pytest.mark.parametrize("status", ["draft", "submitted", "returned"])
def test_an_open_plan_is_not_amended(cast, plan, status):
    ProfitPlan.objects.unscoped(because="test").update(status=status, approved_at=None)

    with pytest.raises(AmendmentNotPossible):
        open_amendment(plan, actor=cast.actor("rep"), at=AT, reason="x")


def test_a_month_that_is_over_belongs_to_its_review(cast, plan):
    january = AT.replace(year=2027, month=1)

    with pytest.raises(AmendmentNotPossible):
        open_amendment(plan, actor=cast.actor("rep"), at=january, reason="x")


def test_a_plan_has_one_undecided_amendment(cast, plan):
    opened(cast, plan)

    with pytest.raises(AmendmentNotPossible):
        open_amendment(plan, actor=cast.actor("rep"), at=AT, reason="x")


def test_an_amendment_that_changes_nothing_is_not_handed_in(cast, plan):
    amendment = opened(cast, plan)
    back = set_numbers(amendment, {place(rows(plan)[0]): 10}, actor=cast.actor("rep"), at=AT)

    with pytest.raises(AmendmentNotPossible):
        submit_amendment(back, actor=cast.actor("rep"), at=AT)


def test_a_returned_amendment_needs_a_reason_and_goes_on(cast, plan):
    amendment = submitted(cast, plan)
    with pytest.raises(ReasonMissing):
        return_amendment(amendment, actor=cast.actor("manager"), at=AT, reason=" ")

    returned = return_amendment(amendment, actor=cast.actor("manager"), at=AT, reason="请附订单")
    again = set_numbers(returned, {place(rows(plan)[0]): 12}, actor=cast.actor("rep"), at=AT)

    assert submit_amendment(again, actor=cast.actor("rep"), at=AT).status == "submitted"
    texts = Notice.objects.order_by("text_key").values_list("text_key", flat=True)
    assert list(texts) == ["amendment_returned", "amendment_submitted", "amendment_submitted"]


def test_what_waits_is_locked_until_it_is_taken_back(cast, plan):
    amendment = submitted(cast, plan)
    with pytest.raises(AmendmentNotPossible):
        set_numbers(amendment, {place(rows(plan)[0]): 1}, actor=cast.actor("rep"), at=AT)

    assert withdraw_amendment(amendment, actor=cast.actor("rep"), at=AT).is_editable


def test_what_was_given_up_stays_and_another_may_begin(cast, plan):
    give_up_amendment(opened(cast, plan), actor=cast.actor("rep"), at=AT)
    opened(cast, plan, quantity=11)

    assert PlanAmendment.objects.unscoped(because="test").count() == 2


def test_a_shift_needs_no_approval_and_keeps_the_total(cast, plan):
    made = shift(cast, plan)

    assert (quantities(plan), made.status, made.version) == ([6, 14], "approved", 2)
    assert list(Notice.objects.values_list("user", "text_key")) == [(cast.manager.pk, "plan_shifted")]


def test_a_shift_may_go_to_a_store_that_has_no_line_yet(cast, plan):
    line, store = rows(plan)[0], StoreFactory(customer=plan.customer)

    shift_units(plan, Move(line.model, line.store, store, 3), actor=cast.actor("rep"), at=AT, reason="新店开业")

    assert quantities(plan) == [7, 10, 3]


@pytest.mark.parametrize("units", [11, 100])
def test_no_more_units_leave_a_store_than_are_planned_there(cast, plan, units):
    with pytest.raises(AmendmentNotPossible):
        shift(cast, plan, units)
    assert quantities(plan) == [10, 10]


def test_a_shift_goes_to_stores_of_the_customer_alone(cast, plan):
    line = rows(plan)[0]

    with pytest.raises(AmendmentNotPossible):
        shift_units(plan, Move(line.model, line.store, StoreFactory(), 3), actor=cast.actor("rep"), at=AT, reason="x")


def test_lines_that_wait_in_an_amendment_are_not_shifted(cast, plan):
    submitted(cast, plan)

    with pytest.raises(AmendmentNotPossible):
        shift(cast, plan)


def test_a_number_that_changed_meanwhile_holds_the_approval_up(cast, plan):
    amendment = submitted(cast, plan)
    AmendmentLine.objects.unscoped(because="test").update(before_quantity=9)

    with pytest.raises(AmendmentNotPossible):
        approve_amendment(amendment, actor=cast.actor("manager"), at=AT)

    assert (quantities(plan), fresh(plan).version) == ([10, 10], 1)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_eight_approvals_and_eight_shifts_at_once_each_counts_once(cast, plan):
    """One approval wins; each shift of one unit happens once; versions are counted without a gap."""
    lines = rows(plan)
    extra = PlanLineFactory(plan=plan, model=lines[0].model)
    amendment = open_amendment(plan, actor=cast.actor("rep"), at=AT, reason="x")
    set_numbers(amendment, {place(extra): 50}, actor=cast.actor("rep"), at=AT)
    amendment = submit_amendment(amendment, actor=cast.actor("rep"), at=AT)
    start, answers = Barrier(16), []

    def approve():
        approve_amendment(amendment, actor=cast.actor("manager"), at=AT)

    def move():
        shift_units(
            plan, Move(lines[0].model, lines[0].store, lines[1].store, 1), actor=cast.actor("rep"), at=AT, reason="x"
        )

    def run(deed):
        start.wait()
        try:
            deed()
            answers.append(deed.__name__)
        except NotPossibleNow:
            answers.append("told")
        finally:
            connection.close()

    threads = [Thread(target=run, args=[deed]) for deed in (approve, move) * 8]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["approve"] + ["move"] * 8 + ["told"] * 7
    assert quantities(plan) == [2, 18, 50]
    versions = PlanAmendment.objects.unscoped(because="test").order_by("version").values_list("version", flat=True)
    assert (list(versions), fresh(plan).version) == ([*range(2, 11)], 10)


@pytest.mark.parametrize("count", [1, 30])
def test_many_numbers_cost_as_few_queries_as_one(cast, plan, count):
    first = rows(plan)[0]
    lines = [first, *PlanLineFactory.create_batch(count - 1, plan=plan, model=first.model)]
    amendment = open_amendment(plan, actor=cast.actor("rep"), at=AT, reason="x")

    with CaptureQueriesContext(connection) as queries:
        set_numbers(amendment, {place(line): 77 for line in lines}, actor=cast.actor("rep"), at=AT)

    assert len(queries) == 13
    typed = AmendmentLine.objects.unscoped(because="test").filter(amendment=amendment, after_quantity=77)
    assert typed.count() == count
