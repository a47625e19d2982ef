"""The way of a bulk edit through its pages: tick, type, preview, apply."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from stores.models import BulkEdit, BulkLine, Store
from tests.factories.stores import CustomerFactory, StoreFactory

pytestmark = pytest.mark.django_db

FORM = reverse("stores:store_bulk_edit")


@pytest.fixture
def stores(cast):
    customer = CustomerFactory(rep=cast.rep)
    return [StoreFactory(customer=customer, name=f"解放路{n}店") for n in (1, 2, 3)]


def typed(page, **values):
    """What the form of a page sends, with some values typed."""
    form = page.context["form"]
    hidden = {name: form[name].value() for name in ("query", "seen_count", "which")}
    return hidden | {"form_id": page.context["form_id"], "reason": "总机换号"} | values


def send(client, address, **values):
    return client.post(FORM, typed(client.get(address), **values))


def phones():
    return list(Store.objects.unscoped(because="test").order_by("pk").values_list("phone", flat=True))


def test_ticked_stores_are_previewed_and_then_changed(client, cast, stores):
    client.force_login(cast.rep)
    ticked = [stores[0].pk, stores[2].pk]

    preview = send(client, f"{FORM}?ticked={ticked[0]}&ticked={ticked[1]}", ticked=ticked, changed="phone", phone="571")
    page = client.get(preview.url).content.decode()

    assert "解放路1店" in page
    assert "解放路2店" not in page
    assert phones() == ["", "", ""]
    client.post(reverse("stores:bulk_apply", args=[BulkEdit.objects.unscoped(because="test").get().pk]))
    assert phones() == ["571", "", "571"]


def test_all_that_match_the_filter_are_those_that_the_list_shows(client, cast, stores):
    StoreFactory(customer=stores[0].customer, name="中山路店")
    StoreFactory(customer=CustomerFactory(rep=cast.foreign_rep), name="解放路外店")
    client.force_login(cast.manager)

    send(client, f"{FORM}?query=q%3D解放", changed="phone", phone="1")

    assert {line.store for line in BulkLine.objects.unscoped(because="test")} == set(stores)


def test_a_filter_that_gives_another_number_than_was_seen_is_asked_about_again(client, cast, stores):
    client.force_login(cast.manager)
    sent = typed(client.get(FORM), changed="phone", phone="1")
    StoreFactory(customer=stores[0].customer)

    answer = client.post(FORM, sent)

    assert answer.status_code == 409
    assert answer.context["form"]["seen_count"].value() == 4
    assert not BulkEdit.objects.unscoped(because="test").exists()


def test_a_filter_that_is_not_understood_never_means_all(client, cast, stores):
    client.force_login(cast.manager)

    assert client.get(f"{FORM}?query=store_class%3DX").context["form"]["seen_count"].value() == 0


def test_a_forged_selection_brings_no_foreign_store(client, cast, stores):
    foreign = StoreFactory(customer=CustomerFactory(rep=cast.foreign_rep), name="外中心店")
    client.force_login(cast.manager)

    answer = send(client, FORM, ticked=[foreign.pk], which="ticked", changed="phone", phone="1")

    assert answer.status_code == 422
    assert "外中心店" not in answer.content.decode()
    assert not BulkEdit.objects.unscoped(because="test").exists()


def test_only_fields_whose_box_is_ticked_are_taken_and_only_own_ones(client, cast, stores):
    client.force_login(cast.rep)

    send(client, FORM, changed="phone", phone="1", contact_name="未勾选", area_m2="many")
    refused = send(client, FORM, changed="status", status="closed")

    assert BulkEdit.objects.unscoped(because="test").get().values == {"phone": "1"}
    assert refused.status_code == 422


@pytest.mark.parametrize("values", [{}, {"changed": "opens_at", "opens_at": ""}, {"changed": "phone", "reason": ""}])
def test_what_is_missing_is_said_at_the_form(client, cast, stores, values):
    client.force_login(cast.manager)

    assert send(client, FORM, **values).status_code == 422


def test_somebody_elses_preview_is_a_closed_door(client, cast, stores):
    client.force_login(cast.rep)
    preview = send(client, FORM, changed="phone", phone="1").url

    answers = {}
    for who in ("colleague", "stranger", "manager"):
        client.force_login(getattr(cast, who))
        answers[who] = (client.get(preview).status_code, client.post(f"{preview}apply/").status_code)

    assert answers == {"colleague": (404, 404), "stranger": (404, 404), "manager": (200, 403)}
    assert phones() == ["", "", ""]


@pytest.mark.parametrize(("who", "ticks"), [("rep", True), ("admin", True), ("hq", False), ("marketing", False)])
def test_only_those_who_may_change_many_get_boxes(client, cast, stores, who, ticks):
    client.force_login(getattr(cast, who))

    for name in ("stores:store_list", "stores:customer_list"):
        page = client.get(reverse(name)).content.decode()
        assert ('name="ticked"' in page, 'id="bulk"' in page) == (ticks, ticks)


def test_an_earlier_bulk_edit_is_found_again_to_undo_it(client, cast, stores):
    client.force_login(cast.rep)
    preview = send(client, FORM, changed="phone", phone="1").url
    address = reverse("stores:bulk_list")
    before = "总机换号" in client.get(address).content.decode()
    client.post(f"{preview}apply/")

    page = client.get(address).content.decode()
    client.post(f"{preview}undo/")

    assert (before, preview in page, "总机换号" in page) == (False, True, True)
    assert phones() == ["", "", ""]


@pytest.mark.parametrize("extra", [0, 30])
def test_form_and_preview_cost_the_same_for_few_and_many(client, cast, stores, extra):
    StoreFactory.create_batch(extra, customer=stores[0].customer)
    client.force_login(cast.manager)
    preview = send(client, FORM, changed=["phone", "closes_at"], phone="1", closes_at="20:00").url

    with CaptureQueriesContext(connection) as form:
        client.get(FORM)
    with CaptureQueriesContext(connection) as page:
        client.get(preview)

    assert (len(form), len(page)) == (5, 8)


def test_all_that_match_leave_out_what_was_merged(client, cast, stores):
    gone = StoreFactory(
        customer=stores[0].customer, name="解放路旧店", status="closed", closed_on="2026-01-01", merged_into=stores[0]
    )
    client.force_login(cast.manager)

    send(client, f"{FORM}?query=q%3D解放", changed="phone", phone="1")

    assert gone not in {line.store for line in BulkLine.objects.unscoped(because="test")}
    assert BulkLine.objects.unscoped(because="test").count() == len(stores)
