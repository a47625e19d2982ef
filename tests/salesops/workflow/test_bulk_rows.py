"""Rows by the thousand go in as they are, on both databases (architecture rule 9)."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from salesops.workflow.models import AuditEvent
from salesops.workflow.services.bulk_rows import insert_objects, insert_rows, reserve_ids, update_objects
from stores.models import ClassificationEntry, Store
from stores.services import propose_classification
from stores.services.class_certainty import measure_certainty
from tests.factories.stores import CustomerFactory, StoreFactory
from tests.stores.classes import AT, MONTH, area_of
from tests.stores.services.test_classification import JOB

pytestmark = pytest.mark.django_db

EVENT = ("id", "object_type", "object_id", "step", "before", "after", "reason", "actor", "on_behalf_of", "job", "at")
NOON = datetime(2026, 11, 2, 12, 0, 0, 123456, tzinfo=UTC)


def event(pk, reason):
    return (pk, "stores.store", 1, "edit", "", "", reason, None, None, "test", NOON)


@pytest.mark.parametrize("reason", ["", "\\N", "a\tb\\", "line\nnext\r", '"quoted", 店', "\\."])
def test_every_text_comes_out_as_it_went_in(reason):
    (pk,) = reserve_ids(AuditEvent, 1)

    insert_rows(AuditEvent, EVENT, [event(pk, reason)])

    kept = AuditEvent.objects.get(pk=pk)
    assert (kept.reason, kept.at, kept.actor_id, kept.before) == (reason, NOON, None, "")


def test_thousands_of_rows_keep_their_order_and_what_is_empty_in_them():
    reasons = [f"店\t{n}" if n % 7 == 0 else f"店{n}" for n in range(2_300)]
    ids = reserve_ids(AuditEvent, len(reasons))
    shown = [(*event(pk, reason)[:8], None, "test", NOON) for pk, reason in zip(ids, reasons, strict=True)]
    shown[1_500] = (*shown[1_500][:-1], NOON.replace(year=2025))

    insert_rows(AuditEvent, EVENT, iter(shown))

    kept = AuditEvent.objects.order_by("pk")
    assert list(kept.values_list("reason", flat=True)) == reasons
    assert list(kept.filter(at__year=2025).values_list("reason", "actor")) == [("店1500", None)]


def test_reserved_keys_are_nobody_elses():
    first = reserve_ids(AuditEvent, 3)
    insert_rows(AuditEvent, EVENT, [event(pk, "x") for pk in first])

    later = AuditEvent.objects.create(object_type="x", object_id=1, step="x", job="test", at=NOON)

    assert len(set(first)) == 3
    assert later.pk not in first
    assert not set(reserve_ids(AuditEvent, 3)) & {*first, later.pk}


def test_no_rows_are_no_rows():
    insert_rows(AuditEvent, EVENT, [])

    assert reserve_ids(AuditEvent, 0) == []
    assert not AuditEvent.objects.exists()


def test_json_and_amounts_come_out_as_what_they_are(cast):
    area_of(cast.rep, 45)
    measure_certainty(propose_classification(cast.center, MONTH, actor=JOB, at=AT))

    entry = ClassificationEntry.objects.unscoped(because="test").get()

    assert entry.months == {"2026-08": 45, "2026-09": 45, "2026-10": 45}
    assert (entry.volume, entry.flags, entry.class_counts, entry.is_kept) == (Decimal(135), [], [200, 0, 0], False)


def test_new_objects_get_keys_and_what_their_fields_make_of_themselves(cast):
    owner = CustomerFactory.build(rep=cast.rep, center=cast.rep.center)
    insert_objects([owner])
    shop = Store(code="S\t1", name="重庆店", customer=owner, center=owner.center, rep=cast.rep, format="multi")
    insert_objects([shop])

    kept = Store.objects.unscoped(because="test").get()
    assert (kept.pk, kept.code, kept.customer_id, kept.opened_on) == (shop.pk, "S\t1", owner.pk, None)
    assert (kept.created_at, "cqd" in kept.search_text) == (shop.created_at, True)


def test_the_named_fields_of_changed_objects_are_written_and_no_others(cast):
    shop, other = StoreFactory(rep=cast.rep), StoreFactory(rep=cast.rep)
    shop.opened_on, shop.area_m2, shop.address, shop.name = None, 55, "x", "y\\N"

    update_objects([shop], ["opened_on", "area_m2", "name"])

    kept = Store.objects.unscoped(because="test").in_bulk([shop.pk, other.pk])
    assert (kept[shop.pk].opened_on, kept[shop.pk].area_m2, kept[shop.pk].name) == (None, 55, "y\\N")
    assert (kept[shop.pk].address, kept[other.pk].name) == (other.address, other.name)
