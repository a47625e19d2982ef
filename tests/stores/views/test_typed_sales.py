"""Sales are typed for a store and corrected in sight of their history (handbook H2.5)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from stores.choices import SaleKind, SaleSource
from stores.models import SalesRecord
from tests.factories.stores import CustomerFactory, SalesRecordFactory, SkuFactory, StoreFactory

pytestmark = pytest.mark.django_db

NEW = "stores:sale_new"
DETAIL = "stores:sale_detail"
CORRECT = "stores:sale_correct"


@pytest.fixture
def store(cast):
    return StoreFactory(customer=CustomerFactory(rep=cast.rep))


@pytest.fixture
def sku():
    return SkuFactory()


def form_of(store, sku, quantity, **more):
    return {
        "form_id": str(uuid4()),
        "store": store.pk,
        "kind": SaleKind.SELL_OUT,
        "sold_on": "2026-10-15",
        f"sku_{sku.pk}": quantity,
        **more,
    }


def rows():
    return SalesRecord.objects.unscoped(because="test").order_by("pk")


def test_a_rep_records_what_its_store_sold(client, cast, store, sku):
    client.force_login(cast.rep)

    response = client.post(reverse(NEW), form_of(store, sku, 3, document="D1"))

    record = rows().get()
    assert (record.store, record.sku, record.quantity, record.document) == (store, sku, 3, "D1")
    assert (record.source, record.recorded_by, record.sold_on) == (SaleSource.TYPED, cast.rep, date(2026, 10, 15))
    assert [row.pk for row in client.get(response.url).context["table"].page.records] == [record.pk]


@pytest.mark.parametrize(("who", "status"), [("manager", 302), ("admin", 302), ("marketing", 403), ("hq", 403)])
def test_managers_and_admins_record_too_and_readers_do_not(client, cast, store, sku, who, status):
    client.force_login(getattr(cast, who))

    assert client.post(reverse(NEW), form_of(store, sku, 3)).status_code == status


def test_a_form_sent_twice_records_once(client, cast, store, sku):
    client.force_login(cast.rep)
    form = form_of(store, sku, 3)

    answers = [client.post(reverse(NEW), form) for _ in range(2)]

    assert answers[0].url == answers[1].url
    assert rows().count() == 1


def test_the_store_of_the_address_is_chosen(client, cast, store):
    client.force_login(cast.rep)

    page = client.get(reverse(NEW), {"store": store.pk}).content.decode()

    assert f'<option value="{store.pk}" selected>' in page


def test_a_foreign_store_is_not_there(client, cast, sku):
    foreign = StoreFactory(customer=CustomerFactory(rep=cast.colleague))
    client.force_login(cast.rep)

    assert client.get(reverse(NEW), {"store": foreign.pk}).status_code == 404
    assert client.post(reverse(NEW), form_of(foreign, sku, 3)).status_code == 422
    assert not rows().exists()


def test_a_store_that_was_merged_records_no_more(client, cast, store, sku):
    record = SalesRecordFactory(store=store)
    store.merged_into, store.status, store.closed_on = StoreFactory(customer=store.customer), "closed", date(2026, 9, 1)
    store.save()
    client.force_login(cast.rep)

    assert client.post(reverse(NEW), form_of(store, sku, 3)).status_code == 422
    assert client.get(reverse(CORRECT, args=[record.pk])).status_code == 403


def test_a_day_to_come_is_refused(client, cast, store, sku):
    client.force_login(cast.rep)
    tomorrow = timezone.localdate() + timedelta(days=1)

    response = client.post(reverse(NEW), form_of(store, sku, 3, sold_on=tomorrow))

    assert response.status_code == 422
    assert "sold_on" in response.context["form"].errors


def test_a_return_needs_a_reason(client, cast, store, sku):
    client.force_login(cast.rep)

    assert "reason" in client.post(reverse(NEW), form_of(store, sku, -1)).context["form"].errors
    client.post(reverse(NEW), form_of(store, sku, -1, reason="屏幕坏"))

    assert (rows().get().quantity, rows().get().reason) == (-1, "屏幕坏")


def test_a_form_without_a_number_asks_for_one(client, cast, store, sku):
    client.force_login(cast.rep)

    assert client.post(reverse(NEW), form_of(store, sku, "")).status_code == 422


def test_typing_the_same_day_again_is_refused_with_what_stands(client, cast, store, sku):
    client.force_login(cast.rep)
    client.post(reverse(NEW), form_of(store, sku, 3))

    response = client.post(reverse(NEW), form_of(store, sku, 4))

    assert response.status_code == 409
    assert f"{sku} (3)" in response.content.decode()


def test_only_our_launched_models_are_offered_and_ended_ones_apart(client, cast, sku):
    ended = SkuFactory(model__ended_on=date(2026, 1, 1))
    SkuFactory(model__is_own=False)
    SkuFactory(model__launched_on=timezone.localdate() + timedelta(days=1))
    client.force_login(cast.rep)

    form = client.get(reverse(NEW)).context["form"]

    assert [model.pk for model, _lines in form.on_sale()] == [sku.model_id]
    assert [model.pk for model, _lines in form.ended()] == [ended.model_id]


def test_the_form_costs_the_same_for_one_and_for_three(client, cast, store, sku):
    client.force_login(cast.rep)
    with CaptureQueriesContext(connection) as for_one:
        client.get(reverse(NEW), {"store": store.pk})
    StoreFactory.create_batch(2, customer=store.customer)
    SkuFactory.create_batch(2)
    with CaptureQueriesContext(connection) as for_three:
        client.get(reverse(NEW), {"store": store.pk})

    assert len(for_one) == len(for_three)


def test_a_correction_is_listed_with_who_when_and_why(client, cast, store, sku):
    record = SalesRecordFactory(store=store, sku=sku, quantity=5)
    client.force_login(cast.rep)

    response = client.post(reverse(CORRECT, args=[record.pk]), {"quantity": 3, "reason": "多数两台", "revision": 1})

    assert response.url == reverse(DETAIL, args=[record.pk])
    page = client.get(response.url)
    assert [row.quantity for row in page.context["fact"].rows] == [5, -2]
    assert page.context["fact"].quantity == 3
    words = page.content.decode()
    assert "多数两台" in words
    assert cast.rep.name in words


def test_of_two_who_correct_the_second_is_told_and_decides(client, cast, store, sku):
    record = SalesRecordFactory(store=store, sku=sku, quantity=5)
    address = reverse(CORRECT, args=[record.pk])
    client.force_login(cast.manager)
    client.post(address, {"quantity": 3, "reason": "多数", "revision": 1})
    client.force_login(cast.rep)

    refused = client.post(address, {"quantity": 4, "reason": "盘点", "revision": 1})

    assert refused.status_code == 409
    assert (refused.context["fact"].quantity, refused.context["revision"]) == (3, 2)
    client.post(address, {"quantity": 4, "reason": "盘点", "revision": refused.context["revision"]})
    assert list(rows().values_list("quantity", flat=True)) == [5, -2, 1]


def test_a_correction_without_a_reason_is_refused(client, cast, store):
    record = SalesRecordFactory(store=store, quantity=5)
    client.force_login(cast.rep)

    assert client.post(reverse(CORRECT, args=[record.pk]), {"quantity": 3, "revision": 1}).status_code == 422
    assert rows().count() == 1


def test_a_fact_costs_the_same_with_one_and_with_three_records(client, cast, store, sku):
    same = {"store": store, "sku": sku, "document": "D"}
    record = SalesRecordFactory(**same)
    client.force_login(cast.rep)
    with CaptureQueriesContext(connection) as for_one:
        client.get(reverse(CORRECT, args=[record.pk]))
    for number in (1, 2):
        SalesRecordFactory(**same, correction_no=number, recorded_by=cast.manager)
    with CaptureQueriesContext(connection) as for_three:
        client.get(reverse(CORRECT, args=[record.pk]))

    assert len(for_one) == len(for_three)


@pytest.mark.parametrize(("who", "is_offered"), [("rep", True), ("hq", False)])
def test_the_list_and_the_store_offer_it_to_whom_may(client, cast, store, who, is_offered):
    record = SalesRecordFactory(store=store)
    client.force_login(getattr(cast, who))
    listed = client.get(reverse("stores:sale_list"), {"month": "2026-10"}).content.decode()
    on_store = client.get(store.get_absolute_url(), {"tab": "sales"}).content.decode()

    assert (reverse(CORRECT, args=[record.pk]) in listed) is is_offered
    assert (f"{reverse(NEW)}?store={store.pk}" in on_store) is is_offered
    assert reverse(DETAIL, args=[record.pk]) in listed


IMEI = "490154203237518"


def test_a_scanned_imei_counts_a_piece_and_is_found_in_its_own_center_alone(client, cast, store, sku):
    client.force_login(cast.rep)
    client.post(reverse(NEW), form_of(store, sku, "", **{f"imeis_{sku.pk}": IMEI}))
    assert rows().get().quantity == 1

    found = {}
    for who in ("rep", "manager", "colleague", "stranger"):
        client.force_login(getattr(cast, who))
        page = client.get(reverse("stores:sale_list"), {"imei": IMEI})
        found[who] = [row.pk for row in page.context["table"].page.records]

    assert found == {"rep": [rows().get().pk], "manager": [rows().get().pk], "colleague": [], "stranger": []}


@pytest.mark.parametrize(
    ("more", "kind"), [("12345", "sell_out"), (f"{IMEI} 356938035643809", "sell_out"), (IMEI, "sell_in")]
)
def test_what_is_no_imei_or_is_one_too_many_is_said_at_its_field(client, cast, store, sku, more, kind):
    client.force_login(cast.rep)

    answer = client.post(reverse(NEW), form_of(store, sku, 1, **{f"imeis_{sku.pk}": more, "kind": kind}))

    assert f"imeis_{sku.pk}" in answer.context["form"].errors
    assert not rows().exists()
