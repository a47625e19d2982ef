"""Stock and receivables of dealers from sheets, and back (handbook H2.4, H10.2)."""

from datetime import date
from decimal import Decimal

import pytest

from dealers.imports.receivables import RECEIVABLES
from dealers.imports.stock import DEALER_STOCK
from dealers.models import DealerStock, Receivable
from salesops.workflow.selectors.history import history_of
from tests.factories.dealer_business import ReceivableFactory
from tests.factories.dealer_development import DealerFactory
from tests.factories.stores import CustomerFactory, SkuFactory
from tests.stores.imports.sheets import actions, look, problems, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def dealer(cast):
    return DealerFactory(rep=cast.rep, code="HZ-C1", payment_days=30)


@pytest.fixture
def count(dealer):
    SkuFactory(code="U1")
    return lambda **more: {"dealer": "HZ-C1", "sku": "U1", "counted_on": date(2026, 11, 2), "quantity": 40, **more}


@pytest.fixture
def invoice(dealer):
    said = {"dealer": "HZ-C1", "document": "FP1", "issued_on": date(2026, 11, 1), "amount_yuan": Decimal(100)}
    return lambda **more: {**said, "due_on": None, "open_yuan": Decimal(100), "settled_on": None, **more}


def test_a_count_comes_once_and_another_number_corrects_it(count):
    assert [actions(take(DEALER_STOCK, row)) for row in (count(), count(), count(quantity=41))] == [
        *(["created"], ["unchanged"], ["changed"])
    ]
    assert DealerStock.objects.unscoped(because="test").get().quantity == 41


@pytest.mark.parametrize("kind", ["stock", "receivables"])
def test_a_dealer_of_somebody_else_and_a_customer_that_is_none_are_refused(cast, count, invoice, kind):
    CustomerFactory(rep=cast.rep, code="K9")
    DealerFactory(rep=cast.foreign_rep, code="SH-C1")
    what, row = {"stock": (DEALER_STOCK, count), "receivables": (RECEIVABLES, invoice)}[kind]

    found = look(what, row(dealer="K9"), row(dealer="SH-C1"), actor=cast.actor("manager"))

    assert problems(found) == [(2, "no_dealer", "dealer"), (3, "unknown_code", "dealer")]


def test_an_invoice_without_a_due_day_is_due_by_the_dealers_term(invoice):
    take(RECEIVABLES, invoice())

    assert Receivable.objects.unscoped(because="test").get().due_on == date(2026, 12, 1)


def test_the_next_file_says_what_is_open_now_and_keeps_the_day_of_settling(dealer, invoice):
    span = {"issued_on": date(2026, 11, 1), "due_on": date(2026, 12, 5)}
    known = ReceivableFactory(customer=dealer, document="FP1", amount_yuan=100, **span)
    paid = invoice(open_yuan=Decimal(0), settled_on=date(2026, 11, 20))

    assert actions(take(RECEIVABLES, paid)) == ["changed"]
    assert actions(take(RECEIVABLES, invoice(open_yuan=Decimal(0)))) == ["unchanged"]

    known.refresh_from_db()
    assert (known.paid_yuan, known.settled_on) == (100, date(2026, 11, 20))
    assert [event.step for event in history_of(known)] == ["edit"]


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"open_yuan": Decimal(101)}, "more_than_amount"),
        ({"due_on": date(2026, 10, 1)}, "due_before_issue"),
    ],
)
def test_an_invoice_that_cannot_be_is_refused_at_its_cell(invoice, more, fault):
    assert [code for _row, code, _column in problems(look(RECEIVABLES, invoice(**more)))] == [fault]
