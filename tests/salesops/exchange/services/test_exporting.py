"""Lists as files: whole or not at all, for their owner, in its rights, for a time."""

import io
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from salesops.accounts.choices import Role
from salesops.exchange import tasks
from salesops.exchange.models import ExportRun
from salesops.exchange.selectors.exports import EXPORT_JOB, MOST_TRIES
from salesops.exchange.services import discard_export, exports_to_resume, tidy_exports, write_export
from salesops.exchange.services.exporting import MOST_AT_WORK, TooManyAtWork
from salesops.notices.models import Notice
from salesops.workflow.choices import JobState
from salesops.workflow.models import JobRun
from tests.factories.stores import CustomerFactory, StoreFactory
from tests.salesops.exchange.exports import ordered_export, written_export

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "exports"


@pytest.fixture
def stores(cast):
    for code in ("B2", "A1"):
        StoreFactory(customer=CustomerFactory(rep=cast.rep, name="星光"), code=code, name=f"店{code}")
    StoreFactory(customer=CustomerFactory(rep=cast.foreign_rep), code="C3")


def run_of(export):
    return JobRun.objects.get(job=EXPORT_JOB, subject=str(export.pk))


def files(place):
    return [path for path in place.rglob("*") if path.is_file()]


def content(export):
    with default_storage.open(export.file.name) as file:
        return file.read()


def lines(export):
    return content(export).decode("utf-8-sig").splitlines()


def test_a_worker_writes_the_list_as_its_person_sees_it(cast, stores):
    export = written_export(cast.manager, query="export=csv&columns=code%2Ccustomer&sort=-code")

    assert lines(export) == ["Store name,Store code,customer", "店B2,B2,星光", "店A1,A1,星光"]
    assert run_of(export).state == JobState.DONE
    assert Notice.objects.get(user=cast.manager).text_key == "export_ready"


def test_a_workbook_has_the_same_rows(cast, stores):
    export = written_export(cast.rep, query="export=xlsx&columns=code", kind="xlsx")

    sheet = openpyxl.load_workbook(io.BytesIO(content(export))).active
    assert list(sheet.values) == [("Store name", "Store code"), ("店A1", "A1"), ("店B2", "B2")]


def test_plans_bring_their_figures_along(cast):
    export = written_export(cast.manager, path=reverse("dealers:plan_list"))

    assert run_of(export).state == JobState.DONE


@pytest.mark.parametrize("path", ["/accounts/users/", "/nowhere/"])
def test_a_list_that_is_closed_by_then_is_not_written(cast, place, path):
    export = ordered_export(cast.rep, path=path)
    tasks.export(export_id=export.pk)

    assert run_of(export).state == JobState.FAILED
    assert Notice.objects.get(user=cast.rep).text_key == "export_failed"
    assert files(place) == []


def test_the_same_list_is_ordered_once_at_a_time_and_few_lists_at_once(cast):
    first = ordered_export(cast.rep)

    assert ordered_export(cast.rep) == first
    for number in range(MOST_AT_WORK - 1):
        ordered_export(cast.rep, query=f"export=csv&q={number}")
    with pytest.raises(TooManyAtWork):
        ordered_export(cast.rep, query="export=csv&q=more")


def test_a_worker_that_dies_leaves_no_half_file_and_the_next_one_writes_it_whole(cast, stores, place):
    export = ordered_export(cast.rep, ago=timedelta(minutes=10))

    def dies(_export):
        def rows():
            yield ["half"]
            raise SystemExit

        return ["head"], rows()

    with pytest.raises(SystemExit):
        write_export(export.pk, source=dies, clock=lambda: timezone.now() - timedelta(minutes=9))
    assert files(place) == []
    assert ExportRun.objects.get(pk=export.pk).file.name == ""

    assert exports_to_resume(timezone.now()) == [export.pk]
    tasks.export(export_id=export.pk)
    export.refresh_from_db()
    assert len(lines(export)) == 3


def test_a_file_that_failed_too_often_is_given_up(cast):
    export = ordered_export(cast.rep, ago=timedelta(minutes=10))
    JobRun.objects.filter(pk=run_of(export).pk).update(attempts=MOST_TRIES)

    assert exports_to_resume(timezone.now()) == []
    assert run_of(export).state == JobState.FAILED


def test_two_workers_at_one_list_leave_one_file(cast, stores, place):
    export = ordered_export(cast.rep)

    def meets_another(_export):
        tasks.export(export_id=export.pk)
        return ["head"], iter([["second"]])

    write_export(export.pk, source=meets_another, clock=timezone.now)

    export.refresh_from_db()
    assert [path.name for path in files(place)] == [Path(export.file.name).name]
    assert len(lines(export)) == 3


def test_a_file_discarded_while_it_is_written_leaves_nothing(cast, place):
    export = ordered_export(cast.rep)

    def is_stopped(_export):
        discard_export(ExportRun.objects.get(pk=export.pk))
        return ["head"], iter([["row"]])

    write_export(export.pk, source=is_stopped, clock=timezone.now)

    assert (files(place), JobRun.objects.filter(job=EXPORT_JOB).count()) == ([], 0)


def test_what_expired_goes_with_what_nobody_knows(cast, stores, place):
    kept = written_export(cast.rep)
    written_export(cast.manager, ago=timedelta(days=3, minutes=1))
    default_storage.save("exports/2026/01/lost.xlsx.part", io.BytesIO(b"half"))

    assert tidy_exports(timezone.now()) == 1
    assert tidy_exports(timezone.now() + timedelta(days=2)) == 1
    assert [path.name for path in files(place)] == [Path(kept.file.name).name]


@pytest.mark.parametrize("change", [{"role": Role.MANAGER}, {"center": "other"}])
def test_who_changes_role_or_center_loses_its_files(client, cast, stores, change):
    export = written_export(cast.rep)
    for name, value in change.items():
        setattr(cast.rep, name, cast.other_center if value == "other" else value)
    cast.rep.save()
    client.force_login(cast.rep)

    assert client.get(f"/exchange/files/{export.pk}/").status_code == 404
