"""The whole of the company's work into one archive, and back (handbook H13)."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.db import connection

from salesops.backup import archive, databases, files, standing
from salesops.backup.archive import Manifest, Reading, Writing
from salesops.backup.digests import differing
from salesops.backup.errors import BackupError
from salesops.backup.files import Kept

_NAMES = "salesops-*"
_ENDING = ".tar"
_LEFT_BEHIND = timedelta(days=1)
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Report:
    """What an archive holds, and what became of it.

    `lacking` are files that rows name and nobody had; `removed` older archives; `beside` counts files that lie where
    the restored ones do and are not of the archive; `remarks` say what is still to do.
    """

    archive: str
    made_at: str
    database: str
    tables: int
    rows: int
    files: int
    size: int
    lacking: tuple[str, ...]
    removed: tuple[str, ...] = ()
    beside: int = 0
    remarks: tuple[str, ...] = ()


def back_up(folder: Path, *, at: datetime, keep: int | None = None) -> Report:
    """Write database and files into one archive, as of one moment, while everybody works on.

    The database's copy comes first: whatever file it names lies there already. With `keep` only so many archives
    stay in the folder, the newest ones.
    """
    _refuse_folder(folder, keep)
    databases.look_for_tools()
    path = folder / f"salesops-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}{_ENDING}"
    with archive.writing(path, at) as target:
        manifest = _take_in(target, folder, at)
        target.finish(manifest)
    return _report(path, manifest, removed=_tidied(folder, keep, at))


def check(path: Path) -> Report:
    """Read an archive to its end; refuses one that is not whole, and touches nothing."""
    with archive.reading(path) as source:
        source.verify()
        _files_of(source.manifest)
        return _report(path, source.manifest, remarks=standing.remarks(source.manifest))


def restore(path: Path, *, replace: bool = False) -> Report:
    """Bring database and files back to the archive's moment, then compare each table with it.

    Files come first and only add to what is there: where the database then refuses, it lacks none of its own. Without
    `replace` a database that holds anybody's work is left alone.
    """
    with archive.reading(path) as source:
        source.verify()
        wanted = _files_of(source.manifest)
        standing.refuse_foreign(source.manifest)
        databases.look_for_tools()
        if not replace and (holding := standing.tables_with_work()):
            raise BackupError(f"The database holds rows ({', '.join(holding[:3])} …); --replace takes them away.")
        _put(source, wanted)
        _load(source)
        return _report(path, source.manifest, beside=_beside(wanted), remarks=standing.remarks(source.manifest))


def _refuse_folder(folder: Path, keep: int | None) -> None:
    if not folder.is_dir():
        raise BackupError(f"There is no folder {folder}.")
    if files.is_inside(folder.resolve()):
        raise BackupError(
            f"{folder} is among the files that are kept; name another folder, best of all on another disk."
        )
    if keep is not None and keep < 1:
        raise BackupError("--keep: at least one archive stays.")


def _take_in(target: Writing, folder: Path, at: datetime) -> Manifest:
    name = databases.member_name()
    with tempfile.NamedTemporaryFile(dir=folder, prefix="salesops-", suffix=archive.PART) as place:
        with databases.kept(Path(place.name)) as copy:
            named = files.named_by(copy.fetch, set(copy.tables))
        # By its name, as a tool may have put another file there.
        with Path(place.name).open("rb") as stream:
            target.add(name, stream, Path(place.name).stat().st_size)
    found = _take_files(target, named)
    return Manifest(
        made_at=at.isoformat(timespec="seconds"),
        vendor=connection.vendor,
        database=name,
        migrations=copy.migrations,
        tables=copy.tables,
        lacking=sorted(kept.member for kept in named - found),
        seal=standing.seal_of_keys(),
        members=target.members,
    )


def _take_files(target: Writing, named: set[Kept]) -> set[Kept]:
    found = set()
    for kept in files.lying(named):
        # What went since it was listed went by somebody's deed.
        if (file := files.opened(kept)) is not None:
            with file:
                target.add(kept.member, file, file.size)
            found.add(kept)
    return found


def _tidied(folder: Path, keep: int | None, at: datetime) -> tuple[str, ...]:
    """Delete what killed backups left behind, and archives beyond the number that is kept."""
    old = (at - _LEFT_BEHIND).timestamp()
    for part in folder.glob(_NAMES + archive.PART):
        if part.stat().st_mtime < old:
            part.unlink(missing_ok=True)
    surplus = sorted(folder.glob(_NAMES + _ENDING))[:-keep] if keep else []
    for path in surplus:
        path.unlink()
    return tuple(path.name for path in surplus)


def _files_of(manifest: Manifest) -> dict[str, Kept]:
    if manifest.database not in manifest.members:
        raise BackupError("It holds no database.")
    return {member: files.parsed(member) for member in manifest.members if member != manifest.database}


def _put(source: Reading, wanted: dict[str, Kept]) -> None:
    for member, kept in wanted.items():
        files.put(kept, File(source.opened(member), name=kept.name), source.manifest.members[member].sha256)


def _load(source: Reading) -> None:
    manifest = source.manifest
    with _unpacked(source, manifest.database) as copy:
        databases.load(copy)
    if odd := differing(manifest.tables, databases.tables()):
        raise BackupError(f"Restored, but not as it was, unless somebody works already: {', '.join(odd)}.")


@contextmanager
def _unpacked(source: Reading, member: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=settings.VAR, prefix="restore-") as folder:
        path = Path(folder) / member
        with path.open("wb") as target, source.opened(member) as stream:
            while chunk := stream.read(_CHUNK):
                target.write(chunk)
        yield path


def _beside(wanted: dict[str, Kept]) -> int:
    ours = set(wanted.values())
    return sum(kept not in ours for kept in files.lying(ours))


def _report(path: Path, manifest: Manifest, **more) -> Report:
    return Report(
        archive=str(path),
        made_at=manifest.made_at,
        database=manifest.vendor,
        tables=len(manifest.tables),
        rows=sum(digest.rows for digest in manifest.tables.values()),
        files=len(manifest.members) - 1,
        size=path.stat().st_size,
        lacking=tuple(manifest.lacking),
        **more,
    )
