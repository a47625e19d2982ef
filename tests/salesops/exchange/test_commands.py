"""The import commands' contract: FILE [--commit] [--good-rows-only] [--json]."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from salesops.accounts.models import Center
from salesops.exchange.commands import ImportCommand

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("center_kind")]

HEADER = ["编码", "名称"]


class Command(ImportCommand):
    kind_code = "test_centers"


def call(path, *options):
    out = StringIO()
    try:
        call_command(Command(stdout=out, stderr=out), str(path), *options)
    except CommandError as refusal:
        return out.getvalue(), refusal
    return out.getvalue(), None


def test_without_commit_nothing_is_written(sheet):
    out, refusal = call(sheet(HEADER, ["CQ", "重庆"]), "--json")

    report = json.loads(out)
    assert (report["rows"], report["created"], report["errors"], report["committed"]) == (1, 1, [], False)
    assert refusal is None
    assert not Center.objects.exists()


def test_with_commit_the_rows_are_written(sheet):
    out, refusal = call(sheet(HEADER, ["CQ", "重庆"]), "--commit", "--json")

    assert (json.loads(out)["committed"], refusal) == (True, None)
    assert Center.objects.count() == 1


def test_the_same_file_twice_is_no_failure(sheet):
    path = sheet(HEADER, ["CQ", "重庆"])
    call(path, "--commit", "--json")

    out, refusal = call(path, "--commit", "--json")

    report = json.loads(out)
    assert (report["created"], report["changed"], report["unchanged"], report["committed"]) == (0, 0, 1, True)
    assert refusal is None


def test_rows_with_errors_keep_a_commit_from_happening(sheet):
    out, refusal = call(sheet(HEADER, ["CQ", "重庆"], ["CD", ""]), "--commit", "--json")

    report = json.loads(out)
    assert (report["committed"], [line["row"] for line in report["errors"]]) == (False, [3])
    assert refusal.returncode == 1
    assert not Center.objects.exists()


def test_good_rows_only(sheet):
    out, refusal = call(sheet(HEADER, ["CQ", "重庆"], ["CD", ""]), "--commit", "--good-rows-only", "--json")

    assert (json.loads(out)["committed"], refusal) == (True, None)
    assert list(Center.objects.values_list("code", flat=True)) == ["CQ"]


@pytest.mark.parametrize("name", ["book.xlsx", "gone.xlsx", "book.exe"])
def test_an_unreadable_file_is_one_clear_line(tmp_path, name):
    (tmp_path / "book.xlsx").write_bytes(b"no workbook")
    (tmp_path / "book.exe").write_bytes(b"MZ")

    out, refusal = call(tmp_path / name, "--json")

    assert out == ""
    assert refusal.returncode == 1
    assert len(str(refusal).splitlines()) == 1


def test_without_json_counts_and_errors_are_lines(sheet):
    out, _refusal = call(sheet(HEADER, ["CD", ""]))

    assert "rows=1" in out.splitlines()[0]
    assert out.splitlines()[1].startswith("2 名称")
