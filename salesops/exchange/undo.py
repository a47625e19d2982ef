"""How a room takes an import back: what it says about it, and what it is given (handbook H2.4).

A kind that can be undone names a class in `ImportKind.undo`; the engine opens it once for the preview and
once, under locks, for the deed. Kinds whose rows leave `ImportEffect`s subclass `EffectUndo`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from django.utils.translation import gettext_noop

from salesops.accounts.actor import Actor
from salesops.exchange.problems import Param

# As the history calls it, at the import and at each object.
STEP = gettext_noop("undo import")
# What stands in the way is counted in full, and listed up to here.
MOST_OBSTACLES = 5_000


@dataclass(frozen=True, slots=True)
class UndoContext:
    """Who undoes which import, when and why, and whether this pass writes (then rows are locked)."""

    run_id: int
    actor: Actor
    at: datetime
    reason: str = ""
    is_writing: bool = False
    go_on: Callable[[int], None] = lambda _count: None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One row of the file that cannot be taken back; row 0 where the row's number was not kept."""

    row: int
    subject: str
    code: str
    params: Mapping[str, Param] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """How many made rows would go, how many changed ones go back, and what stands in the way."""

    removed: int
    restored: int
    kept: int = 0
    obstacles: Sequence[Obstacle] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.removed or self.restored or self.kept)


class UndoSession(Protocol):
    """One look at one import, and its undoing."""

    def look(self) -> UndoPlan:
        """What undoing would do now; the number of queries must not depend on the rows that stand in no way."""

    def apply(self) -> None:
        """Take back all that `look` found free; the engine holds the transaction."""
