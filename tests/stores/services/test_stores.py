from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from salesops.workflow.services import EditedMeanwhile
from stores.models import Store, StoreResponsibility
from stores.services import create_customer, create_store, edit_customer, edit_store, hand_over_store
from tests.factories.stores import CustomerFactory, StoreFactory

pytestmark = pytest.mark.django_db

AT = timezone.now()
TODAY = timezone.localdate(AT)


@pytest.fixture
def store(cast):
    return StoreFactory(customer=CustomerFactory(rep=cast.rep), opened_on=date(2024, 1, 1))


def spans():
    rows = StoreResponsibility.objects.unscoped(because="test").order_by("starts_on")
    return [(span.rep, span.starts_on, span.ends_on) for span in rows]


@pytest.mark.parametrize(
    ("who", "values"),
    [
        ("rep", {"store_class": "A"}),
        ("rep", {"lon": None, "lat": None}),
        ("colleague", {"phone": "1"}),
        ("manager", {"code": "X"}),
        ("stranger", {"phone": "1"}),
        ("marketing", {"phone": "1"}),
        ("hq", {"phone": "1"}),
    ],
)
def test_nobody_edits_beyond_its_role(cast, store, who, values):
    with pytest.raises(PermissionDenied):
        edit_store(store, values, revision=1, actor=cast.actor(who), at=AT)


def test_a_stale_revision_carries_the_differences(cast, store):
    edit_store(store, {"phone": "111"}, revision=1, actor=cast.actor("manager"), at=AT)

    with pytest.raises(EditedMeanwhile) as refusal:
        edit_store(store, {"phone": "222"}, revision=1, actor=cast.actor("rep"), at=AT)
    assert [(d.field, d.theirs, d.yours) for d in refusal.value.differences] == [("phone", "111", "222")]


def test_a_store_cannot_leave_its_customers_center(cast, store):
    with pytest.raises(ValidationError) as mistakes:
        edit_store(store, {"center": cast.other_center}, revision=1, actor=cast.actor("admin"), at=AT)
    assert set(mistakes.value.error_dict) == {"customer", "rep"}


def test_an_admin_moves_a_store_to_another_center_with_its_people(cast, store):
    customer = CustomerFactory(rep=cast.foreign_rep)
    values = {"customer": customer, "center": customer.center, "rep": cast.foreign_rep}

    edit_store(store, values, revision=1, actor=cast.actor("admin"), at=AT)

    assert Store.objects.visible_to(cast.actor("stranger")).get() == store
    assert spans() == [(cast.rep, date(2024, 1, 1), TODAY), (cast.foreign_rep, TODAY, None)]


def test_two_hand_overs_on_one_day_leave_one_span(cast, store):
    for rep in (cast.colleague, cast.rep, cast.colleague):
        store = hand_over_store(store, rep, on=TODAY, actor=cast.actor("manager"), at=AT, reason="x")

    assert spans() == [(cast.rep, date(2024, 1, 1), TODAY), (cast.colleague, TODAY, None)]


def test_a_hand_over_cannot_lie_before_the_present_span(cast, store):
    store = hand_over_store(store, cast.colleague, on=TODAY, actor=cast.actor("manager"), at=AT, reason="x")

    with pytest.raises(ValidationError):
        hand_over_store(store, cast.rep, on=TODAY - timedelta(days=1), actor=cast.actor("manager"), at=AT, reason="x")
    assert Store.objects.unscoped(because="test").get().rep == cast.colleague


@pytest.mark.parametrize("who", ["rep", "stranger", "marketing", "hq"])
def test_only_manager_and_admin_hand_over(cast, store, who):
    with pytest.raises(PermissionDenied):
        hand_over_store(store, cast.colleague, on=TODAY, actor=cast.actor(who), at=AT, reason="x")


def test_a_rep_of_elsewhere_cannot_take_over(cast, store):
    with pytest.raises(ValidationError):
        hand_over_store(store, cast.foreign_rep, on=TODAY, actor=cast.actor("admin"), at=AT, reason="x")


def test_a_customer_with_stores_keeps_its_center(cast, store):
    values = {"rep": cast.foreign_rep, "center": cast.other_center}

    with pytest.raises(ValidationError) as mistakes:
        edit_customer(store.customer, values, revision=1, actor=cast.actor("admin"), at=AT)
    assert set(mistakes.value.error_dict) == {"center"}


def test_a_dealer_is_of_the_same_center(cast):
    dealer = CustomerFactory(rep=cast.foreign_rep, kind="dealer")
    values = {"code": "K1", "name": "x", "kind": "chain", "center": cast.center, "rep": cast.rep, "dealer": dealer}

    with pytest.raises(ValidationError) as mistakes:
        create_customer(values, actor=cast.actor("manager"), at=AT)
    assert set(mistakes.value.error_dict) == {"dealer"}


@pytest.mark.parametrize("who", ["rep", "stranger", "marketing"])
def test_only_manager_and_admin_add_to_the_archive(cast, store, who):
    values = {"code": "K1", "name": "x", "kind": "chain", "center": cast.center, "rep": cast.rep}

    with pytest.raises(PermissionDenied):
        create_customer(values, actor=cast.actor(who), at=AT)
    with pytest.raises(PermissionDenied):
        create_store({"center": cast.center}, actor=cast.actor(who), at=AT)


def test_a_customers_rep_is_of_its_center(cast, store):
    with pytest.raises(ValidationError):
        edit_customer(store.customer, {"rep": cast.foreign_rep}, revision=1, actor=cast.actor("admin"), at=AT)


def test_a_store_that_opens_today_has_no_former_span(cast, store):
    store.opened_on = TODAY
    store.save()

    hand_over_store(store, cast.colleague, on=TODAY, actor=cast.actor("manager"), at=AT, reason="x")

    assert spans() == [(cast.colleague, TODAY, None)]
