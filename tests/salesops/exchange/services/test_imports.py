"""Check and import: all or nothing, once, and on what stands now (handbook H2.4)."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.base import File
from django.db import IntegrityError
from django.utils import timezone

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from salesops.errors import DomainError
from salesops.exchange.choices import RunState
from salesops.exchange.models import ImportChange, ImportIssue, ImportRun
from salesops.exchange.raw import SheetError
from salesops.exchange.reading import open_sheet
from salesops.exchange.selectors import earlier_import, message_of, report_of
from salesops.exchange.services import (
    FileRefused,
    check_import,
    commit_import,
    discard_import,
    request_import,
    run_file,
    start_import,
    stop_import,
)
from salesops.workflow.flow import NotPossibleNow
from salesops.workflow.models import AuditEvent
from tests.salesops.exchange.books import book, save, text_cell
from tests.salesops.exchange.corpus import rows
from tests.salesops.exchange.kinds import LOOKED_AT, CenterImport

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("center_kind")]

ADMIN = Actor.system("test")
HEADER = ["编码", "名称"]
BOTH = (HEADER, ["CQ", "重庆"], ["CD", "成都"])
WITH_ERROR = (HEADER, ["CQ", "重庆"], ["XA", ""], ["CD", "成都"])


def upload(path):
    with path.open("rb") as content:
        return start_import("test_centers", File(content, name=path.name), actor=ADMIN, at=timezone.now())


def checked(path):
    return check_import(upload(path).pk, clock=timezone.now)


def imported(path, **options):
    return run_file("test_centers", path, actor=ADMIN, clock=timezone.now, commit=True, **options)


def names():
    return dict(Center.objects.values_list("code", "name"))


def issues():
    rows = ImportIssue.objects.unscoped(because="test").order_by("pk")
    return list(rows.values_list("row", "column", "severity", "code"))


def test_a_check_counts_and_shows_what_would_change_and_writes_nothing(sheet):
    Center.objects.create(code="CQ", name="渝")

    run = checked(sheet(HEADER, ["CQ", "重庆"], ["CD", "成都"], ["XA", None]))

    assert (run.state, run.row_count, run.created_count, run.changed_count, run.error_count) == ("checked", 3, 1, 1, 1)
    assert names() == {"CQ": "渝"}
    assert issues() == [(4, "name", "error", "required")]
    changes = ImportChange.objects.unscoped(because="test").order_by("row")
    assert list(changes.values_list("row", "action", "subject", "fields")) == [
        (2, "changed", "CQ", [["name", "Name", "渝", "重庆"]]),
        (3, "created", "CD", []),
    ]


def test_an_unreadable_file_is_refused_with_its_sentence(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"no workbook")

    run = checked(path)

    assert (run.state, run.message_code) == (RunState.REFUSED, "no_workbook")
    assert "Excel" in message_of(run)


def test_a_header_without_rows_is_refused(sheet):
    assert checked(sheet(HEADER)).message_code == "no_rows"


def test_unknown_columns_are_left_out_and_it_is_said(sheet):
    checked(sheet(["编码", "名称", "颜色"], ["CQ", "重庆", "红"]))

    assert issues() == [(1, "", "note", "unknown_columns")]


def test_an_import_writes_all_rows(sheet):
    run = imported(sheet(*BOTH))

    assert (run.state, run.created_count) == (RunState.IMPORTED, 2)
    assert names() == {"CQ": "重庆", "CD": "成都"}


def test_rows_with_errors_keep_the_whole_file_out(sheet):
    run = imported(sheet(*WITH_ERROR))

    assert run.state == RunState.CHECKED
    assert names() == {}
    with pytest.raises(DomainError):
        request_import(run, good_rows_only=False, actor=ADMIN, at=timezone.now())


def test_the_good_rows_alone_are_imported_by_choice(sheet):
    run = imported(sheet(*WITH_ERROR), good_rows_only=True)

    assert (run.state, run.created_count, run.error_count) == (RunState.IMPORTED, 2, 1)
    assert names() == {"CQ": "重庆", "CD": "成都"}


def test_the_same_file_twice_adds_nothing_and_the_first_is_named(sheet):
    path = sheet(*BOTH)
    first = imported(path)

    second = imported(path)

    assert (second.created_count, second.changed_count, second.unchanged_count) == (0, 0, 2)
    assert earlier_import(second, ADMIN) == first


def test_an_error_that_appears_only_while_writing_undoes_all(sheet):
    """Between check and import another row became wrong: the first chunk was written already."""
    run = request_import(checked(sheet(*BOTH)), good_rows_only=False, actor=ADMIN, at=timezone.now())
    ImportRun.objects.unscoped(because="test").filter(pk=run.pk).update(file=upload_of(sheet(*WITH_ERROR)))

    run = commit_import(run.pk, clock=timezone.now)

    assert (run.state, run.message_code, run.error_count) == (RunState.CHECKED, "row_errors", 1)
    assert names() == {}
    assert issues() == [(3, "name", "error", "required")]


def upload_of(path):
    return upload(path).file.name


def test_a_clash_in_the_database_undoes_all(sheet):
    run = request_import(checked(sheet(*BOTH)), good_rows_only=False, actor=ADMIN, at=timezone.now())
    CenterImport.trouble = raise_clash

    run = commit_import(run.pk, clock=timezone.now)

    assert (run.state, run.message_code) == (RunState.FAILED, "clash")
    assert names() == {}


def raise_clash():
    raise IntegrityError("duplicate key")


def raise_stop():
    raise KeyboardInterrupt


@pytest.mark.django_db(transaction=True)
def test_a_job_that_was_stopped_half_way_gives_the_same_when_it_runs_again(sheet):
    run = request_import(checked(sheet(*BOTH)), good_rows_only=False, actor=ADMIN, at=timezone.now())
    CenterImport.trouble = raise_stop
    with pytest.raises(KeyboardInterrupt):
        commit_import(run.pk, clock=timezone.now)
    assert names() == {}

    CenterImport.trouble = None
    run = commit_import(run.pk, clock=timezone.now)

    assert (run.state, names()) == (RunState.IMPORTED, {"CQ": "重庆", "CD": "成都"})


def test_a_second_job_on_an_imported_run_does_nothing(sheet):
    run = imported(sheet(*BOTH))
    Center.objects.all().delete()

    again = commit_import(run.pk, clock=timezone.now)

    assert (again.imported_at, names()) == (run.imported_at, {})


def test_a_check_that_runs_twice_leaves_one_report(sheet):
    run = checked(sheet(*WITH_ERROR))
    ImportRun.objects.unscoped(because="test").filter(pk=run.pk).update(state=RunState.CHECKING)

    check_import(run.pk, clock=timezone.now)

    assert issues() == [(3, "name", "error", "required")]


def test_a_late_check_does_not_disturb_a_checked_run(sheet):
    run = checked(sheet(*BOTH))
    Center.objects.create(code="CQ", name="重庆")

    assert check_import(run.pk, clock=timezone.now).created_count == 2


def test_of_two_requests_the_second_is_told(sheet):
    run = checked(sheet(*BOTH))
    request_import(run, good_rows_only=False, actor=ADMIN, at=timezone.now())

    with pytest.raises(NotPossibleNow):
        request_import(run, good_rows_only=False, actor=ADMIN, at=timezone.now())


def test_who_imported_is_in_the_trail(sheet):
    imported(sheet(*BOTH))

    assert list(AuditEvent.objects.order_by("pk").values_list("step", "job")) == [
        ("upload", "test"),
        ("import", "test"),
    ]


def test_a_discarded_file_is_gone_and_cannot_be_imported(sheet, django_capture_on_commit_callbacks):
    run = checked(sheet(*BOTH))

    with django_capture_on_commit_callbacks(execute=True):
        discard_import(run, actor=ADMIN, at=timezone.now())

    assert not run.file.storage.exists(run.file.name)
    with pytest.raises(NotPossibleNow):
        request_import(run, good_rows_only=False, actor=ADMIN, at=timezone.now())


def test_a_file_that_is_gone_is_named(sheet):
    run = upload(sheet(*BOTH))
    run.file.storage.delete(run.file.name)

    assert check_import(run.pk, clock=timezone.now).message_code == "file_gone"


@pytest.mark.parametrize(
    ("name", "code"), [("a.exe", "wrong_ending"), ("a.xls", "old_excel"), ("a.xlsx", "empty_file")]
)
def test_a_file_with_the_wrong_ending_or_nothing_in_it_is_refused_at_once(tmp_path, name, code):
    (tmp_path / name).write_bytes(b"")

    with pytest.raises(FileRefused) as refusal:
        upload(tmp_path / name)

    assert refusal.value.code == code
    assert not ImportRun.objects.unscoped(because="test").exists()


def test_the_file_is_kept_under_a_name_of_our_own(sheet):
    run = upload(sheet(*BOTH, name="..%2f<b>evil.xlsx"))

    assert run.file_name == "..%2f<b>evil.xlsx"
    assert "evil" not in run.file.name


def test_the_report_of_a_run(sheet):
    run = checked(sheet(*WITH_ERROR))

    report = report_of(run, ADMIN)

    assert {key: report[key] for key in ("kind", "file", "rows", "created", "changed", "unchanged", "committed")} == {
        "kind": "test_centers",
        "file": "book.xlsx",
        "rows": 3,
        "created": 2,
        "changed": 0,
        "unchanged": 0,
        "committed": False,
    }
    assert [(line["row"], line["column"], line["field"]) for line in report["errors"]] == [(3, "名称", "name")]


def test_the_report_of_a_very_bad_file_is_cut_but_its_counts_are_not(sheet, monkeypatch):
    monkeypatch.setattr("salesops.exchange.tally.MOST_ISSUES", 3)
    monkeypatch.setattr("salesops.exchange.tally.MOST_CHANGES", 2)

    run = checked(sheet(HEADER, *([f"A{n}", ""] for n in range(9)), *([f"B{n}", "x"] for n in range(9))))

    assert (run.error_count, run.created_count, len(issues())) == (9, 9, 3)
    assert ImportChange.objects.unscoped(because="test").count() == 2


@pytest.mark.parametrize("rows", [1, 40])
def test_a_check_costs_the_same_queries_for_few_and_many_rows(sheet, django_assert_max_num_queries, rows):
    run = upload(sheet(HEADER, *([f"A{n}", "x"] for n in range(rows))))

    with django_assert_max_num_queries(16):
        check_import(run.pk, clock=timezone.now)


def test_a_kind_that_nobody_knows_is_refused(sheet):
    with sheet(*BOTH).open("rb") as content, pytest.raises(DomainError):
        start_import("other", File(content, name="book.xlsx"), actor=ADMIN, at=timezone.now())


def test_a_file_whose_run_cannot_be_saved_does_not_stay(sheet, settings):
    with sheet(*BOTH).open("rb") as content, pytest.raises(IntegrityError):
        start_import("test_centers", File(content, name="book.xlsx"), actor=replace(ADMIN, job=""), at=timezone.now())

    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_a_kind_that_is_gone_when_the_job_runs_is_named(sheet):
    run = upload(sheet(*BOTH))
    ImportRun.objects.unscoped(because="test").update(kind="gone")

    assert check_import(run.pk, clock=timezone.now).message_code == "unknown_kind"


def test_a_file_that_is_gone_when_it_is_written_fails_the_run(sheet):
    run = request_import(checked(sheet(*BOTH)), good_rows_only=False, actor=ADMIN, at=timezone.now())
    run.file.storage.delete(run.file.name)

    run = commit_import(run.pk, clock=timezone.now)

    assert (run.state, run.message_code) == (RunState.FAILED, "file_gone")


def test_what_a_room_says_while_writing_is_told_and_undoes_all(sheet):
    run = request_import(checked(sheet(*BOTH)), good_rows_only=False, actor=ADMIN, at=timezone.now())
    CenterImport.trouble = raise_refusal

    run = commit_import(run.pk, clock=timezone.now)

    assert (run.state, message_of(run), names()) == (RunState.FAILED, "Nicht jetzt.", {})


def raise_refusal():
    raise DomainError("Nicht jetzt.")


def test_a_check_that_ends_after_another_leaves_that_ones_report(sheet):
    """While the rows were judged, another job finished the run and a person imported it."""
    run = upload(sheet(*BOTH))

    def clock():
        ImportRun.objects.unscoped(because="test").filter(state=RunState.CHECKING).update(state=RunState.IMPORTING)
        return timezone.now()

    assert check_import(run.pk, clock=clock).state == RunState.IMPORTING
    assert issues() == []


def test_a_run_that_another_took_away_is_not_written(sheet):
    run = request_import(checked(sheet(*BOTH)), good_rows_only=False, actor=ADMIN, at=timezone.now())

    def clock():
        runs = ImportRun.objects.unscoped(because="test").filter(pk=run.pk, attempts=1)
        runs.update(state=RunState.FAILED)
        return timezone.now()

    assert commit_import(run.pk, clock=clock).state == RunState.FAILED
    assert names() == {}


def test_a_person_imports_with_its_own_rights(sheet, cast):
    Center.objects.all().update(name="x")

    run = run_file("test_centers", sheet(*BOTH), actor=cast.actor("admin"), clock=timezone.now, commit=True)

    assert (run.state, run.started_by) == (RunState.IMPORTED, cast.admin)


def never(*_args, **_options):
    raise AssertionError("the file is opened once only")


def test_the_import_uses_what_the_check_read_of_the_workbook(sheet, monkeypatch):
    run = request_import(checked(sheet(*BOTH)), good_rows_only=False, actor=ADMIN, at=timezone.now())
    monkeypatch.setattr("salesops.exchange.reading.spoken", never)
    monkeypatch.setattr("salesops.exchange.reading.check_workbook", never)

    assert commit_import(run.pk, clock=timezone.now).state == RunState.IMPORTED
    assert names() == {"CQ": "重庆", "CD": "成都"}
    assert [path.suffix for path in Path(run.file.path).parent.iterdir()] == [".xlsx"]


def test_what_was_read_of_another_content_is_not_used(sheet):
    run = request_import(checked(sheet(*BOTH)), good_rows_only=False, actor=ADMIN, at=timezone.now())
    Path(run.file.path).write_bytes(sheet(HEADER, ["XA", "西安"]).read_bytes())

    commit_import(run.pk, clock=timezone.now)

    assert names() == {"XA": "西安"}


def test_flawed_and_merged_cells_are_kept_as_such(sheet, tmp_path):
    path = save(tmp_path, book(rows(text_cell("A2", "S1") + '<c r="B2" t="e"><v>#N/A</v></c>')))
    with open_sheet(path, LOOKED_AT, keeps=True) as first:
        said = list(first.rows)

    with open_sheet(path, LOOKED_AT) as second:
        assert list(second.rows) == said
    assert said[0][1][1] == SheetError("error_cell", "#N/A")


def test_an_import_that_is_stopped_while_it_writes_leaves_nothing_and_can_be_imported_again(sheet, cast):
    run = request_import(checked(sheet(*BOTH)), good_rows_only=False, actor=ADMIN, at=timezone.now())
    CenterImport.trouble = lambda: stop_import(run, actor=cast.actor("admin"), at=timezone.now())
    before = names()

    run = commit_import(run.pk, clock=timezone.now)

    assert (run.state, run.message_code, names()) == (RunState.CHECKED, "import_stopped", before)
    last = AuditEvent.objects.order_by("pk").last()
    assert (last.step, last.actor) == ("stop import", cast.admin)
    CenterImport.trouble = None
    request_import(run, good_rows_only=False, actor=ADMIN, at=timezone.now())
    assert commit_import(run.pk, clock=timezone.now).state == RunState.IMPORTED


def test_an_import_that_waits_for_its_job_is_stopped_at_once(sheet):
    run = request_import(checked(sheet(*BOTH)), good_rows_only=False, actor=ADMIN, at=timezone.now())

    stop_import(run, actor=ADMIN, at=timezone.now())

    assert commit_import(run.pk, clock=timezone.now).state == RunState.CHECKED
    with pytest.raises(NotPossibleNow):
        stop_import(ImportRun.objects.unscoped(because="test").get(pk=run.pk), actor=ADMIN, at=timezone.now())
