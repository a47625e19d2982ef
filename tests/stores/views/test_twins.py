"""The pages of likely duplicates and of merges."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from stores.models import MergeRecord, SalesRecord, Store, StoreTwins
from stores.services.twins import find_twins
from tests.factories.stores import CustomerFactory, SalesRecordFactory, StoreFactory
from tests.stores.classes import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def twins(cast):
    customer = CustomerFactory(rep=cast.rep)
    kept = StoreFactory(customer=customer, code="SH-1", name="恒达通讯云杉路店", area_m2=30, phone="13800001234")
    gone = StoreFactory(customer=customer, code="SH-2", name="恒达通讯云杉路", contact_name="王芳", phone="13800001234")
    find_twins("store", cast.center, at=AT)
    return kept, gone


@pytest.fixture
def manager(client, cast):
    client.force_login(cast.manager)
    return client


def to(name, *args):
    return reverse(f"stores:{name}", args=args)


def form_of(client, kept, gone, **values):
    """What the page would send, with a reason."""
    context = client.get(to("merge_make", "store", kept.pk, gone.pk)).context
    form = context["form"]
    chosen = {name: form[name].value() for name in form.fields}
    return {**chosen, "form_id": str(context["form_id"]), "reason": "同一家店", **values}


def send(client, kept, gone, form):
    return client.post(to("merge_make", "store", kept.pk, gone.pk), form)


def pair():
    return StoreTwins.objects.unscoped(because="test").get()


def test_the_list_names_both_with_the_reasons_and_leads_to_the_comparison(manager, twins):
    kept, gone = twins

    page = manager.get(to("twins_list")).content.decode()

    assert kept.name in page
    assert "电话相同" in page
    assert to("merge_make", "store", kept.pk, gone.pk) in page


def test_the_list_costs_the_same_for_one_pair_and_for_three(manager, cast, twins):
    counts = []
    for names in ((), ("瑞嘉数码明珠路", "瑞嘉数码明珠路店", "万凯电讯百合路", "万凯电讯百合路店")):
        for name in names:
            StoreFactory(customer=CustomerFactory(rep=cast.rep), name=name, lon=None, lat=None)
        find_twins("store", cast.center, at=AT)
        with CaptureQueriesContext(connection) as queries:
            manager.get(to("twins_list"))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_not_the_same_takes_the_pair_off_the_list_and_back_on(manager, twins):
    name = twins[0].name
    manager.post(to("twins_part", "store", pair().pk))
    lists = [manager.get(to("twins_list") + more).content.decode() for more in ("", "?parted=1")]
    manager.post(to("twins_rejoin", "store", pair().pk))

    assert [name in page for page in lists] == [False, True]
    assert name in manager.get(to("twins_list")).content.decode()


def test_the_comparison_proposes_what_only_the_other_one_has(manager, twins):
    kept, gone = twins

    form = manager.get(to("merge_make", "store", kept.pk, gone.pk)).context["form"]

    proposed = {field.name: field.value() for field in form.radios()}
    assert proposed == {"from_name": "kept", "from_contact_name": "gone", "from_area_m2": "kept"}


def test_a_merge_takes_the_chosen_values_and_leaves_the_lists(manager, twins):
    kept, gone = twins
    SalesRecordFactory(store=gone)

    answer = send(manager, kept, gone, form_of(manager, kept, gone, from_name="gone"))

    record = MergeRecord.objects.unscoped(because="test").get()
    kept.refresh_from_db()
    assert answer.url == record.get_absolute_url()
    assert (kept.name, kept.contact_name, kept.area_m2) == ("恒达通讯云杉路", "王芳", 30)
    assert SalesRecord.objects.unscoped(because="test").get().store == kept
    assert "SH-2" not in manager.get(to("store_list")).content.decode()
    assert "SH-2" not in manager.get(to("twins_list")).content.decode()


def test_a_form_that_is_sent_twice_merges_once(manager, twins):
    form = form_of(manager, *twins)

    answers = [send(manager, *twins, form).url for _ in range(2)]

    assert answers[0] == answers[1]
    assert MergeRecord.objects.unscoped(because="test").count() == 1


def test_the_second_of_two_managers_is_told(manager, twins):
    kept, gone = twins
    first, second = form_of(manager, kept, gone), form_of(manager, kept, gone)
    send(manager, kept, gone, first)

    answer = send(manager, kept, gone, second)

    assert answer.status_code == 409
    assert "他人已先操作" in answer.content.decode()


def test_an_archive_that_was_edited_meanwhile_is_not_merged_unseen(manager, twins):
    kept, gone = twins
    form = form_of(manager, kept, gone)
    Store.objects.unscoped(because="test").filter(pk=gone.pk).update(revision=7)

    assert send(manager, kept, gone, form).status_code == 409


def test_who_asks_for_the_merged_store_is_sent_to_the_surviving_one(manager, twins):
    kept, gone = twins
    send(manager, kept, gone, form_of(manager, kept, gone))

    assert manager.get(gone.get_absolute_url()).url == kept.get_absolute_url()
    page = manager.get(gone.get_absolute_url(), {"tab": "archive"}).content.decode()
    assert kept.get_absolute_url() in page
    assert to("store_edit", gone.pk) not in page


def test_a_merge_is_undone_with_a_reason(manager, twins):
    kept, gone = twins
    send(manager, kept, gone, form_of(manager, kept, gone))
    record = MergeRecord.objects.unscoped(because="test").get()

    without = manager.post(to("merge_undo", record.pk), {"reason": ""})
    manager.post(to("merge_undo", record.pk), {"reason": "两家店"})
    again = manager.post(to("merge_undo", record.pk), {"reason": "两家店"})

    gone.refresh_from_db()
    assert (without.status_code, again.status_code) == (422, 409)
    assert (gone.merged_into, gone.status) == (None, "active")
    assert "两家店" in manager.get(record.get_absolute_url()).content.decode()


def test_a_search_can_be_asked_for(manager, cast, twins):
    pair().delete()

    manager.post(to("twins_search"))

    assert pair().score == 100


def test_the_pages_of_customers_work_alike(manager, cast):
    one, other = (CustomerFactory(rep=cast.rep, name="恒达商贸", tax_id="91X") for _ in range(2))
    find_twins("customer", cast.center, at=AT)

    assert one.name in manager.get(to("twins_list"), {"kind": "customer"}).content.decode()
    assert manager.get(to("merge_make", "customer", one.pk, other.pk)).status_code == 200
    assert manager.get(to("merge_make", "customer", one.pk, one.pk)).status_code == 404
    assert manager.get(to("twins_list"), {"kind": "nonsense"}).status_code == 404
