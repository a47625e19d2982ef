"""How a room says what can be imported: columns, key, and who judges and writes the rows.

A room declares an `ImportKind` and registers it in `AppConfig.ready`:

    register(ImportKind(code="stores", title=_("Stores"), columns=(...), key=("code",), open=StoreImport))

`open(context)` returns one session per run over the file. The engine reads and types the cells,
finds rows that stand twice in the file, and hands the good rows over in chunks of some hundred.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Protocol

from django.db.models import TextChoices
from django.utils import translation
from django.utils.functional import Promise

from salesops.accounts.actor import Actor
from salesops.exchange.cells import CellType, Choice
from salesops.exchange.choices import RowAction
from salesops.exchange.problems import Problem
from salesops.exchange.raw import fold
from salesops.exchange.undo import UndoContext, UndoSession


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet. A file may name it in either language, or by its name."""

    name: str
    header_zh: str
    header_en: str
    type: CellType
    is_required: bool = False
    help: str | Promise = ""
    example: str = ""
    aliases: tuple[str, ...] = ()

    def spellings(self) -> set[str]:
        return {fold(text) for text in (self.name, self.header_zh, self.header_en, *self.aliases)}

    @property
    def header(self) -> str:
        """The header in the reader's language."""
        return self.header_en if (translation.get_language() or "").startswith("en") else self.header_zh


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file: Excel's number, and typed values by column name.

    A blank cell is None. A column that the file does not have is missing from `values`: it is
    to be left as it is, not to be emptied.
    """

    number: int
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Change:
    """One field's old and new value, as a person reads them."""

    field: str
    label: str | Promise
    before: str
    after: str


@dataclass(slots=True)
class Outcome:
    """What would become of one row. `payload` is the session's own, for `apply`."""

    number: int
    action: RowAction
    subject: str = ""
    changes: Sequence[Change] = ()
    problems: Sequence[Problem] = ()
    notes: Sequence[Problem] = ()
    payload: object = None


def refused(row: Row, *problems: Problem) -> Outcome:
    """The row cannot be taken, for these reasons."""
    return Outcome(row.number, RowAction.ERROR, problems=problems)


@dataclass(frozen=True, slots=True)
class ImportContext:
    """Who imports, when, whether this run writes (then rows may be locked) or only looks, and what history says."""

    actor: Actor
    at: datetime
    run_id: int
    is_writing: bool = False
    reason: str = ""


class ImportSession(Protocol):
    """One pass over one file; may keep what it learned from earlier chunks."""

    def prepare(self, rows: Sequence[Row]) -> list[Outcome]:
        """Judge one chunk, one outcome per row; the number of queries must not depend on the rows."""

    def apply(self, outcomes: Sequence[Outcome]) -> None:
        """Write the created and changed ones of this chunk; the engine holds the transaction."""

    def finish(self) -> None:
        """Write what is written once for the whole file, in the same transaction; most kinds have nothing."""


@dataclass(frozen=True, slots=True)
class ImportKind:
    """One sort of file that can be imported. `key` names the columns that make a row the same row.

    With `undo`, an import of this kind can be taken back. `sample` has rows that the demonstration takes, by column
    name: what they refer to is the demonstration's, and a timedelta stands for the day so far from today.
    """

    code: str
    title: str | Promise
    columns: tuple[Column, ...]
    open: Callable[[ImportContext], ImportSession]
    key: tuple[str, ...] = ()
    undo: Callable[[UndoContext], UndoSession] | None = None
    clause: str = "H2.4"
    sentences: Mapping[str, str | Promise] = field(default_factory=dict)
    sample: tuple[Mapping[str, object], ...] = ()

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)

    @property
    def required(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.is_required)


def choice_of(choices: type[TextChoices], **more: str) -> Choice:
    """A cell type for a TextChoices class: its values, and its labels in both languages.

    `more` adds spellings that the field uses: `choice_of(CustomerKind, 零售="retail")`.
    """

    @cache
    def spellings() -> dict[str, str]:
        found = {fold(text): value for text, value in more.items()}
        for language in ("zh-hans", "en"):
            with translation.override(language):
                found |= {fold(str(member.label)): member.value for member in choices}
        return found | {fold(member.value): member.value for member in choices}

    return Choice(spellings, lambda: [str(member.label) for member in choices])
