"""The socket for work that upper rooms bring into a visit (handbook H5.1, H5.4, H6).

An upper room registers a provider in `AppConfig.ready`; the visit asks all of them. Work that can be answered in the
visit says which answers it asks for, and who takes them: the phone draws them without knowing what a launch is.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from salesops.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class Ask:
    """One answer that is asked for: `kind` is count, yes, yesno, choice, money, text or photo.

    The answer to the last is the client id of one of the visit's photos, which may come after the visit.
    """

    name: str
    label: str
    kind: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class WorkForm:
    """Answers that belong together, taken under one key, such as `launch:17:5`."""

    key: str
    title: str
    asks: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class DueWork:
    """One thing that is due at a store: a chip on the day's card, a line in the visit, and what may be answered."""

    store_id: int
    kind: str
    title: str
    detail: str = ""
    url: str = ""
    forms: tuple[WorkForm, ...] = field(default=())


Provider = Callable[[Iterable[int], date], Iterable[DueWork]]
Deed = Callable[[Any, Actor, datetime], object]
"""Writes what was said: given the visit once it stands, who made it, and now."""
Taker = Callable[[str, Any, Any, date], Deed | None]
"""Reads what was said under a key (without its kind) by a `Reader`, at a store on a day; mistakes go to the reader."""
PhotoTaker = Callable[[Any], object]
"""Told of each photo of a visit once it is here."""
_providers: list[Provider] = []
_takers: dict[str, Taker] = {}
_photo_takers: list[PhotoTaker] = []


def register(provider: Provider) -> None:
    """Plug in a source of due work; once is enough."""
    if provider not in _providers:
        _providers.append(provider)


def register_taker(kind: str, taker: Taker) -> None:
    """Say who takes the answers under keys of a kind."""
    _takers[kind] = taker


def register_photo_taker(taker: PhotoTaker) -> None:
    """Say who waits for photos that an answer named; once is enough."""
    if taker not in _photo_takers:
        _photo_takers.append(taker)


def hand_over_photo(photo: Any) -> None:
    for taker in _photo_takers:
        taker(photo)


def taker_of(kind: str) -> Taker | None:
    return _takers.get(kind)


def work_at(store_ids: Iterable[int], on: date) -> dict[int, list[DueWork]]:
    """All that is due at these stores on a day, by store; each provider costs its stated queries."""
    ids = list(store_ids)
    due: dict[int, list[DueWork]] = {store_id: [] for store_id in ids}
    for provider in _providers:
        for work in provider(ids, on):
            due[work.store_id].append(work)
    return due
