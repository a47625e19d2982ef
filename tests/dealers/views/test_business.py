"""Pages of the daily business with dealers (handbook H10.2)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dealers.models import ChannelCase, DealerMovement, Receivable
from tests.factories.dealer_business import (
    CaseEvidenceFactory,
    ChannelCaseFactory,
    DealerStockFactory,
    MovementFactory,
    ReceivableFactory,
)
from tests.factories.dealer_development import DealerFactory
from tests.factories.stores import SkuFactory


def address(name, *args):
    return reverse(f"dealers:{name}", args=args)


@pytest.fixture
def dealer(cast):
    return DealerFactory(rep=cast.rep)


@pytest.mark.parametrize(
    ("tab", "make", "words"),
    [
        ("orders", lambda dealer: MovementFactory(customer=dealer, document="DD-7"), "DD-7"),
        ("stock", lambda dealer: DealerStockFactory(customer=dealer, sku__code="XH-77"), "XH-77"),
        ("receivables", lambda dealer: ReceivableFactory(customer=dealer, document="FP-77"), "FP-77"),
        ("cases", lambda dealer: ChannelCaseFactory(customer=dealer), "串货"),
    ],
)
def test_each_tab_of_a_dealer_shows_its_business_and_says_when_there_is_none(client, cast, dealer, tab, make, words):
    client.force_login(cast.rep)
    page = f"{address('dealer_detail', dealer.pk)}?tab={tab}"
    empty = client.get(page).content.decode()

    make(dealer)

    assert 'class="empty"' in empty
    assert words in client.get(page).content.decode()


def test_an_order_is_written_once_however_often_it_is_sent(client, cast, dealer):
    client.force_login(cast.rep)
    form = {"form_id": client.get(address("movement_add", dealer.pk)).context["form_id"], "kind": "sell_in"}
    order = form | {"sku": SkuFactory().pk, "moved_on": "2026-11-02", "quantity": 30}

    client.post(address("movement_add", dealer.pk), order)
    client.post(address("movement_add", dealer.pk), order)

    assert DealerMovement.objects.unscoped(because="test").get().quantity == 30


def test_a_payment_in_full_settles_the_invoice(client, cast, dealer):
    invoice = ReceivableFactory(customer=dealer)
    client.force_login(cast.rep)
    form = client.get(address("receivable_pay", invoice.pk)).context

    client.post(
        address("receivable_pay", invoice.pk),
        {"yuan": "8000.00", "paid_on": timezone.localdate(), "revision": form["revision"]},
    )

    assert Receivable.objects.unscoped(because="test").get().settled_on == timezone.localdate()


@pytest.mark.parametrize(("age", "days", "found"), [("to_30", 5, 1), ("to_60", 5, 0), ("not_due", -3, 1)])
def test_receivables_are_found_by_their_age(client, cast, dealer, age, days, found):
    due_on = timezone.localdate() - timedelta(days=days)
    ReceivableFactory(customer=dealer, due_on=due_on, issued_on=due_on - timedelta(days=30))
    client.force_login(cast.manager)

    page = client.get(address("receivable_list"), {"age": age})

    assert len(page.context["object_list"]) == found


def test_a_conflict_is_written_down_and_proven_on_its_page(client, cast, dealer):
    client.force_login(cast.rep)
    form_id = client.get(address("case_open", dealer.pk)).context["form_id"]
    facts = {"form_id": form_id, "kind": "price_breach", "side": "did", "what": "低价 1499"}
    client.post(address("case_open", dealer.pk), facts | {"found_on": "2026-11-02", "due_on": "2026-11-16"})
    case = ChannelCase.objects.unscoped(because="test").get()
    CaseEvidenceFactory(case=case)
    client.force_login(cast.manager)

    client.post(address("case_move", case.pk, "prove"), {"reason": "截图属实"})
    page = client.get(case.get_absolute_url()).content.decode()

    assert "串号 12 个" in page
    assert "截图属实" in page
    assert "state-proven" in page


def test_a_list_of_dealers_tells_what_is_overdue_and_which_conflicts_are_open(client, cast, dealer):
    ReceivableFactory(customer=dealer, amount_yuan=777)
    ChannelCaseFactory(customer=dealer)
    client.force_login(cast.manager)

    (row,) = client.get(address("dealer_list")).context["object_list"]

    assert (row.overdue_yuan, row.open_cases) == (777, 1)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", ["movement_list", "stock_list", "receivable_list", "case_list"])
def test_a_list_costs_the_same_whatever_its_length(client, cast, django_assert_max_num_queries, name, rows):
    for _number in range(rows):
        for make in (MovementFactory, DealerStockFactory, ReceivableFactory, ChannelCaseFactory):
            make(customer__rep=cast.rep)
    client.force_login(cast.manager)
    client.get("/")

    with django_assert_max_num_queries(10):
        assert client.get(address(name)).status_code == 200
