"""A store moves along its life, with a reason and with dates that fit (handbook H2.2)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from stores.services import edit_store
from tests.factories.stores import CustomerFactory, StoreFactory

pytestmark = pytest.mark.django_db
CLOSED = {"status": "closed", "closed_on": date(2026, 11, 1)}


def move(cast, status, values, reason="合同到期"):
    closed_on = date(2026, 1, 1) if status == "closed" else None
    store = StoreFactory(customer=CustomerFactory(rep=cast.rep), status=status, closed_on=closed_on)
    by_whom = {"actor": cast.actor("manager"), "at": timezone.now()}
    return edit_store(store, values, revision=1, reason=reason, **by_whom)


@pytest.mark.parametrize(
    ("before", "values"),
    [
        ("prospect", {"status": "active"}),
        ("prospect", CLOSED),
        ("active", {"status": "suspended"}),
        ("active", CLOSED),
        ("suspended", {"status": "active"}),
        ("suspended", CLOSED),
        ("closed", {"status": "active", "closed_on": None}),
    ],
)
def test_each_move_of_its_life_is_possible(cast, before, values):
    assert move(cast, before, values).status == values["status"]


@pytest.mark.parametrize(
    ("before", "values"),
    [
        ("prospect", {"status": "suspended"}),
        ("active", {"status": "prospect"}),
        ("closed", {"status": "suspended", "closed_on": None}),
    ],
)
def test_another_move_is_refused(cast, before, values):
    with pytest.raises(ValidationError) as refusal:
        move(cast, before, values)

    assert list(refusal.value.message_dict) == ["status"]


def test_a_move_needs_a_reason(cast):
    with pytest.raises(ValidationError) as refusal:
        move(cast, "active", {"status": "suspended"}, reason=" ")

    assert list(refusal.value.message_dict) == ["reason"]


def test_the_database_refuses_a_store_closed_before_it_was_opened(db):
    with pytest.raises(IntegrityError):
        StoreFactory(status="closed", opened_on=date(2026, 5, 1), closed_on=date(2026, 4, 30))
