"""The socket for what upper rooms say of a store on its small card on the map, such as its last visit (handbook H2.2).

An upper room registers a line in `AppConfig.ready`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from stores.models import Store


@dataclass(frozen=True, slots=True)
class CardLine:
    """A line's name, and what it says of a store on a day; nothing to say is an empty text."""

    title: str | Promise
    say: Callable[[Store, date], str]


_lines: list[CardLine] = []


def register(line: CardLine) -> None:
    """Plug in a line; one that is registered already stays where it is."""
    if line not in _lines:
        _lines.append(line)


def lines_of(store: Store, on: date) -> list[tuple[str | Promise, str]]:
    """What all rooms say; each states its own queries."""
    said = [(line.title, line.say(store, on)) for line in _lines]
    return [(title, words) for title, words in said if words]
