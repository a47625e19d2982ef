from datetime import date, time
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from salesops.workflow.selectors.history import history_of
from stores.imports import STORES as KIND
from stores.models import Store, StoreResponsibility
from tests.factories.accounts import UserFactory
from tests.factories.stores import CustomerFactory, StoreFactory
from tests.stores.imports.sheets import actions, changes, judge, look, problems, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(cast):
    return CustomerFactory(rep=cast.rep, code="K1")


def row(**more):
    return {
        "code": "S1",
        "name": "解放路店",
        "customer": "K1",
        "format": "multi",
        "opened_on": date(2024, 5, 1),
        "lon": Decimal("120.1"),
        "lat": Decimal("30.2"),
        **more,
    }


def stores():
    return Store.objects.unscoped(because="test").order_by("code")


def test_a_new_store_gets_its_customers_center_and_rep(cast, customer):
    assert actions(take(KIND, row(opens_at=time(8, 30)))) == ["created"]

    store = stores().get()
    assert (store.center, store.rep, store.opens_at) == (cast.center, cast.rep, time(8, 30))
    assert [event.step for event in history_of(store)] == ["create"]
    span = StoreResponsibility.objects.unscoped(because="test").get()
    assert (span.rep, span.starts_on, span.ends_on) == (cast.rep, date(2024, 5, 1), None)


def test_the_same_file_twice_changes_nothing(customer):
    take(KIND, row())

    assert actions(take(KIND, row())) == ["unchanged"]
    assert stores().get().revision == 1


def test_a_change_shows_old_and_new_and_leaves_history(cast, customer):
    take(KIND, row(phone="13800000000"), row(code="S2"))

    assert changes(look(KIND, row(phone="13911111111", counters=3))) == [
        ("phone", "13800000000", "13911111111"),
        ("counters", "", "3"),
    ]
    take(KIND, row(phone="13911111111", counters=3))
    store = stores().get(code="S1")
    assert (store.phone, store.counters, store.revision) == ("13911111111", 3, 2)
    edit = history_of(store)[0]
    assert (edit.step, edit.job) == ("edit", "test")
    assert {(c.field, c.before, c.after) for c in edit.changes.all()} == {
        ("phone", "13800000000", "13911111111"),
        ("counters", "", "3"),
    }


def test_an_absent_column_stays_and_a_blank_cell_empties(customer):
    take(KIND, row(phone="13800000000", address="解放路1号"))
    take(KIND, row(phone=None, status=None))

    store = stores().get()
    assert (store.phone, store.address, store.status) == ("", "解放路1号", "active")


def test_another_rep_is_a_hand_over(cast, customer):
    take(KIND, row())
    take(KIND, row(rep=cast.colleague.username))

    spans = StoreResponsibility.objects.unscoped(because="test").order_by("starts_on")
    assert [(span.rep, span.ends_on is None) for span in spans] == [(cast.rep, False), (cast.colleague, True)]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"customer": "K9"}, [("unknown_code", "customer")]),
        ({"rep": "nobody"}, [("unknown_code", "rep")]),
        ({"center": "elsewhere"}, [("unknown_code", "center")]),
        ({"lat": None}, [("half_position", "lat")]),
        ({"opens_at": time(22)}, [("closes_before_opening", "closes_at")]),
        ({"status": "closed"}, [("closed_without_date", "closed_on")]),
        ({"closed_on": date(2024, 1, 1), "status": "closed"}, [("closed_before_opened", "closed_on")]),
    ],
)
def test_a_wrong_row_is_refused_at_its_column(customer, more, expected):
    assert [(code, column) for _number, code, column in problems(look(KIND, row(**more)))] == expected


def test_a_store_of_another_center_than_its_customer_is_refused(cast, customer):
    outcomes = look(KIND, row(center=cast.other_center.code, rep=cast.foreign_rep.username))

    assert problems(outcomes) == [(2, "center_mismatch", "center")]


def test_a_rep_of_elsewhere_is_refused(cast, customer):
    assert problems(look(KIND, row(rep=cast.foreign_rep.username))) == [(2, "rep_of_elsewhere", "rep")]


def test_a_manager_imports_into_its_own_center_only(cast, customer):
    assert actions(look(KIND, row(), actor=cast.actor("manager"))) == ["created"]
    assert problems(look(KIND, row(), actor=cast.actor("stranger"))) == [(2, "unknown_code", "customer")]


def test_a_chunk_costs_the_same_for_one_and_for_three(customer):
    take(KIND, row())
    for code in ("K2", "K3"):
        CustomerFactory(code=code, rep=UserFactory())
    rows = [row(phone="13800000000"), row(code="S2", customer="K2"), row(code="S3", customer="K3")]
    with CaptureQueriesContext(connection) as one:
        judge(KIND, rows[0])
    with CaptureQueriesContext(connection) as three:
        judge(KIND, *rows)

    assert len(one) == len(three)


def test_a_position_of_a_chinese_map_is_converted(customer):
    chinese = row(lon=Decimal("121.531542"), lat=Decimal("31.175304"), position_system="gcj02")
    take(KIND, chinese)

    store = stores().get()
    assert (store.lon, store.lat) == (Decimal("121.527211"), Decimal("31.177428"))
    assert store.position_system == "gcj02"
    assert actions(look(KIND, chinese)) == ["unchanged"]


def test_a_file_that_says_no_system_leaves_the_one_it_was_given_in(customer):
    take(KIND, row(lon=Decimal("121.531542"), lat=Decimal("31.175304"), position_system="gcj02"))

    same_place = row(lon=Decimal("121.527211"), lat=Decimal("31.177428"), position_system=None)
    assert actions(look(KIND, same_place)) == ["unchanged"]


@pytest.mark.parametrize(
    ("lon", "lat", "code"), [("30.2", "120.1", "swapped_position"), ("120.1", "130.2", "no_latitude")]
)
def test_degrees_that_cannot_be_are_told_apart(customer, lon, lat, code):
    assert problems(look(KIND, row(lon=Decimal(lon), lat=Decimal(lat)))) == [(2, code, "lat")]


def test_a_merged_store_is_refused_with_the_code_to_use(customer):
    survivor = StoreFactory(customer=customer)
    StoreFactory(code="S2", customer=customer, status="closed", closed_on=date(2026, 2, 1), merged_into=survivor)

    outcomes = look(KIND, row(code="S2", phone="13900001111"))

    assert problems(outcomes) == [(2, "merged", "code")]


def test_a_status_moves_along_a_stores_life_only_and_the_row_says_so(customer):
    StoreFactory(code="S1", customer=customer, status="active")
    StoreFactory(code="S2", customer=customer, status="closed", closed_on=date(2026, 2, 1))

    outcomes = look(KIND, row(status="suspended"), row(code="S2", status="suspended", closed_on=None))

    assert actions(outcomes) == ["changed", "error"]
    assert problems(outcomes) == [(3, "no_such_move", "status")]
