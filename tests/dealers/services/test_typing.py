"""What a rep types into a plan: reasons kept, tabs told, locked plans refused (handbook H8.2)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from dealers.choices import LineMethod, PlanStatus
from dealers.models import PlanAction, PlanLine, ProfitPlan
from dealers.services.actions import ActionNotPossible, add_action, remove_action
from dealers.services.door import PlanLocked
from dealers.services.lines import LineNotPossible, add_line, change_line
from dealers.services.terms import change_terms
from salesops.workflow.models import AuditEvent
from salesops.workflow.services import EditedMeanwhile
from tests.factories.dealers import PlanLineFactory, ProfitPlanFactory
from tests.factories.stores import (
    CustomerFactory,
    DistributionLineFactory,
    HandsetModelFactory,
    PriceFactory,
    SkuFactory,
    StockCountFactory,
    StoreFactory,
)

AT = datetime(2026, 11, 18, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
LOCKED = (PlanStatus.SUBMITTED, PlanStatus.APPROVED)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(cast):
    return ProfitPlanFactory(customer=CustomerFactory(rep=cast.rep))


@pytest.fixture
def line(plan):
    return PlanLineFactory(plan=plan)


@pytest.fixture
def who(cast):
    return {"actor": cast.actor("rep"), "at": AT}


def lock(plan, status):
    ProfitPlan.objects.unscoped(because="test").update(
        status=status, approved_at=AT if status == PlanStatus.APPROVED else None
    )


def typed(line):
    return PlanLine.objects.unscoped(because="test").get(pk=line.pk)


def test_change_keeps_the_draft_and_the_reason_beside_it(line, who):
    change_line(line, quantity=14, reason=" 新店庆 ", revision=1, **who)

    now = typed(line)
    assert (now.drafted_quantity, now.typed_quantity, now.typed_reason, now.quantity) == (10, 14, "新店庆", 14)


def test_change_is_told_in_the_plans_history(line, who):
    change_line(line, quantity=14, reason="新店庆", revision=1, **who)

    event = AuditEvent.objects.get()
    assert (event.object_id, event.step, event.reason) == (line.plan_id, "edit line", "新店庆")
    assert list(event.changes.values_list("before", "after")) == [("10", "14")]


def test_change_needs_a_reason(line, who):
    with pytest.raises(ValidationError, match="请说明数量为何"):
        change_line(line, quantity=14, reason="", revision=1, **who)


def test_back_to_the_draft(line, who):
    changed = change_line(line, quantity=14, reason="新店庆", revision=1, **who)

    change_line(line, quantity=None, reason="", revision=changed.revision, **who)

    assert (typed(line).typed_quantity, typed(line).typed_reason, typed(line).quantity) == (None, "", 10)


def test_the_same_again_leaves_no_trace(line, who):
    change_line(line, quantity=14, reason="新店庆", revision=1, **who)
    change_line(line, quantity=14, reason="新店庆", revision=1, **who)

    assert AuditEvent.objects.count() == 1


def test_the_second_of_two_tabs_is_shown_the_difference(line, who):
    change_line(line, quantity=14, reason="新店庆", revision=1, **who)

    with pytest.raises(EditedMeanwhile) as told:
        change_line(line, quantity=9, reason="缺货", revision=1, **who)

    assert [(d.theirs, d.yours) for d in told.value.differences] == [("14", "9"), ("新店庆", "缺货")]
    assert typed(line).quantity == 14


def test_each_edit_counts_for_the_plan_so_that_nobody_decides_unseen(plan, line, who):
    change_line(line, quantity=14, reason="新店庆", revision=1, **who)

    assert ProfitPlan.objects.unscoped(because="test").get().revision == plan.revision + 1


@pytest.mark.parametrize("person", ["manager", "marketing", "hq", "admin"])
def test_only_the_rep_types(cast, line, person):
    with pytest.raises(PermissionDenied):
        change_line(line, quantity=14, reason="x", revision=1, actor=cast.actor(person), at=AT)


@pytest.mark.parametrize("status", LOCKED)
def test_a_locked_plan_refuses_every_edit(plan, line, who, status):
    price = PriceFactory()
    store = StoreFactory(customer=plan.customer)
    action = add_action(plan, store=store, text="x", due_on=date(2026, 12, 1), **who)
    lock(plan, status)
    new = {"store": store, "model": price.model, "quantity": 1, "reason": "x"}
    terms = {"typed_support_yuan": 1, "typed_own_cost_yuan": None, "terms_reason": "x", "note": ""}

    with pytest.raises(PlanLocked):
        change_line(line, quantity=1, reason="x", revision=1, **who)
    with pytest.raises(PlanLocked):
        add_line(plan, **new, **who)
    with pytest.raises(PlanLocked):
        change_terms(plan, terms, revision=plan.revision, **who)
    with pytest.raises(PlanLocked):
        add_action(plan, store=store, text="y", due_on=date(2026, 12, 1), **who)
    with pytest.raises(PlanLocked):
        remove_action(action, **who)


def test_a_model_that_the_draft_does_not_have_is_added_at_its_price(plan, who):
    price = PriceFactory()
    store = StoreFactory(customer=plan.customer)

    line = add_line(plan, store=store, model=price.model, quantity=5, reason="样机到店", **who)

    now = typed(line)
    assert (now.method, now.drafted_quantity, now.quantity) == (LineMethod.ADDED, 0, 5)
    assert (now.list_yuan, now.inputs["price"]["id"]) == (price.list_yuan, price.pk)


@pytest.mark.parametrize(
    ("asked", "counted", "carriage"),
    [(True, 3, "carried"), (True, 0, "missing"), (False, 0, "not_asked"), (None, 0, "")],
)
def test_an_added_line_knows_whether_the_store_carries_the_model(plan, who, asked, counted, carriage):
    sku, other = SkuFactory(model=PriceFactory().model), PriceFactory().model
    store = StoreFactory(customer=plan.customer)
    StockCountFactory(store=store, sku=sku, counted_on=date(2026, 11, 10), quantity=counted)
    if asked is not None:
        DistributionLineFactory(model=sku.model if asked else other)

    line = add_line(plan, store=store, model=sku.model, quantity=5, reason="新进柜台", **who)

    assert typed(line).carriage == carriage


@pytest.mark.parametrize(
    "wrong",
    [
        {"store": lambda: StoreFactory()},
        {"model": lambda: PriceFactory(model__is_own=False).model},
        {"model": lambda: PriceFactory(model__ended_on=date(2026, 11, 1)).model},
        {"model": lambda: HandsetModelFactory()},
    ],
)
def test_a_line_that_cannot_be_is_refused(plan, who, wrong):
    store = wrong.get("store", lambda: StoreFactory(customer=plan.customer))()
    model = wrong.get("model", lambda: PriceFactory().model)()

    with pytest.raises(LineNotPossible):
        add_line(plan, store=store, model=model, quantity=5, reason="x", **who)


def test_a_line_that_is_there_is_not_added_twice(plan, line, who):
    PriceFactory(model=line.model)

    with pytest.raises(LineNotPossible):
        add_line(plan, store=line.store, model=line.model, quantity=5, reason="x", **who)


def test_terms_of_the_month_count_instead_of_the_contract(plan, who):
    terms = {"typed_support_yuan": 900, "typed_own_cost_yuan": None, "terms_reason": "店庆支持", "note": "请看"}

    change_terms(plan, terms, revision=plan.revision, **who)

    now = ProfitPlan.objects.unscoped(because="test").get()
    assert (now.drafted_support_yuan, now.support_yuan, now.own_cost_yuan, now.note) == (500, 900, 3000, "请看")


def test_terms_that_differ_need_a_reason(plan, who):
    terms = {"typed_support_yuan": 900, "typed_own_cost_yuan": None, "terms_reason": "", "note": ""}

    with pytest.raises(ValidationError):
        change_terms(plan, terms, revision=plan.revision, **who)


def test_an_action_is_for_a_store_of_the_customer(plan, who):
    with pytest.raises(ActionNotPossible):
        add_action(plan, store=StoreFactory(), text="x", due_on=date(2026, 12, 1), **who)
    with pytest.raises(ActionNotPossible):
        add_action(plan, store=StoreFactory(customer=plan.customer), text="x", due_on=date(2026, 1, 1), **who)


def test_an_action_taken_off_twice_is_gone_once(plan, who):
    action = add_action(plan, store=StoreFactory(customer=plan.customer), text="陈列", due_on=date(2026, 12, 1), **who)

    remove_action(action, **who)
    remove_action(action, **who)

    assert not PlanAction.objects.unscoped(because="test").exists()
    assert AuditEvent.objects.filter(step="remove action").count() == 1
