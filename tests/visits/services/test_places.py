"""Stores that stand elsewhere than the archive says, and positions that are forgotten (handbook H0, H5.3)."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from salesops.workflow.selectors.history import history_of
from tests.factories.stores import StoreFactory
from tests.factories.visits import PlannedVisitFactory, VisitFactory
from tests.visits.execution.payloads import ARRIVED, SENT, visit_payload
from visits.choices import PlaceStatus, VisitStatus
from visits.models import ParkedVisit, PlaceProposal, Visit, VisitMark
from visits.services.checkin import Arrival, OutsideBlocked, Position, check_in
from visits.services.forgetting import forget_positions
from visits.services.places import approve_place, propose_places, reject_place
from visits.services.receive import receive_visit

pytestmark = pytest.mark.django_db

FORGOTTEN = {
    "visits.Visit.checkin_lon",
    "visits.Visit.checkin_lat",
    "visits.PlaceProposal.lon",
    "visits.PlaceProposal.lat",
    "visits.PhotoUpload.place_lon",
    "visits.PhotoUpload.place_lat",
} | {f"promotions.Attendance.{act}_{degrees}" for act in ("came", "left") for degrees in ("lon", "lat")}
# Where stores and centers are, and where a rep's day begins by the center's own plan: written by hand, with history.
PLACES_OF_STORES = {
    f"{model}.{field}"
    for model in ("accounts.Center", "stores.Store", "stores.StoreProposal", "visits.TravelWays")
    for field in ("lon", "lat")
} | {"visits.RouteParameters.start_lon", "visits.RouteParameters.start_lat"}
NUMBERS_IN_A_LIST = {
    f"visits.{model}.position" for model in ("RouteStop", "PlannedVisit", "ImageItem", "ChecklistLine")
}

# 480 metres east of the store's point in the archive.
THERE = Position(Decimal("120.155000"), Decimal("30.280000"), 12)


def rows_of(model):
    return model.objects.unscoped(because="looking at what was written")


def mode_of(cast, mode):
    type(cast.center).objects.filter(pk=cast.center.pk).update(checkin_mode=mode)
    cast.center.refresh_from_db()


def arrive(shop, actor, *, reason="position_wrong", position=THERE, at=ARRIVED) -> Visit:
    shop.store.refresh_from_db()
    arrival = Arrival(position, at, outside_reason=reason)
    visit = check_in(shop.store, client_id=uuid4(), arrival=arrival, actor=actor, at=at)
    rows_of(Visit).filter(pk=visit.pk).update(status=VisitStatus.NO_CHECKOUT)
    return visit


def test_the_reps_word_proposes_a_place_and_one_tap_moves_the_store_and_lifts_the_marks(cast, shop):
    visit = arrive(shop, cast.actor("rep"))
    [proposal] = rows_of(PlaceProposal)

    approve_place(proposal, actor=cast.actor("manager"), at=SENT)

    shop.store.refresh_from_db()
    visit.refresh_from_db()
    assert (shop.store.lon, shop.store.lat) == (THERE.lon, THERE.lat)
    assert (visit.marks, rows_of(VisitMark).get().status) == ([], "withdrawn")
    assert history_of(shop.store)[0].changes.filter(field="lon").exists()


@pytest.mark.parametrize("mode", ["warn", "block"])
def test_only_a_center_that_mends_takes_a_reps_word(cast, shop, mode):
    mode_of(cast, mode)
    payload = visit_payload(shop)
    payload["checked_in"] |= {"lon": 120.155, "lat": 30.28, "outside_reason": "position_wrong"}

    visit = receive_visit(payload, actor=cast.actor("rep"), at=SENT)

    assert rows_of(PlaceProposal).count() == 0
    assert visit.marks[0]["grade"] == {"warn": 2, "block": 3}[mode]


def test_a_center_that_blocks_refuses_a_live_check_in_outside(cast, shop):
    mode_of(cast, "block")

    with pytest.raises(OutsideBlocked):
        arrive(shop, cast.actor("rep"))

    assert arrive(shop, cast.actor("rep"), position=Position(Decimal("120.1502"), Decimal("30.2803"), 12)).marks == []


def many_there(cast, shop, number=8):
    for day in range(number):
        VisitFactory(
            store=shop.store,
            done_by=(cast.rep, cast.colleague)[day % 2],
            status=VisitStatus.NO_CHECKOUT,
            checked_in_at=ARRIVED - timedelta(days=day),
            checkin_lon=THERE.lon,
            checkin_lat=THERE.lat,
            checkin_accuracy_metres=12,
        )


def test_check_ins_of_several_people_propose_once_and_a_refused_place_not_again(cast, shop):
    many_there(cast, shop)

    made = [propose_places(at=SENT) for _ in range(2)]
    reject_place(rows_of(PlaceProposal).get(), reason="档案无误", actor=cast.actor("manager"), at=SENT)

    assert (made, propose_places(at=SENT)) == ([1, 0], 0)
    assert rows_of(PlaceProposal).get().status == PlaceStatus.REJECTED


@pytest.mark.parametrize("who", ["rep", "colleague", "stranger", "marketing", "hq"])
def test_nobody_else_moves_a_store(cast, shop, who):
    many_there(cast, shop)
    propose_places(at=SENT)

    with pytest.raises(PermissionDenied):
        approve_place(rows_of(PlaceProposal).get(), actor=cast.actor(who), at=SENT)


@pytest.mark.parametrize("moment", ["2026-11-23T22:30:00+08:00", "2026-11-22T10:00:00+08:00"], ids=["night", "sunday"])
def test_outside_working_time_no_position_is_kept(cast, shop, moment):
    visit = arrive(shop, cast.actor("rep"), reason="", at=datetime.fromisoformat(moment))

    assert (visit.checkin_lon, visit.checkin_distance_metres) == (None, None)
    assert [mark["code"] for mark in visit.marks] == ["out_of_hours"]


def test_a_visit_that_the_plan_asks_for_on_a_sunday_is_working_time(cast, shop):
    sunday = datetime.fromisoformat("2026-11-22T10:00:00+08:00")
    PlannedVisitFactory(store=shop.store, planned_on=sunday.date())

    assert arrive(shop, cast.actor("rep"), at=sunday).checkin_lon == THERE.lon


def test_positions_go_after_the_centers_time_and_the_judgement_stays(cast, shop):
    old = arrive(shop, cast.actor("rep"))
    later = ARRIVED + timedelta(days=91)
    new = VisitFactory(store=shop.store, done_by=cast.colleague, visited_on=later.date(), checkin_lon=1, checkin_lat=1)

    gone = forget_positions(at=later)

    old.refresh_from_db()
    new.refresh_from_db()
    # The check-in's, and the rep's word that the store stands there.
    assert (gone[cast.center.code], old.checkin_lon, new.checkin_lon) == (2, None, 1)
    assert (old.checkin_distance_metres, len(old.marks)) == (480, 1)


def where_in_the_database(digits: str) -> set[str]:
    """Every column of every table in which the digits stand."""
    found = set()
    with connection.cursor() as cursor:
        for model in apps.get_models():
            table = model._meta.db_table
            for field in model._meta.concrete_fields:
                column = connection.ops.quote_name(field.column)
                like = f"SELECT 1 FROM {connection.ops.quote_name(table)} WHERE CAST({column} AS TEXT) LIKE %s LIMIT 1"
                cursor.execute(like, [f"%{digits}%"])
                found |= {f"{model._meta.label}.{field.name}" for _row in cursor.fetchall()}
    return found


def test_a_position_is_kept_at_the_check_in_and_nowhere_else(cast, shop, client):
    client.force_login(cast.rep)
    for more in ({}, {"counts": "none"}, {"store": "no such store"}):
        payload = visit_payload(shop, **more)
        payload["checked_in"] |= {"lon": 120.150219, "lat": 30.280317}
        del payload["sent_device_at"]
        client.post(
            reverse("visits:visit_receive", args=[payload["client_id"]]), payload, content_type="application/json"
        )

    assert (rows_of(Visit).count(), rows_of(ParkedVisit).count()) == (1, 2)
    assert where_in_the_database("150219") == {"visits.Visit.checkin_lon"}


def test_a_reps_word_for_a_place_goes_with_the_position_unless_the_archive_took_it(cast, shop):
    other = StoreFactory(customer__rep=cast.rep, customer__center=cast.center)
    there = Position(Decimal("120.155123"), Decimal("30.280456"), 12)
    for store, answer in ((shop.store, approve_place), (other, partial(reject_place, reason="档案无误"))):
        arrive(replace(shop, store=store), cast.actor("rep"), position=there)
        answer(rows_of(PlaceProposal).get(store=store), actor=cast.actor("manager"), at=SENT)

    forget_positions(at=ARRIVED + timedelta(days=91))

    [taken] = rows_of(PlaceProposal)
    other.refresh_from_db()
    assert (taken.store, taken.visit) == (shop.store, None)
    assert where_in_the_database("155123") <= {
        "stores.Store.lon",
        "visits.PlaceProposal.lon",
        "workflow.FieldChange.after",
    }


def test_what_several_people_agree_on_is_the_stores_place_and_stays(cast, shop):
    many_there(cast, shop)
    propose_places(at=SENT)

    forget_positions(at=ARRIVED + timedelta(days=200))

    assert rows_of(PlaceProposal).get().people == 2


def test_every_column_that_could_hold_a_position_is_known():
    """A new one is decided here: when does it forget a person, or why is it no person's?"""
    columns = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if re.search(r"(^|_)(lon|lat|longitude|latitude|position|place|point)$", field.name)
    }

    assert columns == FORGOTTEN | PLACES_OF_STORES | NUMBERS_IN_A_LIST
