"""What a backup or a restore refuses, in one line and before anything is touched (H13; reliability D6)."""

import io
import json
import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from salesops.backup import postgres
from salesops.backup.errors import BackupError
from salesops.backup.services import back_up, check

pytestmark = [pytest.mark.dump, pytest.mark.django_db]

AT = datetime(2026, 11, 28, 18, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """One archive of the empty program for all these tests."""
    with django_db_blocker.unblock():
        report = back_up(tmp_path_factory.mktemp("backups"), at=AT)
        connection.close()
    return Path(report.archive)


def altered(archive, path, change):
    """The same archive, with its members as `change` gives them back."""
    with tarfile.open(archive) as tar:
        members = {info.name: tar.extractfile(info).read() for info in tar.getmembers()}
    with tarfile.open(path, "w") as tar:
        for name, content in change(members).items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return path


def telling(**facts):
    """A change of what the manifest says."""

    def change(members):
        return members | {"manifest.json": json.dumps(json.loads(members["manifest.json"]) | facts).encode()}

    return change


def with_another_byte(members):
    name = next(iter(members))
    return members | {name: members[name][:-1] + b"?"}


def without_manifest(members):
    return {name: content for name, content in members.items() if name != "manifest.json"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (with_another_byte, "damaged or was altered"),
        (without_manifest, "no manifest: it was cut off"),
        (lambda members: members | {"files/default/more": b"x"}, "Members and manifest differ: files/default/more"),
        (telling(format=2), "has format 2; this program reads format 1"),
        (telling(members=3), "manifest cannot be read"),
        (telling(vendor="oracle"), "holds a database of oracle; this installation runs on"),
        (telling(migrations=[["stores", "9999_later"]]), r"newer version \(stores.9999_later is not known here\)"),
    ],
)
def test_restore_refuses_an_archive_that_is_not_whole_or_not_for_it(made, tmp_path, change, words):
    with pytest.raises(CommandError, match=words):
        call_command("restore", altered(made, tmp_path / "other.tar", change))


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a/../../b", "", "nobodys/x"])
def test_no_file_leads_out_of_its_storage(made, tmp_path, name):
    member = f"files/{name}" if name.startswith("nobodys") else f"files/default/{name}"
    content = {member: {"size": 1, "sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"}}

    def change(members):
        said = json.loads(members["manifest.json"])
        said["members"] |= content
        return members | {member: b"x", "manifest.json": json.dumps(said).encode()}

    with pytest.raises(CommandError, match=r"leads elsewhere|do not know"):
        call_command("restore", altered(made, tmp_path / "other.tar", change), "--check")


@pytest.mark.parametrize("length", [0, 100, 5000, 200_000])
def test_restore_refuses_an_archive_that_was_cut_off(made, tmp_path, length):
    (tmp_path / "cut.tar").write_bytes(made.read_bytes()[:length])

    with pytest.raises(CommandError, match="cut off"):
        call_command("restore", tmp_path / "cut.tar")


def test_restore_refuses_a_missing_file_and_another_file(tmp_path):
    (tmp_path / "letter.txt").write_text("x" * 2000)

    with pytest.raises(CommandError, match="There is no such file"):
        call_command("restore", tmp_path / "nothing.tar")
    with pytest.raises(CommandError, match="is no archive of this program"):
        call_command("restore", tmp_path / "letter.txt")


@pytest.mark.usefixtures("cast")
def test_restore_leaves_a_database_with_rows_alone(made):
    with pytest.raises(CommandError, match=r"holds rows \(accounts_center, accounts_user …\)"):
        call_command("restore", made)


def test_check_reads_all_and_touches_nothing(made, cast, capsys):
    call_command("restore", made, "--check", "--json")

    told = json.loads(capsys.readouterr().out)
    with tarfile.open(made) as tar:
        members = len(tar.getnames())
    assert (told["archive"], told["database"], told["files"]) == (str(made), connection.vendor, members - 2)
    assert made.stat().st_mode & 0o777 == 0o600


def test_backup_refuses_what_is_no_folder_and_one_among_the_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / "media/below").mkdir(parents=True)

    with pytest.raises(CommandError, match="There is no folder"):
        call_command("backup", tmp_path / "nowhere")
    with pytest.raises(CommandError, match="among the files that are kept"):
        call_command("backup", tmp_path / "media/below")
    with pytest.raises(CommandError, match="at least one archive stays"):
        call_command("backup", tmp_path, "--keep", "0")


def test_a_backup_that_fails_leaves_nothing_half(settings, tmp_path, monkeypatch):
    monkeypatch.setattr("salesops.backup.files.lying", refuse)

    with pytest.raises(CommandError, match="No space left"):
        call_command("backup", tmp_path)

    assert list(tmp_path.iterdir()) == []


def refuse(_named):
    raise OSError(28, "No space left on device")


def test_keep_deletes_the_oldest_and_what_killed_backups_left(tmp_path):
    (tmp_path / "salesops-x.part").touch()
    (tmp_path / "other.tar").touch()
    days = [datetime.now(UTC) + timedelta(days=2 + day) for day in range(3)]

    reports = [back_up(tmp_path, at=day, keep=2) for day in days]

    assert reports[2].removed == (Path(reports[0].archive).name,)
    kept = {Path(report.archive).name for report in reports[1:]}
    assert {path.name for path in tmp_path.iterdir()} == kept | {"other.tar"}


@pytest.mark.postgres
def test_backup_refuses_without_a_pg_dump_that_knows_the_server(monkeypatch, tmp_path):
    with pytest.raises(BackupError, match=r"cannot read a server of version 99: install postgresql-client"):
        postgres.look_for_tools(99)

    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match="pg_dump is missing: install postgresql-client"):
        call_command("backup", tmp_path)


def test_an_archive_says_whether_the_keys_are_here(made, settings):
    settings.SALESOPS_DATA_KEYS = ["another"]

    [remark] = check(made).remarks

    assert remark.startswith("Personal data are sealed by a key that is not among SALESOPS_DATA_KEYS")
