"""The undo of an import: once, whole, with its reason, and never over somebody's later work (reliability I3)."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from salesops.accounts.models import Center, User
from salesops.errors import DomainError
from salesops.exchange import registry
from salesops.exchange.choices import RunState
from salesops.exchange.models import ImportEffect, ImportIssue, ImportRun, ImportUndo
from salesops.exchange.selectors import earlier_import, message_of
from salesops.exchange.services import (
    CannotBeUndone,
    RowsInTheWay,
    look_at_undo,
    request_undo,
    undo_import,
)
from salesops.workflow.flow import NotPossibleNow, ReasonMissing
from salesops.workflow.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.salesops.exchange.kinds import CENTERS, CenterUndo
from tests.salesops.exchange.services.test_imports import ADMIN, BOTH, HEADER, checked, imported, names

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("center_kind")]


def look(run):
    return look_at_undo(run, actor=ADMIN, at=timezone.now())


def request(run, *, possible_only=False, reason="wrong file", actor=ADMIN):
    return request_undo(run, possible_only=possible_only, actor=actor, at=timezone.now(), reason=reason)


def undo(run, **options):
    return undo_import(request(run, **options).pk, clock=timezone.now)


@pytest.fixture
def run(sheet):
    """An import that made Chongqing and renamed Chengdu."""
    Center.objects.create(code="CD", name="蓉")
    return imported(sheet(*BOTH))


def test_a_look_counts_and_writes_nothing(run):
    plan = look(run)

    assert (plan.removed, plan.restored, plan.kept) == (1, 1, 0)
    assert names() == {"CQ": "重庆", "CD": "成都"}


def test_an_undo_removes_and_sets_back(run):
    undone = undo(run)

    assert (undone.state, names()) == (RunState.UNDONE, {"CD": "蓉"})
    told = ImportUndo.objects.unscoped(because="test").get()
    assert (told.removed_count, told.restored_count, told.kept_count, told.reason) == (1, 1, 0, "wrong file")
    assert not ImportEffect.objects.unscoped(because="test").exists()


def test_what_was_undone_stays_in_the_trail_with_its_reason(run):
    undo(run)

    events = AuditEvent.objects.filter(object_type="exchange.importrun").order_by("pk")
    assert list(events.values_list("step", "reason")) == [("upload", ""), ("import", ""), ("undo import", "wrong file")]


def test_an_undone_file_can_come_again_and_is_not_called_imported(run, sheet):
    undo(run)

    again = imported(sheet(*BOTH))

    assert (again.state, again.created_count, again.changed_count) == (RunState.IMPORTED, 1, 1)
    assert earlier_import(again, ADMIN) is None


def test_an_undo_needs_a_reason(run):
    with pytest.raises(ReasonMissing):
        request(run, reason=" ")


def test_of_two_undos_the_second_is_told(run):
    request(run)

    with pytest.raises(NotPossibleNow):
        request(run)


def test_a_second_job_on_an_undone_import_does_nothing(run):
    undo(run)
    Center.objects.create(code="CQ", name="重庆")

    assert undo_import(run.pk, clock=timezone.now).state == RunState.UNDONE
    assert names() == {"CQ": "重庆", "CD": "蓉"}


def test_a_file_that_was_only_checked_cannot_be_undone(sheet):
    with pytest.raises(NotPossibleNow):
        request(checked(sheet(*BOTH)))


def test_rows_in_the_way_keep_all_as_it_is_unless_the_others_are_chosen(run):
    Center.objects.filter(code="CD").update(name="手改", revision=2)

    with pytest.raises(RowsInTheWay):
        request(run)
    undo(run, possible_only=True)

    assert names() == {"CD": "手改"}
    kept = ImportIssue.objects.unscoped(because="test").filter(severity="kept")
    assert list(kept.values_list("row", "code")) == [(3, "fields_edited_since")]


def test_what_came_into_use_between_decision_and_deed_leaves_the_import(run):
    request(run)
    UserFactory(center=Center.objects.get(code="CQ"))

    left = undo_import(run.pk, clock=timezone.now)

    assert (left.state, left.message_code, names()) == (RunState.IMPORTED, "undo_stands", {"CQ": "重庆", "CD": "成都"})
    assert "1" in message_of(left)


def test_where_nothing_is_free_nothing_is_undone_by_either_choice(sheet):
    run = imported(sheet(HEADER, ["CQ", "重庆"]))
    UserFactory(center=Center.objects.get(code="CQ"))

    with pytest.raises(RowsInTheWay):
        request(run, possible_only=True)


def raise_clash():
    raise IntegrityError("foreign key")


def raise_stop():
    raise KeyboardInterrupt


def test_a_clash_in_the_database_leaves_all_as_it_was(run):
    CenterUndo.trouble = raise_clash

    left = undo(run)

    assert (left.state, left.message_code, names()) == (RunState.IMPORTED, "undo_clash", {"CQ": "重庆", "CD": "成都"})


@pytest.mark.django_db(transaction=True)
def test_an_undo_that_was_stopped_half_way_gives_the_same_when_it_runs_again(run):
    request(run)
    CenterUndo.trouble = raise_stop
    with pytest.raises(KeyboardInterrupt):
        undo_import(run.pk, clock=timezone.now)
    assert names() == {"CQ": "重庆", "CD": "成都"}

    CenterUndo.trouble = None

    assert (undo_import(run.pk, clock=timezone.now).state, names()) == (RunState.UNDONE, {"CD": "蓉"})


def test_an_import_of_which_nothing_was_kept_cannot_be_undone(run):
    ImportEffect.objects.unscoped(because="test").delete()

    with pytest.raises(CannotBeUndone):
        look(run)


def test_a_kind_without_a_way_back_says_so(run, monkeypatch):
    monkeypatch.setitem(registry._kinds, "test_centers", type(CENTERS)("test_centers", "x", (), CENTERS.open))

    with pytest.raises(DomainError):
        look(run)


def test_a_person_undoes_under_its_own_name(run, cast):
    run = ImportRun.objects.unscoped(because="test").get(pk=run.pk)
    User.objects.filter(center__code="CQ").delete()

    undo(run, actor=cast.actor("admin"))

    assert ImportUndo.objects.unscoped(because="test").get().requested_by == cast.admin
