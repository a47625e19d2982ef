"""A row of a new store that is like another one is taken, with a note (handbook H2.2, H2.4)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from salesops.exchange.sentences import sentence
from stores.imports import STORES as KIND
from tests.factories.stores import CustomerFactory, StoreFactory
from tests.stores.imports.sheets import actions, judge, look, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(cast):
    owner = CustomerFactory(rep=cast.rep, code="K1")
    CustomerFactory(rep=cast.rep, code="K2")
    return StoreFactory(customer=owner, code="S1", name="星光通讯（解放路）", phone="138-0000-1234")


def row(code="S9", **more):
    return {"code": code, "name": "瑞嘉数码", "customer": "K2", "format": "multi", **more}


def notes(outcomes):
    return [sentence(n.code, n.params, KIND.code) for o in outcomes for n in o.notes]


@pytest.mark.parametrize(
    ("like", "note"),
    [
        ({"phone": "13800001234"}, "可能就是门店 S1 星光通讯（解放路）：电话相同。"),
        ({"name": "星光通讯(解放路)"}, "可能就是门店 S1 星光通讯（解放路）：名称相同。"),
    ],
)
def test_a_row_like_a_store_is_taken_with_a_note(shop, like, note):
    outcomes = look(KIND, row(**like))

    assert (actions(outcomes), notes(outcomes)) == (["created"], [note])
    assert actions(take(KIND, row(**like))) == ["created"]


def test_a_row_like_an_earlier_one_of_the_file_says_so(shop):
    outcomes = look(KIND, row("S8"), row("S9"))

    assert notes(outcomes) == ["可能就是门店 S8 瑞嘉数码：名称相同。"]


@pytest.mark.parametrize("unlike", [{}, {"customer": "K1", "phone": "13800001234"}, {"code": "S1", "phone": "1380000"}])
def test_rows_unlike_all_or_of_one_owner_or_of_the_store_itself_have_no_note(shop, unlike):
    assert notes(look(KIND, row(**unlike))) == []


def test_the_store_of_another_center_is_not_named(cast, shop):
    StoreFactory(customer=CustomerFactory(rep=cast.foreign_rep), phone="13900009999", name="瑞嘉数码")

    for who in ("manager", "admin"):
        assert notes(look(KIND, row(phone="13900009999"), actor=cast.actor(who))) == []


def test_three_like_rows_cost_the_queries_of_one(shop):
    counts = []
    for rows in ([row(phone="13800001234")], [row(code, phone="13800001234") for code in ("S7", "S8", "S9")]):
        with CaptureQueriesContext(connection) as queries:
            judge(KIND, *rows)
        counts.append(len(queries))

    assert counts[0] == counts[1]
