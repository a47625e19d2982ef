"""Beginning a visit (handbook H5.2, H5.3; reliability C4)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from salesops.errors import DomainError
from salesops.workflow.models import AuditEvent
from tests.factories.stores import StoreFactory
from tests.factories.visits import PlannedVisitFactory
from tests.visits.execution.payloads import ARRIVED, make_shop
from visits.models import Visit
from visits.services.checkin import (
    Arrival,
    ClientIdTaken,
    OutsideNeedsReason,
    Position,
    VisitStillOpen,
    check_in,
)

pytestmark = pytest.mark.django_db

AT_THE_DOOR = Position(Decimal("120.150200"), Decimal("30.280300"), 12)
FAR_AWAY = Position(Decimal("120.200000"), Decimal("30.280000"), 12)


def begin(store, actor, *, client_id=None, arrival=None, at=ARRIVED) -> Visit:
    return check_in(
        store, client_id=client_id or uuid4(), arrival=arrival or Arrival(AT_THE_DOOR, at), actor=actor, at=at
    )


def test_check_in_keeps_where_and_when(cast, shop):
    visit = begin(shop.store, cast.actor("rep"))

    assert (visit.rep, visit.done_by_id, visit.center) == (cast.rep, cast.rep.pk, cast.center)
    assert (visit.checked_in_at, visit.checkin_distance_metres, visit.marks) == (ARRIVED, 38, [])
    assert AuditEvent.objects.get(object_type="visits.visit").step == "check_in"


def test_the_same_client_id_again_is_the_same_visit(cast, shop):
    client_id = uuid4()

    first = begin(shop.store, cast.actor("rep"), client_id=client_id)

    assert begin(shop.store, cast.actor("rep"), client_id=client_id) == first
    assert AuditEvent.objects.filter(object_type="visits.visit").count() == 1


def test_the_same_client_id_at_another_store_is_refused(cast, shop):
    client_id = uuid4()
    begin(shop.store, cast.actor("rep"), client_id=client_id)

    with pytest.raises(ClientIdTaken):
        begin(StoreFactory(customer=shop.store.customer), cast.actor("rep"), client_id=client_id)


def test_one_visit_is_open_at_a_time(cast, shop):
    first = begin(shop.store, cast.actor("rep"))

    with pytest.raises(VisitStillOpen) as refused:
        begin(StoreFactory(customer=shop.store.customer), cast.actor("rep"))

    assert refused.value.visit == first


def test_away_from_the_store_a_reason_is_asked_and_the_visit_marked(cast, shop):
    with pytest.raises(OutsideNeedsReason):
        begin(shop.store, cast.actor("rep"), arrival=Arrival(FAR_AWAY, ARRIVED))

    arrival = Arrival(FAR_AWAY, ARRIVED, outside_reason="elsewhere", outside_note="在分店")
    visit = begin(shop.store, cast.actor("rep"), arrival=arrival)

    assert [mark["code"] for mark in visit.marks] == ["outside"]
    assert (visit.outside_reason, visit.outside_note) == ("elsewhere", "在分店")


def test_without_a_position_the_visit_is_marked_not_refused(cast, shop):
    visit = begin(shop.store, cast.actor("rep"), arrival=Arrival())

    assert [mark["code"] for mark in visit.marks] == ["no_position"]


def test_a_wrong_clock_is_marked_and_the_server_believed(cast, shop):
    wrong = ARRIVED + timedelta(days=3)

    visit = begin(shop.store, cast.actor("rep"), arrival=Arrival(AT_THE_DOOR, wrong))

    assert (visit.checked_in_at, visit.checked_in_device_at) == (ARRIVED, wrong)
    assert [mark["code"] for mark in visit.marks] == ["clock_skew"]


@pytest.mark.parametrize("who", ["colleague", "manager", "stranger", "foreign_rep", "marketing", "hq", "admin"])
def test_nobody_visits_the_store_of_another(cast, shop, who):
    with pytest.raises(PermissionDenied):
        begin(shop.store, cast.actor(who))


def test_a_visit_takes_the_calendars_place_of_its_day_once(cast, shop, open_visit):
    planned = PlannedVisitFactory(store=shop.store)
    Visit.objects.unscoped(because="tests").filter(pk=open_visit.pk).delete()
    first = begin(shop.store, cast.actor("rep"))
    Visit.objects.unscoped(because="tests").filter(pk=first.pk).update(status="no_checkout")

    second = begin(shop.store, cast.actor("rep"))

    assert (first.planned, second.planned) == (planned, None)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_taps_at_once_make_one_visit(cast):
    store, client_id, actor = make_shop(cast).store, uuid4(), cast.actor("rep")

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: _tap(store, client_id, actor), range(8)))

    assert len(set(made)) == 1
    assert Visit.objects.unscoped(because="tests").count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_phones_of_one_person_open_one_visit(cast):
    store, actor = make_shop(cast).store, cast.actor("rep")

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: _tap(store, uuid4(), actor), range(8)))

    assert [len({pk for pk in made if pk}), made.count(None)] == [1, 7]


def _tap(store, client_id, actor) -> int | None:
    try:
        return begin(store, actor, client_id=client_id, at=datetime.now(ARRIVED.tzinfo)).pk
    except DomainError:
        return None
    finally:
        connection.close()
