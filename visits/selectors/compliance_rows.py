"""The rows behind one figure of compliance: visits by day, or stores with what they got (handbook H4.5)."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from salesops.accounts.actor import Actor
from salesops.accounts.models import User
from stores.models import Store
from visits.calc.compliance import DoneCall, PlannedCall
from visits.choices import MissedReason
from visits.selectors.compliance import EXCLUSION_LABELS
from visits.selectors.compliance_calls import Span, calls_of
from visits.selectors.compliance_groups import By, key_by, text_of_key


class Figure(StrEnum):
    """A figure that opens to its rows."""

    PLANNED = "planned"
    KEPT = "kept"
    MISSED = "missed"
    EXCLUDED = "excluded"
    MOVED = "moved"
    DONE = "done"
    UNPLANNED = "unplanned"
    EFFECTIVE = "effective"
    MINUTES = "minutes"
    INVALID = "invalid"
    FREQUENCY = "frequency"
    COVERAGE = "coverage"


OF_STORES = {Figure.FREQUENCY, Figure.COVERAGE}


@dataclass(frozen=True, slots=True)
class CallRow:
    """One planned visit, with the one that was made of it, or one that nobody had planned."""

    on: date
    rep: User
    store: Store
    planned: PlannedCall | None
    visit: DoneCall | None

    @property
    def is_missed(self) -> bool:
        return self.planned is not None and self.planned.excluded is None and not self.is_done

    @property
    def is_done(self) -> bool:
        return self.visit is not None and self.visit.is_valid

    @property
    def left_out(self) -> str:
        """Why it is in no denominator."""
        return str(EXCLUSION_LABELS[self.planned.excluded]) if self.planned and self.planned.excluded else ""

    @property
    def why_missed(self) -> str:
        return (
            str(MissedReason(self.planned.missed_reason).label) if self.planned and self.planned.missed_reason else ""
        )


@dataclass(frozen=True, slots=True)
class StoreRow:
    """An active store with the visits that its class asks for in the span and those it got."""

    store: Store
    rep: User
    required: int
    done: int

    @property
    def is_reached(self) -> bool:
        return self.done >= self.required


def call_rows(
    actor: Actor, reps: Sequence[User], span: Span, figure: Figure, *, by: By, group: str, on: date
) -> list[CallRow]:
    """The visits of a figure, of one group or of all, by day and order. Seven queries."""
    calls = calls_of(actor, reps, span, on=on)
    belongs = _belonging(by, group)
    planned, done = list(filter(belongs, calls.planned)), list(filter(belongs, calls.done))
    stores = Store.objects.visible_to(actor).in_bulk({int(row.code) for rows in (planned, done) for row in rows})
    of_rep = {rep.pk: rep for rep in reps}
    return [
        CallRow(on_day, of_rep[rep], stores[int(code)], call, visit)
        for (rep, code, on_day), call, visit in _paired(planned, done)
        if int(code) in stores and _TESTS[figure](call, visit)
    ]


def store_rows(
    actor: Actor, reps: Sequence[User], span: Span, figure: Figure, *, by: By, group: str, on: date
) -> list[StoreRow]:
    """The active stores of a figure, the ones that lack most first. Seven queries."""
    calls = calls_of(actor, reps, span, on=on)
    counted = Counter(call.code for call in calls.done if call.is_valid and _belonging(by, group)(call))
    wanted = [
        row
        for row in calls.stores(span)
        if (row.required_visits or figure is Figure.COVERAGE) and _is_of(row, by, group)
    ]
    stores = Store.objects.visible_to(actor).in_bulk({int(row.code) for row in wanted})
    of_rep = {rep.pk: rep for rep in reps}
    rows = [
        StoreRow(stores[int(row.code)], of_rep[row.rep], row.required_visits, counted[row.code])
        for row in wanted
        if int(row.code) in stores
    ]
    return sorted(rows, key=lambda row: (row.done - row.required, row.done, row.store.name))


def _belonging(by: By, group: str) -> Callable[[Any], bool]:
    key = key_by(by)
    return (lambda row: text_of_key(key(row)) == group) if group else (lambda _row: True)


def _is_of(store: Any, by: By, group: str) -> bool:
    """Stores have no day: a group of days is given by its span."""
    return by in {By.DAY, By.WEEK, By.MONTH} or _belonging(by, group)(store)


def _paired(planned: Iterable[PlannedCall], done: Iterable[DoneCall]):
    """Each planned visit with the first valid one of its day, else one without check-out; then the rest."""
    made: dict[tuple, list[DoneCall]] = {}
    for visit in sorted(done, key=lambda visit: (not visit.is_valid, visit.place)):
        made.setdefault((visit.rep, visit.code, visit.on), []).append(visit)
    pairs = []
    for call in planned:
        key = (call.rep, call.code, call.on)
        pairs.append((key, call, made[key].pop(0) if made.get(key) else None))
    pairs += [(key, None, visit) for key, visits in made.items() for visit in visits]
    return sorted(pairs, key=lambda pair: (pair[0][2], pair[0][0], pair[1] is None, _place(pair)))


def _place(pair: tuple) -> int:
    return pair[1].place if pair[1] else pair[2].place


def _is_due(call: PlannedCall | None) -> bool:
    return call is not None and call.excluded is None


def _is_valid(visit: DoneCall | None) -> bool:
    return visit is not None and visit.is_valid


_TESTS: dict[Figure, Callable[[PlannedCall | None, DoneCall | None], bool]] = {
    Figure.PLANNED: lambda call, _visit: _is_due(call),
    Figure.KEPT: lambda call, visit: _is_due(call) and _is_valid(visit),
    Figure.MISSED: lambda call, visit: _is_due(call) and not _is_valid(visit),
    Figure.EXCLUDED: lambda call, _visit: call is not None and call.excluded is not None,
    Figure.MOVED: lambda call, _visit: _is_due(call) and call.is_moved,
    Figure.DONE: lambda _call, visit: _is_valid(visit),
    Figure.UNPLANNED: lambda call, visit: call is None and _is_valid(visit),
    Figure.EFFECTIVE: lambda _call, visit: _is_valid(visit) and visit.has_sell_in,
    Figure.MINUTES: lambda _call, visit: (
        _is_valid(visit) and visit.minutes is not None and bool(visit.standard_minutes)
    ),
    Figure.INVALID: lambda _call, visit: visit is not None and not visit.is_valid,
}
