"""The files that the program keeps, wherever the settings let them lie, and which of them the database names."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.apps import apps
from django.core.files.base import File
from django.core.files.storage import Storage, storages
from django.db.models import FileField

from salesops.backup.digests import quoted
from salesops.backup.errors import BackupError

_NOT_OURS = "staticfiles"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, order=True)
class Kept:
    """A file by the storage's name in the settings and its own name there."""

    alias: str
    name: str

    @property
    def member(self) -> str:
        return f"files/{self.alias}/{self.name}"


def aliases() -> list[str]:
    """The storages of the settings, less the one that is made from the program."""
    return [alias for alias in storages.backends if alias != _NOT_OURS]


def parsed(member: str) -> Kept:
    """A file by its place in an archive; refuses what would lead out of its storage, or into none."""
    _, _, rest = member.partition("/")
    alias, _, name = rest.partition("/")
    if not is_safe(name):
        raise BackupError(f"The archive names a file that leads elsewhere: {name!r}.")
    if alias not in aliases():
        raise BackupError(f"The archive has files of a storage “{alias}”, which the settings do not know.")
    return Kept(alias, name)


def is_safe(name: str) -> bool:
    """Whether a name stays below its storage's root."""
    path = PurePosixPath(name)
    is_plain = bool(path.parts) and not path.is_absolute() and str(path) == name
    return is_plain and ".." not in path.parts and not set(name) & {"\\", "\0"}


def named_by(fetch: Callable[[str], list], tables: set[str]) -> set[Kept]:
    """The files that rows name. `fetch` asks the very database that is kept."""
    found = set()
    for field in _file_fields():
        table, column = field.model._meta.db_table, quoted(field.column)
        if table in tables:
            rows = fetch(f"SELECT DISTINCT {column} FROM {quoted(table)} WHERE {column} <> ''")  # noqa: S608
            found |= {Kept(_alias_of(field), name) for (name,) in rows}
    return found


def lying(named: set[Kept]) -> Iterator[Kept]:
    """Every file that lies in the storages, once each, under the alias by which the database names it."""
    seen = {}
    for alias in aliases():
        seen.setdefault(_place(storages[alias]), []).append(alias)
    for group in seen.values():
        for name in filter(is_safe, _walk(storages[group[0]], "")):
            yield next((kept for alias in group if (kept := Kept(alias, name)) in named), Kept(group[0], name))


def opened(kept: Kept) -> File | None:
    """The file to read, or nothing where it went meanwhile."""
    try:
        file = storages[kept.alias].open(kept.name)
        file.size  # noqa: B018 - a bucket answers only now
    except FileNotFoundError:
        return None
    return file


def put(kept: Kept, content: File, sha256: str) -> bool:
    """Write a file under just this name; says whether it had to, as one that is the same already stays."""
    storage = storages[kept.alias]
    if storage.exists(kept.name):
        if _sha256(storage, kept.name) == sha256:
            return False
        storage.delete(kept.name)
    if (name := storage.save(kept.name, content)) != kept.name:
        raise BackupError(f"“{kept.name}” could only be written as “{name}”.")
    return True


def is_inside(folder: Path) -> bool:
    """Whether a folder lies within a storage: a backup there would hold the backups before it."""
    roots = [getattr(storages[alias], "location", "") for alias in aliases()]
    return any(root and folder.is_relative_to(root) for root in roots)


def _file_fields() -> list[FileField]:
    fields = [field for model in apps.get_models() for field in model._meta.local_fields]
    return [field for field in fields if isinstance(field, FileField)]


def _alias_of(field: FileField) -> str:
    return next((alias for alias in aliases() if storages[alias] is field.storage), "default")


def _place(storage: Storage) -> tuple[str, ...]:
    """Two storages of one place would be read twice."""
    return type(storage).__name__, *(str(getattr(storage, name, "")) for name in ("bucket_name", "location"))


def _walk(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    yield from (prefix + name for name in sorted(names) if name)
    for below in sorted(folders):
        yield from _walk(storage, prefix + below)


def _sha256(storage: Storage, name: str) -> str:
    with storage.open(name) as file:
        digest = hashlib.sha256()
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
