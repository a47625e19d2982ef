"""What a check found, in the reader's words (handbook H2.4)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from django.db.models import QuerySet

from salesops.accounts.actor import Actor
from salesops.exchange.choices import RunState, Severity
from salesops.exchange.kinds import ImportKind
from salesops.exchange.marked import MOST_ROWS, MOST_ROWS_READ, Mark
from salesops.exchange.models import ImportChange, ImportIssue, ImportRun, ImportUndo
from salesops.exchange.registry import kind_of
from salesops.exchange.sentences import sentence
from salesops.exchange.undo import Obstacle


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One refusal or note, ready to be read."""

    row: int
    field: str
    column: str
    message: str
    severity: str


@dataclass(frozen=True, slots=True)
class ObstacleLine:
    """One row that stands in the way of an undo, ready to be read."""

    row: int
    subject: str
    message: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What becomes of one row: its fields with old and new value."""

    row: int
    action: str
    label: str
    subject: str
    fields: list[tuple[str, str, str]]


def issues_of(run: ImportRun, actor: Actor) -> QuerySet[ImportIssue]:
    """Errors before notes, in the order of the file. One query."""
    return ImportIssue.objects.visible_to(actor).filter(run=run).order_by("severity", "row", "pk")


def lines_of(issues: Iterable[ImportIssue], kind_code: str) -> list[ReportLine]:
    """The issues in the reader's language."""
    kind = kind_of(kind_code)
    return [
        ReportLine(
            issue.row,
            issue.column,
            _header(kind, issue.column),
            _message(issue, kind_code),
            issue.severity,
        )
        for issue in issues
    ]


def changes_of(run: ImportRun, actor: Actor) -> QuerySet[ImportChange]:
    """The sample of new and changed rows, in the order of the file. One query."""
    return ImportChange.objects.visible_to(actor).filter(run=run).order_by("row", "pk")


def change_lines(changes: Iterable[ImportChange], kind_code: str) -> list[ChangeLine]:
    kind = kind_of(kind_code)
    return [
        ChangeLine(
            change.row,
            change.action,
            change.get_action_display(),
            change.subject,
            [(_header(kind, name, label), before, after) for name, label, before, after in change.fields],
        )
        for change in changes
    ]


class Markable(Enum):
    """What of the run's own file can be given back with its errors marked, while the reader waits."""

    WHOLE = "whole"
    ROWS = "rows"
    NOTHING = ""


def markable(run: ImportRun) -> Markable:
    if run.state == RunState.DISCARDED or not run.row_count:
        return Markable.NOTHING
    if run.row_count <= MOST_ROWS:
        return Markable.WHOLE
    most = MOST_ROWS_READ.get(Path(run.file.name).suffix, 0)
    return Markable.ROWS if run.row_count <= most else Markable.NOTHING


def marks_of(issues: Iterable[ImportIssue], kind_code: str) -> Iterator[Mark]:
    """The errors and notes as they are written into the file, in the reader's language."""
    kind = kind_of(kind_code)
    for issue in issues:
        words = _message(issue, kind_code)
        header = _header(kind, issue.column)
        yield Mark(issue.row, issue.column, f"{header}: {words}" if header else words, issue.severity)


def obstacle_lines(obstacles: Iterable[Obstacle], kind_code: str) -> list[ObstacleLine]:
    """What stands in the way of an undo, in the reader's language."""
    return [ObstacleLine(o.row, o.subject, sentence(o.code, o.params, kind_code)) for o in obstacles]


def undo_of(run: ImportRun, actor: Actor) -> ImportUndo | None:
    """Who undid the import or wants to, and what came of it. One query, for such runs alone."""
    if run.state not in (RunState.UNDOING, RunState.UNDONE):
        return None
    return ImportUndo.objects.visible_to(actor).select_related("requested_by").filter(run=run).first()


def earlier_import(run: ImportRun, actor: Actor) -> ImportRun | None:
    """The last import of this very file, if it was imported before. One query."""
    same = ImportRun.objects.visible_to(actor).filter(kind=run.kind, sha256=run.sha256)
    imported = same.filter(state=RunState.IMPORTED).exclude(pk=run.pk)
    return imported.select_related("started_by").order_by("-imported_at", "-pk").first()


def report_of(run: ImportRun, actor: Actor) -> dict[str, object]:
    """The run as the commands print it. One query."""
    lines = lines_of(issues_of(run, actor), run.kind)
    return {
        "kind": run.kind,
        "file": run.file_name,
        "run": run.pk,
        "state": run.state,
        "rows": run.row_count,
        "created": run.created_count,
        "changed": run.changed_count,
        "unchanged": run.unchanged_count,
        "error_count": run.error_count,
        "errors": [_as_dict(line) for line in lines if line.severity == Severity.ERROR],
        "notes": [_as_dict(line) for line in lines if line.severity == Severity.NOTE],
        "committed": run.state == RunState.IMPORTED,
    }


def message_of(run: ImportRun) -> str:
    """Why the run stands where it stands, if there is anything to say."""
    return sentence(run.message_code, run.message_params, run.kind) if run.message_code else ""


def _message(issue: ImportIssue, kind_code: str) -> str:
    """What an undo left is named, too: its row alone would say little."""
    words = sentence(issue.code, issue.params, kind_code)
    return f"{issue.params['subject']}: {words}" if issue.severity == Severity.KEPT else words


def _as_dict(line: ReportLine) -> dict[str, object]:
    return {"row": line.row, "column": line.column, "field": line.field, "message": line.message}


def _header(kind: ImportKind | None, name: str, otherwise: str = "") -> str:
    column = kind.column(name) if kind else None
    return column.header if column else otherwise or name
