"""Many stores change hands at once: today, in the past, or on a day ahead, with history and spans."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from salesops.accounts.actor import Actor
from salesops.workflow.flow import NotPossibleNow
from salesops.workflow.selectors.history import history_of
from stores.choices import HandOverOutcome, HandOverStatus
from stores.class_effects import ClassLoad
from stores.models import Customer, HandOver, HandOverLine, Store, StoreResponsibility
from stores.selectors import hand_overs
from stores.selectors.hand_overs import coming_hand_over, hand_over_page, stores_to_hand_over
from stores.services import (
    NothingToHandOver,
    cancel_hand_over,
    carry_out_hand_over,
    decide_hand_over,
    hand_over_store,
    prepare_hand_over,
)
from tests.factories.stores import CustomerFactory, StoreFactory

pytestmark = pytest.mark.django_db

AT = timezone.now()
TODAY = timezone.localdate(AT)
AHEAD = TODAY + timedelta(days=3)
JOB = Actor.system("test")


@pytest.fixture
def customer(cast):
    return CustomerFactory(rep=cast.rep)


@pytest.fixture
def stores(customer):
    return StoreFactory.create_batch(3, customer=customer, opened_on=date(2024, 1, 1))


def prepared(cast, objects, on=TODAY, who="manager", to="colleague"):
    by = {"actor": cast.actor(who), "at": AT, "reason": "片区调整"}
    return prepare_hand_over(cast.rep, getattr(cast, to), objects, on=on, **by)


def decided(cast, objects, on=TODAY):
    return decide_hand_over(prepared(cast, objects, on), actor=cast.actor("manager"), at=AT)


def reps(stores):
    rows = Store.objects.unscoped(because="test").filter(pk__in=[store.pk for store in stores])
    return [store.rep for store in rows.order_by("pk").select_related("rep")]


def spans(store):
    rows = StoreResponsibility.objects.unscoped(because="test").filter(store=store).order_by("starts_on")
    return [(span.rep, span.starts_on, span.ends_on) for span in rows]


def outcomes():
    return list(HandOverLine.objects.unscoped(because="test").order_by("pk").values_list("outcome", flat=True))


@pytest.mark.parametrize("on", [TODAY, TODAY - timedelta(days=40)])
def test_chosen_stores_change_hands_from_that_day_on(cast, stores, on):
    hand_over = decided(cast, stores[:2], on)

    assert hand_over.status == HandOverStatus.DONE
    assert reps(stores) == [cast.colleague, cast.colleague, cast.rep]
    assert spans(stores[0]) == [(cast.rep, date(2024, 1, 1), on), (cast.colleague, on, None)]
    event = history_of(stores[0]).get()
    assert (event.step, event.reason, event.actor) == ("hand over", "片区调整", cast.manager)
    assert [(c.field, c.before, c.after) for c in event.changes.all()] == [("rep", cast.rep.name, cast.colleague.name)]


def test_customers_that_the_rep_plans_go_along_when_chosen(cast, customer, stores):
    decided(cast, [*stores, customer])

    assert Customer.objects.unscoped(because="test").get().rep == cast.colleague
    assert history_of(customer).get().step == "hand over"


def test_a_day_ahead_waits_is_shown_on_the_store_and_is_done_once(cast, stores):
    hand_over = decided(cast, stores, AHEAD)

    assert hand_over.status == HandOverStatus.WAITING
    assert reps(stores) == [cast.rep] * 3
    assert coming_hand_over(stores[0]) == hand_over
    late = AT + timedelta(days=5)
    for _ in range(2):
        carry_out_hand_over(hand_over, actor=JOB, at=late)
    assert reps(stores) == [cast.colleague] * 3
    assert spans(stores[0]) == [(cast.rep, date(2024, 1, 1), AHEAD), (cast.colleague, AHEAD, None)]
    assert history_of(stores[0]).count() == 1
    assert coming_hand_over(stores[0]) is None


def test_a_hand_over_that_was_called_off_is_never_done(cast, stores):
    hand_over = cancel_hand_over(decided(cast, stores, AHEAD), actor=cast.actor("manager"), at=AT)

    carry_out_hand_over(hand_over, actor=JOB, at=AT + timedelta(days=5))

    assert reps(stores) == [cast.rep] * 3
    assert set(outcomes()) == {HandOverOutcome.CANCELLED}
    with pytest.raises(NotPossibleNow):
        cancel_hand_over(hand_over, actor=cast.actor("manager"), at=AT)


def test_a_store_that_went_elsewhere_meanwhile_stays_there(cast, stores):
    hand_over = decided(cast, stores[:2], AHEAD)
    third = type(cast.rep).objects.create(username="third", name="第三人", role="rep", center=cast.center)
    hand_over_store(stores[0], third, on=TODAY, actor=cast.actor("manager"), at=AT, reason="x")

    carry_out_hand_over(hand_over, actor=JOB, at=AT + timedelta(days=3))

    assert reps(stores) == [third, cast.colleague, cast.rep]
    assert outcomes() == [HandOverOutcome.OTHER_REP, HandOverOutcome.MOVED]


def test_a_rep_who_left_before_the_day_gets_nothing(cast, stores):
    hand_over = decided(cast, stores, AHEAD)
    type(cast.rep).objects.filter(pk=cast.colleague.pk).update(is_active=False)

    carry_out_hand_over(hand_over, actor=JOB, at=AT + timedelta(days=3))

    assert reps(stores) == [cast.rep] * 3
    assert set(outcomes()) == {HandOverOutcome.NO_REP}


def test_a_day_before_the_present_rep_began_is_refused_for_that_store_alone(cast, stores):
    store = hand_over_store(stores[0], cast.colleague, on=TODAY, actor=cast.actor("manager"), at=AT, reason="x")
    hand_over_store(store, cast.rep, on=TODAY, actor=cast.actor("manager"), at=AT, reason="x")

    decided(cast, stores[:2], TODAY - timedelta(days=10))

    assert reps(stores) == [cast.rep, cast.colleague, cast.rep]
    assert outcomes() == [HandOverOutcome.LATER_SPAN, HandOverOutcome.MOVED]


def test_a_store_waits_in_one_hand_over_at_a_time(cast, stores):
    decided(cast, stores[:1], AHEAD)

    second = decided(cast, stores[:2], AHEAD)

    assert [placed.stays for placed in hand_over_page(second, cast.actor("manager")).stores] == [True, False]
    with pytest.raises(NothingToHandOver):
        decided(cast, stores[:1], AHEAD)


def test_the_database_holds_that_a_store_waits_once(cast, stores):
    lines = [
        HandOverLine(hand_over=prepared(cast, []), store=stores[0], outcome=HandOverOutcome.WAITING) for _ in range(2)
    ]

    with pytest.raises(IntegrityError), transaction.atomic():
        HandOverLine.objects.bulk_create(lines)


def test_decided_twice_it_is_done_once(cast, stores):
    hand_over = prepared(cast, stores)

    for _ in range(2):
        assert decide_hand_over(hand_over, actor=cast.actor("manager"), at=AT).status == HandOverStatus.DONE
    assert history_of(stores[0]).count() == 1


def test_a_foreign_store_in_the_lines_never_changes_hands(cast, stores):
    foreign = StoreFactory(customer=CustomerFactory(rep=cast.foreign_rep))

    decided(cast, [*stores, foreign])

    assert reps([foreign]) == [cast.foreign_rep]
    assert outcomes()[-1] == HandOverOutcome.OTHER_REP


def test_the_preview_weighs_the_work_of_both(cast, stores):
    Store.objects.unscoped(because="test").filter(pk=stores[0].pk).update(store_class="A")
    Store.objects.unscoped(because="test").filter(pk=stores[1].pk).update(store_class="B", status="suspended")

    loads = hand_over_page(prepared(cast, stores[:2]), cast.actor("manager")).loads

    assert [(load.rep, load.stores, [float(visits) for visits in load.visits]) for load in loads] == [
        (cast.rep, (2, 1), [3.5, 0.5]),
        (cast.colleague, (0, 1), [0.0, 3.0]),
    ]


def test_a_visit_in_four_weeks_is_told_half_up_as_three_tenths_a_week(cast, stores, monkeypatch):
    loads = {"C": ClassLoad(Fraction(1, 4), Fraction(15))}
    monkeypatch.setattr(hand_overs, "load_by_class", lambda _center: loads)
    Store.objects.unscoped(because="test").update(store_class="C")

    assert {row.visits for row in stores_to_hand_over(cast.rep, cast.actor("manager"))} == {Decimal("0.3")}


@pytest.mark.parametrize("who", ["rep", "colleague", "stranger", "marketing", "hq"])
def test_only_the_center_manager_and_the_admin_hand_over(cast, stores, who):
    with pytest.raises(PermissionDenied):
        prepared(cast, stores, who=who)


@pytest.mark.parametrize("to", ["foreign_rep", "manager"])
def test_the_new_rep_is_a_rep_of_the_center(cast, stores, to):
    with pytest.raises(ValidationError):
        prepared(cast, stores, to=to)


@pytest.mark.parametrize("count", [1, 40])
def test_the_queries_do_not_grow_with_the_stores(cast, customer, django_assert_max_num_queries, count):
    stores = StoreFactory.create_batch(count, customer=customer)
    hand_over = prepared(cast, [*stores, customer])

    with django_assert_max_num_queries(40):
        decide_hand_over(hand_over, actor=cast.actor("manager"), at=AT)
    with django_assert_max_num_queries(4):
        hand_over_page(HandOver.objects.unscoped(because="test").get(), cast.actor("manager"))
