"""Orders, deliveries, stock and receivables of dealers (handbook H10.2)."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from dealers.case_steps import CASE_STEPS
from dealers.models import DealerMovement, DealerStock
from dealers.selectors.business import figures_of, stock_of
from dealers.services.business import count_stock, pay, record_movement, take_back
from dealers.services.cases import add_evidence, move_case, open_case
from salesops.errors import DomainError
from salesops.notices.models import Notice
from salesops.workflow.flow import ReasonMissing
from salesops.workflow.selectors.history import history_of
from tests.factories.dealer_business import ChannelCaseFactory, DealerStockFactory, MovementFactory, ReceivableFactory
from tests.factories.dealer_development import DealerFactory
from tests.factories.stores import CustomerFactory, SalesRecordFactory, SkuFactory, StoreFactory
from tests.factories.visits import MORNING

pytestmark = pytest.mark.django_db
TODAY = MORNING.date()


@pytest.fixture
def by(cast):
    return {"actor": cast.actor("rep"), "at": MORNING}


@pytest.fixture
def dealer(cast):
    return DealerFactory(rep=cast.rep)


def test_a_delivery_goes_to_a_store_that_the_dealer_supplies(cast, by, dealer):
    own, supplied = StoreFactory(customer=dealer), StoreFactory(customer=CustomerFactory(rep=cast.rep, dealer=dealer))
    delivery = {"kind": "delivery", "sku": SkuFactory(), "moved_on": TODAY, "quantity": 5}

    for store in (own, supplied):
        record_movement(dealer, delivery | {"store": store}, **by)

    with pytest.raises(ValidationError, match="store"):
        record_movement(dealer, delivery | {"store": StoreFactory(customer__rep=cast.rep)}, **by)
    assert len(history_of(dealer)) == 2


def test_what_was_wrong_is_taken_back_once_by_its_opposite(by, dealer):
    order = MovementFactory(customer=dealer, amount_yuan=Decimal(100))

    take_back(order, reason="录入错误", **by)

    with pytest.raises(DomainError):
        take_back(order, reason="再来一次", **by)
    rows = DealerMovement.objects.unscoped(because="test")
    assert sorted(rows.values_list("quantity", "amount_yuan")) == [(-50, -100), (50, 100)]


def test_a_second_count_of_the_day_replaces_the_first_and_the_history_says_so(by, dealer):
    sku = SkuFactory()
    count_stock(dealer, sku, counted_on=TODAY, quantity=10, **by)

    count_stock(dealer, sku, counted_on=TODAY, quantity=12, **by)

    assert DealerStock.objects.unscoped(because="test").get().quantity == 12
    assert [change.before for event in history_of(dealer) for change in event.changes.all()] == ["10", ""]


def test_cover_is_of_the_latest_count_and_of_what_all_supplied_stores_sold(cast, by, dealer):
    sku = SkuFactory()
    DealerStockFactory(customer=dealer, sku=sku, counted_on=date(2026, 10, 1), quantity=999)
    DealerStockFactory(customer=dealer, sku=sku, counted_on=TODAY, quantity=56)
    DealerStockFactory(customer=dealer, counted_on=TODAY, quantity=4)
    stores = [
        StoreFactory(customer=dealer, rep=cast.colleague),
        StoreFactory(customer__dealer=dealer, customer__rep=cast.rep),
    ]
    for store in (*stores, StoreFactory()):
        SalesRecordFactory(store=store, sku=sku, sold_on=TODAY, quantity=14)
        SalesRecordFactory(store=store, sku=sku, sold_on=date(2026, 1, 1), quantity=500)

    lines = stock_of(by["actor"], dealer, TODAY)
    figures = figures_of(by["actor"], dealer, TODAY)

    assert [(line.quantity, line.sold, line.cover) for line in lines] == [(56, 28, Decimal("56.0")), (4, 0, None)]
    assert (figures.stock, figures.sold, figures.cover) == (60, 28, Decimal("60.0"))


def test_an_invoice_is_settled_with_the_last_payment_and_no_more_can_be_paid(by, dealer):
    invoice = ReceivableFactory(customer=dealer, amount_yuan=100)

    part = pay(invoice, yuan=Decimal(60), paid_on=TODAY, revision=1, **by)
    with pytest.raises(ValidationError, match="yuan"):
        pay(part, yuan=Decimal(41), paid_on=TODAY, revision=2, **by)
    paid = pay(part, yuan=Decimal(40), paid_on=TODAY, revision=2, **by)

    assert (part.settled_on, paid.settled_on, paid.paid_yuan) == (None, TODAY, 100)


def test_two_payments_on_one_screen_do_not_both_count(by, dealer):
    invoice = ReceivableFactory(customer=dealer, amount_yuan=100)
    pay(invoice, yuan=Decimal(60), paid_on=TODAY, revision=1, **by)

    with pytest.raises(DomainError):
        pay(invoice, yuan=Decimal(50), paid_on=TODAY, revision=1, **by)


def test_a_colleague_writes_nothing_into_a_dealers_business(cast, dealer):
    with pytest.raises(PermissionDenied):
        count_stock(dealer, SkuFactory(), counted_on=TODAY, quantity=1, actor=cast.actor("colleague"), at=MORNING)


def test_a_conflict_is_told_to_the_manager_who_decides_it_with_reasons(cast, by, dealer):
    facts = {"kind": "diversion", "customer": dealer, "what": "串货", "found_on": TODAY, "due_on": TODAY}
    case = open_case(facts, **by)
    add_evidence(case, "串号", **by)
    manager = {"actor": cast.actor("manager"), "at": MORNING, "revision": None}

    with pytest.raises(PermissionDenied):
        move_case(case, CASE_STEPS["prove"], reason="x", revision=None, **by)
    with pytest.raises(ReasonMissing):
        move_case(case, CASE_STEPS["prove"], reason="", **manager)
    move_case(case, CASE_STEPS["prove"], reason="串号属实", **manager)
    done = move_case(case, CASE_STEPS["settle"], reason="扣返利", **manager)

    assert done.status == "settled"
    assert Notice.objects.filter(user=cast.manager).count() == 1
    assert [event.reason for event in history_of(case)] == ["扣返利", "串号属实", "串号", ""]


def test_a_case_is_overdue_after_its_day_until_it_is_settled(cast, by, dealer):
    ChannelCaseFactory(customer=dealer, due_on=date(2026, 11, 1))
    ChannelCaseFactory(customer=dealer, due_on=date(2026, 11, 1), status="settled")
    ChannelCaseFactory(customer=dealer, due_on=date(2027, 1, 1))

    figures = figures_of(by["actor"], dealer, TODAY)

    assert (figures.cases, figures.cases_overdue) == (2, 1)
