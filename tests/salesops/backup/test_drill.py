"""The restore drill: what was there is there again, and the database refuses what it must (H13; reliability D6)."""

import hashlib
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from salesops.backup import archive, databases
from salesops.backup.digests import differing
from salesops.backup.services import back_up, restore
from salesops.workflow.models import AuditEvent, FieldChange
from tests.factories.accounts import UserFactory
from tests.visits.execution.payloads import SENT, make_shop, visit_payload
from visits.services.receive import receive_visit

pytestmark = [pytest.mark.dump, pytest.mark.django_db(transaction=True)]

WRITTEN_MEANWHILE = {"workflow.AuditEvent", "workflow.FieldChange"}


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups"


@pytest.fixture
def work(media, cast):
    """A visit with its photo, its receipt and its history, and a file that no row names."""
    receive_visit(visit_payload(make_shop(cast)), actor=cast.actor("rep"), at=SENT)
    (media / "没有行的文件.txt").write_text("x")


def rows():
    """Each table's number of rows and hash, reckoned by other means than the backup's own."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        lines = sorted(map(repr, model._base_manager.values_list()))
        found[model._meta.label] = (len(lines), hashlib.sha256("\n".join(lines).encode()).hexdigest())
    return found


def contents(media):
    return {
        str(path.relative_to(media)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in media.rglob("*")
        if path.is_file()
    }


@contextmanager
def somebody_writing(center):
    """Another connection that writes events with their changes, both or neither, for as long as it lasts."""
    has_begun, is_over = Event(), Event()

    def write():
        written = 0
        while not is_over.is_set():
            with transaction.atomic():
                event = AuditEvent.record(center, "drill", actor=Actor.system("drill"), at=timezone.now())
                FieldChange.objects.create(event=event, field="name", after=str(written))
            written += 1
            has_begun.set()
        connection.close()
        return written

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        assert has_begun.wait(30)
        try:
            yield writing
        finally:
            is_over.set()


def empty_the_machine(media):
    """As if it were a new one: no table, no file."""
    connection.close()
    if connection.vendor == "sqlite":
        Path(connection.settings_dict["NAME"]).unlink()
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    shutil.rmtree(media)


@pytest.mark.usefixtures("work")
def test_drill(cast, media, folder):
    """Backed up while somebody writes, restored on an empty machine: rows, files, triggers and constraints are back."""
    before, files = rows(), contents(media)
    with somebody_writing(cast.center) as writing:
        made = back_up(folder, at=timezone.now(), keep=1)
    empty_the_machine(media)

    told = restore(Path(made.archive))

    after = rows()
    assert {label for label in before if before[label] != after[label]} == WRITTEN_MEANWHILE
    assert contents(media) == files
    assert (told.rows, told.files, told.lacking, told.beside, told.remarks) == (made.rows, len(files), (), 0, ())
    events = AuditEvent.objects.filter(step="drill")
    assert 0 < events.count() < writing.result()
    assert events.filter(changes__isnull=True).count() == 0
    assert UserFactory(center=Center.objects.get(pk=cast.center.pk)).pk > cast.admin.pk
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        events.update(reason="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEvent.objects.create(object_type="x", object_id=1, step="x", at=timezone.now())


@pytest.mark.usefixtures("work")
def test_restore_takes_back_what_was_done_since(cast, media, folder):
    before, files = rows(), contents(media)
    made = back_up(folder, at=timezone.now())
    UserFactory(center=cast.center)
    with archive.reading(Path(made.archive)) as source:
        assert differing(source.manifest.tables, databases.tables()) == ["accounts_user"]
    next(media.rglob("*.jpg")).write_text("another content")
    (media / "since.txt").write_text("x")

    told = restore(Path(made.archive), replace=True)

    assert rows() == before
    assert contents(media) == files | {"since.txt": hashlib.sha256(b"x").hexdigest()}
    assert told.beside == 1


@pytest.mark.usefixtures("work")
def test_a_file_that_rows_name_and_nobody_has_is_told(media, folder):
    photo = next(media.rglob("*.jpg"))
    photo.unlink()

    assert back_up(folder, at=timezone.now()).lacking == (f"files/photos/{photo.relative_to(media)}",)


@pytest.mark.usefixtures("work")
def test_restore_while_somebody_holds_the_database_says_so_and_changes_nothing(cast, media, folder, monkeypatch):
    """Others are not thrown out: who restores is told to stop the programs."""
    made = back_up(folder, at=timezone.now())
    UserFactory(center=cast.center)
    before = rows()
    limits = {"timeout": 0.2} if connection.vendor == "sqlite" else {"options": "-c lock_timeout=200"}
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", connection.settings_dict["OPTIONS"] | limits)

    with somebody_holding(), pytest.raises(CommandError, match="stays as it is: stop web"):
        call_command("restore", made.archive, "--replace")

    assert rows() == before


@contextmanager
def somebody_holding():
    """Another connection in the middle of a change."""
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE" if other.vendor == "sqlite" else "BEGIN")
        cursor.execute("UPDATE accounts_user SET name = name")
        yield
    other.close()
