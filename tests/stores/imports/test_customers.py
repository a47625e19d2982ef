from decimal import Decimal

import pytest

from salesops.workflow.selectors.history import history_of
from stores.imports import CUSTOMERS as KIND
from stores.models import Customer
from tests.factories.stores import CustomerFactory, StoreFactory
from tests.stores.imports.sheets import actions, changes, look, problems, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(cast):
    def make(**more):
        return {"code": "K1", "name": "星光通讯", "kind": "independent", "rep": cast.rep.username, **more}

    return make


def customers():
    return Customer.objects.unscoped(because="test").order_by("code")


def test_a_new_customer_gets_its_reps_center(cast, row):
    assert actions(take(KIND, row(rebate_percent=Decimal("2.5")))) == ["created"]

    customer = customers().get()
    assert (customer.center, customer.rep, customer.rebate_percent) == (cast.center, cast.rep, Decimal("2.5"))
    assert [event.step for event in history_of(customer)] == ["create"]


def test_the_same_file_twice_changes_nothing(row):
    take(KIND, row(payment_days=None))

    assert actions(take(KIND, row(payment_days=None))) == ["unchanged"]


def test_a_dealer_may_stand_above_those_whom_it_supplies(row):
    rows = [row(code="D1", kind="dealer"), row(dealer="D1"), row(code="K2", dealer="D1")]

    assert actions(look(KIND, *rows)) == ["created"] * 3
    take(KIND, *rows)
    assert [c.dealer and c.dealer.code for c in customers()] == [None, "D1", "D1"]


def test_a_known_customer_may_get_a_dealer_of_the_same_file(row):
    take(KIND, row())
    take(KIND, row(code="D1", kind="dealer"), row(dealer="D1"))

    assert customers().get(code="K1").dealer.code == "D1"


def test_a_change_shows_labels_and_leaves_history(cast, row):
    customer = CustomerFactory(code="K1", name="星光通讯", rep=cast.rep)

    assert changes(look(KIND, row(rep=cast.colleague.username))) == [("rep", "本代表", "同事")]
    take(KIND, row(rep=cast.colleague.username))
    assert [event.step for event in history_of(customer)] == ["edit"]


def test_wrong_references_are_refused_at_their_column(cast, row):
    CustomerFactory(code="D9", kind="dealer", rep=cast.foreign_rep)
    outcomes = look(
        KIND,
        row(rep="nobody"),
        row(dealer="D8"),
        row(dealer="D9"),
        row(center=cast.other_center.code),
    )

    assert problems(outcomes) == [
        (2, "unknown_code", "rep"),
        (3, "unknown_code", "dealer"),
        (4, "no_dealer_of_center", "dealer"),
        (5, "rep_of_elsewhere", "rep"),
    ]


def test_a_customer_with_stores_keeps_its_center(cast, row):
    StoreFactory(customer=CustomerFactory(code="K1", name="星光通讯", rep=cast.rep))
    outcomes = look(KIND, row(center=cast.other_center.code, rep=cast.foreign_rep.username))

    assert problems(outcomes) == [(2, "has_stores", "center")]


def test_a_rep_may_not_make_customers(cast, row):
    assert problems(look(KIND, row(), actor=cast.actor("rep"))) == [(2, "not_yours", "code")]
