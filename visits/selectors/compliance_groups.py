"""Compliance of any span by rep, store, class, day, week or month, and the rows of each figure (handbook H4.5)."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from salesops.accounts.actor import Actor
from salesops.accounts.models import User
from salesops.periods.month import Month
from stores.models import Store
from visits.calc.compliance import (
    ActiveStore,
    Compliance,
    DoneCall,
    PlannedCall,
    Ratio,
    compliance_by,
    distance_kept,
    measure_compliance,
)
from visits.selectors.compliance_calls import Calls, Span, calls_of

KILOMETRE = Decimal("0.1")
NO_DETOUR = 1.0


class By(StrEnum):
    """What the figures are grouped by."""

    REP = "rep"
    CLASS = "class"
    STORE = "store"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


TIMES = {By.DAY, By.WEEK, By.MONTH}
# A store or a class is a part of a day only: its order and its way say nothing.
WITH_ORDER = {By.REP, *TIMES}


@dataclass(frozen=True, slots=True)
class Group:
    """One line: its key as an address has it, what it is, and its figures."""

    key: str
    subject: Any
    figures: Compliance
    kilometres: Ratio | None
    has_order: bool


@dataclass(frozen=True, slots=True)
class Grouped:
    """The lines of a page and all of them together."""

    groups: list[Group]
    whole: Group


def grouped(actor: Actor, reps: Sequence[User], span: Span, by: By, *, on: date) -> Grouped:
    """The figures of a span, one line for each group, and together. Seven queries, whatever the rows."""
    calls, key = calls_of(actor, reps, span, on=on), key_by(by)
    stores = _stores_of(calls, span, by)
    figures = compliance_by(key, calls.planned, calls.done, stores)
    seen = Store.objects.visible_to(actor).in_bulk(_store_ids(calls, stores))
    places = {str(pk): (float(s.lon), float(s.lat)) for pk, s in seen.items() if s.lon is not None}
    ways = _kilometres_by(key, calls, places) if by in WITH_ORDER else {}
    subjects = _subjects(by, reps, seen)
    groups = [
        Group(text_of_key(found), subjects(found), measured, ways.get(found), has_order=by in WITH_ORDER)
        for found, measured in figures.items()
        if subjects(found) is not None
    ]
    whole = measure_compliance(calls.planned, calls.done, calls.stores(span))
    everything = Group("", None, whole, _kilometres_by(lambda _call: 0, calls, places).get(0), has_order=True)
    return Grouped(sorted(groups, key=_order_of(by, reps)), everything)


def key_by(by: By) -> Callable[[PlannedCall | DoneCall | ActiveStore], Hashable]:
    """To which group a row belongs; a store of a span belongs to the day that `_stores_of` gave it."""
    return {
        By.REP: lambda row: row.rep,
        By.CLASS: lambda row: row.cls,
        By.STORE: lambda row: row.code,
    }.get(by, lambda row: _start_of(row.on, by))


@dataclass(frozen=True, slots=True)
class DatedStore:
    """An active store in one of the spans that the figures are grouped by."""

    code: str
    required_visits: int
    rep: int
    cls: str
    on: date


def parts_of(span: Span, by: By) -> Iterator[Span]:
    """The days, weeks or months of a span, cut at its ends."""
    first = span.first
    while first <= span.last:
        last = min(_end_of_part(first, by), span.last)
        yield Span(first, last)
        first = last + timedelta(days=1)


def _start_of(day: date, by: By) -> date:
    if by is By.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if by is By.MONTH else day


def _end_of_part(first: date, by: By) -> date:
    if by is By.WEEK:
        return first + timedelta(days=6 - first.weekday())
    return Month.of(first).last_day if by is By.MONTH else first


def _stores_of(calls: Calls, span: Span, by: By) -> list[ActiveStore] | list[DatedStore]:
    """The active stores of the span, or of each of its days, weeks or months in which anything was to be done."""
    if by not in TIMES:
        return calls.stores(span)
    key = key_by(by)
    busy = {key(call) for rows in (calls.planned, calls.done) for call in rows}
    return [store for part in parts_of(span, by) if _start_of(part.first, by) in busy for store in _dated(calls, part)]


def _dated(calls: Calls, part: Span) -> Iterator[DatedStore]:
    for store in calls.stores(part):
        yield DatedStore(store.code, store.required_visits, store.rep, store.cls, part.first)


def _kilometres_by(
    key: Callable[[Any], Hashable], calls: Calls, places: dict[str, tuple[float, float]]
) -> dict[Hashable, Ratio]:
    """The way that was gone ÷ the way that was planned, in straight kilometres between the stores, by group."""
    rows: dict[Hashable, tuple[list, list]] = defaultdict(lambda: ([], []))
    for kind, side in enumerate((calls.planned, calls.done)):
        for call in side:
            rows[key(call)][kind].append(call)
    return {found: _in_kilometres(distance_kept(*sides, places, NO_DETOUR)) for found, sides in rows.items()}


def _in_kilometres(metres: Ratio) -> Ratio:
    return Ratio(*((Decimal(side) / 1000).quantize(KILOMETRE) for side in (metres.numerator, metres.denominator)))


def _store_ids(calls: Calls, stores: Sequence[ActiveStore | DatedStore]) -> set[int]:
    return {int(row.code) for rows in (calls.planned, calls.done, stores) for row in rows}


def _subjects(by: By, reps: Sequence[User], stores: dict[int, Store]) -> Callable[[Hashable], Any]:
    """What a key stands for; a store that the looker does not see has no line."""
    if by is By.REP:
        return {rep.pk: rep for rep in reps}.get
    if by is By.STORE:
        return lambda code: stores.get(int(code))
    return lambda key: key


def _order_of(by: By, reps: Sequence[User]) -> Callable[[Group], Any]:
    if by is By.REP:
        places = {str(rep.pk): place for place, rep in enumerate(reps)}
        return lambda group: places[group.key]
    if by is By.STORE:
        return lambda group: (group.subject.name, group.key)
    return lambda group: group.key


def text_of_key(key: Hashable) -> str:
    """A key as an address has it."""
    return key.isoformat() if isinstance(key, date) else str(key)
