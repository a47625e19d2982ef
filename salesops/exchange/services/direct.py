"""A whole import at one go, for commands and tests; the same steps as the pages, without jobs."""

from pathlib import Path

from django.core.files.base import File

from salesops.accounts.actor import Actor
from salesops.exchange.choices import RunState
from salesops.exchange.models import ImportRun
from salesops.exchange.problems import UnreadableFile
from salesops.exchange.services.checking import Clock, check_import
from salesops.exchange.services.importing import commit_import, request_import
from salesops.exchange.services.uploads import FileRefused, start_import


def run_file(
    kind_code: str,
    path: Path,
    *,
    actor: Actor,
    clock: Clock,
    commit: bool = False,
    good_rows_only: bool = False,
    reason: str = "",
) -> ImportRun:
    """Check a file and, if asked to, import it; a file that cannot be read raises FileRefused.

    With rows in error nothing is imported unless only the good ones are asked for; the run then
    stays checked.
    """
    with path.open("rb") as content:
        run = start_import(kind_code, File(content, name=path.name), actor=actor, at=clock())
    run = _read(check_import(run.pk, clock=clock))
    if not commit or (run.error_count and not good_rows_only):
        return run
    request_import(run, good_rows_only=good_rows_only, actor=actor, at=clock(), reason=reason)
    return _read(commit_import(run.pk, clock=clock))


def _read(run: ImportRun) -> ImportRun:
    if run.state in (RunState.REFUSED, RunState.FAILED):
        raise FileRefused(UnreadableFile(run.message_code, **run.message_params), run.kind)
    return run
