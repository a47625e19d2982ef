"""One .tar: the database's copy, the files, and last the manifest with the size and SHA-256 of each.

While it is written it is called .part; cut short, it has no manifest and is refused.
"""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

from salesops.backup.digests import Digest
from salesops.backup.errors import BackupError

FORMAT = 1
MANIFEST = "manifest.json"
PART = ".part"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Member:
    """What one file of the archive must be."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the archive is: when and of which database, its schema, what its tables held, what is in it."""

    made_at: str
    vendor: str
    database: str
    migrations: list[tuple[str, str]]
    tables: dict[str, Digest]
    lacking: list[str]
    seal: str
    members: dict[str, Member] = field(default_factory=dict)
    format: int = FORMAT

    @classmethod
    def read(cls, text: bytes) -> "Manifest":
        try:
            found = json.loads(text)
            if found["format"] != FORMAT:
                raise BackupError(f"It has format {found['format']}; this program reads format {FORMAT}.")
            found["migrations"] = [(app, name) for app, name in found["migrations"]]
            found["tables"] = {name: Digest(**digest) for name, digest in found["tables"].items()}
            found["members"] = {name: Member(**member) for name, member in found["members"].items()}
            return cls(**found)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BackupError(f"Its manifest cannot be read ({type(error).__name__}).") from error


class Hashing:
    """A stream that counts and hashes what is read from it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._digest, self.size = stream, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        chunk = self._stream.read(size)
        self._digest.update(chunk)
        self.size += len(chunk)
        return chunk

    @property
    def member(self) -> Member:
        """What was read until now."""
        return Member(self.size, self._digest.hexdigest())


class Writing:
    """An archive that grows; `finish` makes it whole."""

    def __init__(self, tar: tarfile.TarFile, at: datetime) -> None:
        self._tar, self._at, self.members = tar, at, {}

    def add(self, name: str, stream: IO[bytes], size: int) -> None:
        """Take in `size` bytes; a stream that has fewer by now is refused."""
        hashing = Hashing(stream)
        self._write(name, hashing, size)
        self.members[name] = hashing.member

    def finish(self, manifest: Manifest) -> None:
        text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
        self._write(MANIFEST, io.BytesIO(text), len(text))

    def _write(self, name: str, stream: IO[bytes] | Hashing, size: int) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode, info.mtime = size, 0o600, int(self._at.timestamp())
        self._tar.addfile(info, stream)


@contextmanager
def writing(path: Path, at: datetime) -> Iterator[Writing]:
    """Write an archive for its owner alone; it has its name once it is whole and on the disk, or is not there."""
    part = path.with_name(path.name + PART)
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise BackupError(f"{part} is there already: another backup of this second is being made.") from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                yield Writing(tar, at)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        _keep_name(path.parent)
    finally:
        part.unlink(missing_ok=True)


def _keep_name(folder: Path) -> None:
    """A name, too, must be on the disk before a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Reading:
    """An archive that is open to read."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self._infos = {info.name: info for info in tar.getmembers()}
        if MANIFEST not in self._infos:
            raise BackupError("It has no manifest: it was cut off, or is no archive of this program.")
        self.manifest = Manifest.read(self.opened(MANIFEST).read())

    def opened(self, name: str) -> IO[bytes]:
        stream = self._tar.extractfile(self._infos[name])
        if stream is None:
            raise BackupError(f"Its member {name} is no file.")
        return stream

    def verify(self) -> None:
        """Read everything once; refuses what is not as the manifest says, or not in it."""
        said = self.manifest.members
        if odd := sorted(said.keys() ^ (self._infos.keys() - {MANIFEST})):
            raise BackupError(f"Members and manifest differ: {', '.join(odd[:3])}.")
        for name, member in said.items():
            stream = Hashing(self.opened(name))
            while stream.read(_CHUNK):
                pass
            if stream.member != member:
                raise BackupError(f"Its member {name} is not as it was written: the archive is damaged or was altered.")


@contextmanager
def reading(path: Path) -> Iterator[Reading]:
    """Open an archive; refuses what is none, and one that was cut off."""
    if not path.is_file():
        raise BackupError("There is no such file.")
    try:
        with tarfile.open(path, "r:") as tar:
            yield Reading(tar)
    except tarfile.TarError as error:
        raise BackupError(f"It is cut off, or is no archive of this program ({error}).") from error
