"""Which numbers of a plan were made from sales that are other ones by now (handbook H8.2; architecture rule 6)."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

Key = TypeVar("Key", bound=Hashable)
# Store, month, and model; without a model it is all that the store sold.
Place = tuple[int, str, int | None]


@dataclass(frozen=True, slots=True)
class ChangedInput:
    """One month that a number names: what it was made with, and what the records say now.

    `is_part` tells the first days of a month that was not over.
    """

    month: str
    is_of_model: bool
    kept: int
    now: int
    is_part: bool = False


def changed_inputs(
    store_id: int, model_id: int, kept: Sequence[Sequence[Any]], now: Mapping[Place, int]
) -> tuple[ChangedInput, ...]:
    """Compare the months that a line's evidence lists with the sales of now; nothing listed, nothing changed.

    >>> changed_inputs(1, 7, [["2026-10", 12, 5, 99]], {(1, "2026-10", None): 13, (1, "2026-10", 7): 5})
    (ChangedInput(month='2026-10', is_of_model=False, kept=12, now=13),)
    """
    found = []
    for month, store_units, model_units, _row in kept:
        for model, units in ((None, store_units), (model_id, model_units)):
            current = now.get((store_id, month, model), 0)
            if current != units:
                found.append(ChangedInput(month, model is not None, units, current))
    return tuple(found)
