"""Rows by the thousand go in as they are, on both databases (architecture rule 9)."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from salesops.workflow.models import AuditEvent
from salesops.workflow.services.bulk_rows import insert_rows, reserve_ids
from stores.models import ClassificationEntry
from stores.services import propose_classification
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
    propose_classification(cast.center, MONTH, actor=JOB, at=AT)

    entry = ClassificationEntry.objects.unscoped(because="test").get()

    assert entry.months == {"2026-08": 45, "2026-09": 45, "2026-10": 45}
    assert (entry.volume, entry.flags, entry.class_counts, entry.is_kept) == (Decimal(135), [], [200, 0, 0], False)
