"""More stores than one request can bear are changed by a job: previewed, made, undone, and taken up again (H2.3)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from salesops.workflow.flow import NotPossibleNow
from salesops.workflow.selectors.history import history_of
from stores.choices import ArchiveKind, BulkStatus
from stores.models import BulkEdit, Store
from stores.selectors.bulk import bulk_page
from stores.services import bulk, bulk_jobs, edit_store, prepare_bulk_edit
from stores.services.bulk_jobs import request_bulk_edit, request_bulk_undo, stalled_bulk_edits, work_on_bulk_edit
from tests.factories.stores import CustomerFactory, StoreFactory

pytestmark = pytest.mark.django_db

AT = timezone.now()


@pytest.fixture(autouse=True)
def long_lists(monkeypatch, settings, tmp_path):
    """Three are many here, looked at two by two."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(bulk, "MOST", 2)
    monkeypatch.setattr("stores.selectors.bulk.CHUNK", 2)


@pytest.fixture
def stores(cast):
    customer = CustomerFactory(rep=cast.rep)
    return [StoreFactory(customer=customer, contact_name=name) for name in ("甲", "乙", "丙")]


@pytest.fixture
def edit(cast, stores):
    chosen = Store.objects.visible_to(cast.actor("manager")).order_by("code")
    values = {"contact_name": "乙"}
    return prepare_bulk_edit(ArchiveKind.STORE, chosen, values, actor=cast.actor("manager"), at=AT, reason="统一")


def worked(edit):
    work_on_bulk_edit(edit.pk, clock=timezone.now)
    return fresh(edit)


def fresh(edit):
    return BulkEdit.objects.unscoped(because="test").get(pk=edit.pk)


def names(stores):
    rows = Store.objects.unscoped(because="test").filter(pk__in=[store.pk for store in stores])
    return list(rows.order_by("pk").values_list("contact_name", flat=True))


def asked(cast, edit, *, only_possible=False):
    return request_bulk_edit(edit, only_possible=only_possible, actor=cast.actor("manager"), at=AT)


def test_a_long_one_is_previewed_by_its_job_and_changes_nothing(cast, stores, edit):
    assert (edit.status, edit.is_long) == (BulkStatus.COUNTING, True)

    page = bulk_page(worked(edit), cast.actor("manager"))

    assert page.counts == {"possible": 2, "same": 1, "refused": 0}
    assert [verdict.obj for verdict in page.possible] == [stores[0], stores[2]]
    assert names(stores) == ["甲", "乙", "丙"]


def test_it_is_made_and_undone_like_a_short_one(cast, stores, edit):
    asked(cast, worked(edit))
    assert names(stores) == ["甲", "乙", "丙"]

    made = worked(edit)
    assert (made.status, names(stores)) == (BulkStatus.APPLIED, ["乙", "乙", "乙"])
    assert bulk_page(made, cast.actor("manager")).counts["possible"] == 2
    assert history_of(stores[0])[0].reason == "统一"

    edit_store(stores[2], {"phone": "1"}, revision=2, actor=cast.actor("rep"), at=AT)
    request_bulk_undo(made, actor=cast.actor("manager"), at=AT)
    assert worked(edit).status == BulkStatus.UNDONE
    assert names(stores) == ["甲", "乙", "乙"]


def test_what_can_no_longer_be_changed_as_a_whole_is_previewed_anew_and_nothing_is_changed(cast, stores, edit):
    asked(cast, worked(edit))
    edit_store(stores[2], {"phone": "1"}, revision=1, actor=cast.actor("rep"), at=AT)

    stopped = worked(edit)

    assert (stopped.status, names(stores)) == (BulkStatus.PREVIEWED, ["甲", "乙", "丙"])
    assert bulk_page(stopped, cast.actor("manager")).counts == {"possible": 1, "same": 1, "refused": 1}
    asked(cast, stopped, only_possible=True)
    assert worked(edit).status == BulkStatus.APPLIED
    assert names(stores) == ["乙", "乙", "丙"]


def test_a_job_that_comes_twice_does_it_once_and_of_two_requests_one_wins(cast, stores, edit):
    asked(cast, worked(edit))
    with pytest.raises(NotPossibleNow):
        asked(cast, edit)

    worked(edit)
    worked(edit)

    assert [event.step for event in history_of(stores[0])] == ["bulk edit"]


def test_a_job_that_dies_leaves_nothing_and_is_sent_again(cast, stores, edit, monkeypatch):
    asked(cast, worked(edit))
    monkeypatch.setattr(bulk, "take_step", lambda *given, **more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        worked(edit)
    monkeypatch.undo()

    assert (fresh(edit).status, names(stores)) == (BulkStatus.APPLYING, ["甲", "乙", "丙"])
    later = timezone.now() + timedelta(minutes=3)
    assert (stalled_bulk_edits(timezone.now()), stalled_bulk_edits(later)) == ([], [edit.pk])
    assert worked(edit).status == BulkStatus.APPLIED


def test_what_was_tried_too_often_is_a_preview_again(cast, stores, edit, monkeypatch):
    asked(cast, worked(edit))
    monkeypatch.setattr(bulk_jobs, "_MOST_ATTEMPTS", 0)

    assert stalled_bulk_edits(timezone.now() + timedelta(minutes=3)) == []
    assert fresh(edit).status == BulkStatus.PREVIEWED


@pytest.mark.parametrize("who", ["rep", "admin", "stranger"])
def test_nobody_asks_for_what_somebody_else_has_typed(cast, edit, who):
    edit = worked(edit)

    with pytest.raises(PermissionDenied):
        request_bulk_edit(edit, only_possible=False, actor=cast.actor(who), at=AT)


def test_the_pages_lead_through_it(client, cast, stores, django_capture_on_commit_callbacks):
    client.force_login(cast.manager)
    address = reverse("stores:store_bulk_edit")
    form = {"which": "all", "seen_count": 3, "changed": "contact_name", "contact_name": "乙", "reason": "统一"}
    form["form_id"] = client.get(address).context["form_id"]
    with django_capture_on_commit_callbacks() as sent:
        client.post(address, form)
    edit = BulkEdit.objects.unscoped(because="test").get()
    assert len(sent) == 1
    assert "data-submit-once" not in client.get(edit.get_absolute_url()).content.decode().partition("<main")[2]

    worked(edit)
    with django_capture_on_commit_callbacks() as sent:
        client.post(reverse("stores:bulk_apply", args=[edit.pk]))
    assert (len(sent), fresh(edit).status) == (1, BulkStatus.APPLYING)
    assert "hx-get" in client.get(reverse("stores:bulk_progress", args=[edit.pk])).content.decode()

    worked(edit)
    answer = client.get(reverse("stores:bulk_progress", args=[edit.pk]), headers={"HX-Request": "true"})
    assert answer.headers["HX-Refresh"] == "true"
    client.post(reverse("stores:bulk_undo", args=[edit.pk]))
    assert (worked(edit).status, names(stores)) == (BulkStatus.UNDONE, ["甲", "乙", "丙"])
