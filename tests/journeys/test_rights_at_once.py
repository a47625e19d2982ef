"""Rights that change in the middle of a session hold at its next request (goal A4)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from salesops.accounts.choices import Role
from salesops.accounts.services import edit_user, end_hand_over, hand_over, set_active
from stores.models import Store
from stores.services import hand_over_store
from tests.factories.stores import CustomerFactory, StoreFactory
from tests.journeys.foreign import client_of

pytestmark = pytest.mark.django_db

REASON = "调整"


@pytest.fixture
def address(cast):
    """The page of one of the rep's stores."""
    return reverse("stores:store_detail", args=[StoreFactory(customer=CustomerFactory(rep=cast.rep)).pk])


def edit(user, cast, **values):
    user.refresh_from_db()
    edit_user(user, values, revision=user.revision, actor=cast.actor("admin"), at=timezone.now())


def test_a_rep_that_moves_to_another_center_leaves_its_stores_behind(cast, address):
    session = client_of(cast.rep)
    assert session.get(address).status_code == 200

    edit(cast.rep, cast, center=cast.other_center)

    assert session.get(address).status_code == 404


def test_a_manager_that_becomes_a_rep_decides_no_more(cast, address):
    session, inbox = client_of(cast.manager), reverse("dealers:plan_inbox")
    assert [session.get(address).status_code, session.get(inbox).status_code] == [200, 200]

    edit(cast.manager, cast, role=Role.REP)

    assert [session.get(address).status_code, session.get(inbox).status_code] == [404, 403]


def test_a_deactivated_person_is_out(cast, address):
    session = client_of(cast.rep)
    assert session.get(address).status_code == 200

    set_active(cast.rep, False, actor=cast.actor("admin"), at=timezone.now())

    assert session.get(address).status_code == 302


def test_a_store_that_changed_hands_is_seen_by_the_new_rep_alone(cast, address):
    former, new = client_of(cast.rep), client_of(cast.colleague)
    store = Store.objects.unscoped(because="test").get()
    assert [former.get(address).status_code, new.get(address).status_code] == [200, 404]

    now = timezone.now()
    on = timezone.localdate(now)
    hand_over_store(store, cast.colleague, on=on, actor=cast.actor("manager"), at=now, reason=REASON)

    assert [former.get(address).status_code, new.get(address).status_code] == [404, 200]


def test_a_stand_in_sees_the_work_from_the_hand_over_to_its_end(cast, address):
    session, now = client_of(cast.colleague), timezone.now()
    today, manager = timezone.localdate(now), cast.actor("manager")
    assert session.get(address).status_code == 404

    span = {"starts_on": today, "ends_on": today + timedelta(days=3), "reason": REASON}
    leave = hand_over(rep=cast.rep, colleague=cast.colleague, **span, actor=manager, at=now)
    assert session.get(address).status_code == 200

    end_hand_over(leave, on=today, actor=manager, at=now)
    assert session.get(address).status_code == 404
