"""How far a writing job is, told beside its transaction, and the wish to stop it (handbook H2.4).

The transaction holds the run's row, and in SQLite the whole database, until its end. So the sign of life is
a small file beside the uploaded one, which waits for nobody; and so is the wish that it shall stop.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from salesops.accounts.actor import Actor
from salesops.exchange.models import ImportRun


class StopWished(Exception):
    """Somebody wants the writing to stop; carries who."""

    def __init__(self, actor: Actor) -> None:
        super().__init__("stop wished")
        self.actor = actor


class Progress:
    """Counts rows into the file; a job that dies leaves the file, and its age tells."""

    def __init__(self, path: Path, total: int) -> None:
        self._path = path
        self._total = total
        self._done = 0

    def show(self, done: int) -> None:
        self._done = done
        whole = self._path.with_suffix(".part")
        whole.write_text(json.dumps([done, max(done, self._total)]))
        whole.replace(self._path)

    def add(self, count: int) -> None:
        self.show(self._done + count)


@contextmanager
def telling(path: Path, total: int) -> Iterator[Progress]:
    """Tell in a file how far some work is, and leave nothing behind."""
    path.parent.mkdir(parents=True, exist_ok=True)
    progress = Progress(path, total)
    try:
        progress.show(0)
        yield progress
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def telling_progress(run: ImportRun, total: int) -> Iterator[Progress]:
    """Tell how far the work on an import is."""
    try:
        with telling(_path_of(run), total) as progress:
            yield progress
    finally:
        _wish_of(run).unlink(missing_ok=True)


def is_writing(run: ImportRun) -> bool:
    """Whether a job tells of the run, so that its row is locked."""
    return _path_of(run).exists()


def wish_stop(run: ImportRun, actor: Actor) -> None:
    """Let the job that writes know, at its next chunk, that it shall stop."""
    _wish_of(run).write_text(json.dumps([actor.user_id, actor.role, actor.job]))


def heed_stop(run: ImportRun) -> None:
    """Raise the wish that somebody left, once."""
    wish = _wish_of(run)
    if wish.exists():
        user_id, role, job = json.loads(wish.read_text())
        wish.unlink()
        raise StopWished(Actor(user_id=user_id, role=role, job=job))


def told_progress(run: ImportRun) -> tuple[int, int]:
    """Rows done and rows in all; 0 of 0 where nothing is told."""
    return told_in(_path_of(run))


def told_in(path: Path) -> tuple[int, int]:
    """How much is done and of how much; 0 of 0 where nothing is told."""
    try:
        done, total = json.loads(path.read_text())
    except (OSError, ValueError):
        return 0, 0
    return done, total


def last_sign(run: ImportRun) -> datetime:
    """When the job on the run was last heard of."""
    return last_told(_path_of(run), run.heartbeat_at)


def last_told(path: Path, known: datetime) -> datetime:
    """When a file was told something, if that is later than what is known."""
    try:
        told_at = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
    except OSError:
        return known
    return max(told_at, known)


def _wish_of(run: ImportRun) -> Path:
    return Path(run.file.path).with_suffix(".stop")


def _path_of(run: ImportRun) -> Path:
    return Path(run.file.path).with_suffix(".progress")
