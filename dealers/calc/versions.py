"""A plan's versions side by side, from what was approved and what each change made of it (handbook H8.4)."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def versions_of(approved: Mapping[Key, int], changes: Sequence[Mapping[Key, int]]) -> dict[Key, tuple[int, ...]]:
    """By key, the quantity in each version: the approved one, then after each change.

    What a change does not name stays as it was; what only a change brought stood at nothing before.

    >>> versions_of({"a": 5, "b": 1}, [{"a": 3, "c": 2}, {"c": 4}])
    {'a': (5, 3, 3), 'b': (1, 1, 1), 'c': (0, 2, 4)}
    """
    keys = dict.fromkeys((*approved, *(key for change in changes for key in change)))
    found: dict[Key, tuple[int, ...]] = {}
    for key in keys:
        numbers = [approved.get(key, 0)]
        for change in changes:
            numbers.append(change.get(key, numbers[-1]))
        found[key] = tuple(numbers)
    return found
