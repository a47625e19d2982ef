"""Judge the evidence of a visit by graded signals (handbook H5.3).

A signal carries distances and minutes, never a position: positions are deleted after a
time, the judgement stays. Nothing here refuses a visit.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from stores.calc.coordinates import Point, haversine_metres

SECONDS_OF_HOUR = 3600
MINUTES_OF_DAY = 24 * 60


class SignalCode(StrEnum):
    """What was noticed."""

    OK = "ok"
    OUTSIDE = "outside"
    POOR_ACCURACY = "poor_accuracy"
    NO_POSITION = "no_position"
    STORE_WITHOUT_POSITION = "store_without_position"
    CLOCK_SKEW = "clock_skew"
    TOO_SHORT = "too_short"
    IMPOSSIBLE_TRAVEL = "impossible_travel"
    BATCH_ENTERED = "batch_entered"
    PHOTO_REUSED = "photo_reused"
    PHOTO_ALIKE = "photo_alike"
    PHOTO_OLD = "photo_old"
    PHOTO_ELSEWHERE = "photo_elsewhere"
    OUT_OF_HOURS = "out_of_hours"


class Grade(IntEnum):
    """How much a signal weighs: nothing, worth knowing, to be explained, for the superior."""

    GOOD = 0
    NOTE = 1
    WARNING = 2
    ALARM = 3


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing noticed; the numbers fill its sentence."""

    code: SignalCode
    grade: Grade
    params: Mapping[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EvidenceRules:
    """The lines of a center."""

    radius_metres: int = 300
    far_metres: int = 2_000
    poor_accuracy_metres: int = 200
    clock_skew_minutes: int = 5
    shortest_minutes: int = 3
    shortest_percent: int = 20
    fastest_kmh: int = 120
    batch_visits: int = 3
    batch_minutes: int = 2
    photo_minutes: int = 15
    photo_metres: int = 200


@dataclass(frozen=True, slots=True)
class Fix:
    """Where the phone says it is, and how sure it is of that."""

    point: Point
    accuracy_metres: float


@dataclass(frozen=True, slots=True)
class Sighting:
    """A fix with its time, of one visit after another."""

    fix: Fix
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """When a visit says it began, and when the phone recorded that it was entered."""

    key: str
    checked_in_at: datetime
    entered_at: datetime


def judge_position(fix: Fix | None, store: Point | None, rules: EvidenceRules) -> Signal:
    """Weigh distance against radius and accuracy.

    Outside is said only where the fix cannot lie inside the radius even at the edge of its
    accuracy. A fix that may be inside, but is too blurred to tell, is poor accuracy: the
    cure is to step to the door and try again.
    """
    if fix is None:
        return Signal(SignalCode.NO_POSITION, Grade.WARNING)
    if store is None:
        return Signal(SignalCode.STORE_WITHOUT_POSITION, Grade.NOTE)
    distance = round(haversine_metres(fix.point, store))
    params = {
        "distance_metres": distance,
        "accuracy_metres": round(fix.accuracy_metres),
        "radius_metres": rules.radius_metres,
    }
    if distance - fix.accuracy_metres > rules.radius_metres:
        is_far = distance - fix.accuracy_metres > rules.far_metres
        return Signal(SignalCode.OUTSIDE, Grade.ALARM if is_far else Grade.WARNING, params)
    if fix.accuracy_metres > rules.poor_accuracy_metres or distance > rules.radius_metres:
        return Signal(SignalCode.POOR_ACCURACY, Grade.NOTE, params)
    return Signal(SignalCode.OK, Grade.GOOD, params)


def judge_clock(device_at: datetime, server_at: datetime, rules: EvidenceRules) -> Signal | None:
    """Compare the two clocks at the moment of sending, so that offline hours are no skew."""
    skew = _minutes(device_at - server_at)
    if abs(skew) <= rules.clock_skew_minutes:
        return None
    return Signal(SignalCode.CLOCK_SKEW, Grade.WARNING, {"skew_minutes": skew})


def shortest_minutes(standard_minutes: int, rules: EvidenceRules) -> int:
    """From how many minutes on a visit is plausible: a share of its standard, and never less than a few."""
    return max(rules.shortest_minutes, -(-standard_minutes * rules.shortest_percent // 100))


def judge_length(minutes: int | None, standard_minutes: int, rules: EvidenceRules) -> Signal | None:
    """Mark a visit shorter than plausible; unknown minutes are not short."""
    line = shortest_minutes(standard_minutes, rules)
    if minutes is None or minutes >= line:
        return None
    params = {"minutes": minutes, "shortest_minutes": line}
    return Signal(SignalCode.TOO_SHORT, Grade.WARNING, params)


def judge_travel(before: Sighting | None, now: Sighting | None, rules: EvidenceRules) -> Signal | None:
    """Mark a way that nobody drives in that time, both accuracies given in favour."""
    if before is None or now is None:
        return None
    blur = before.fix.accuracy_metres + now.fix.accuracy_metres
    metres = max(0.0, haversine_metres(before.fix.point, now.fix.point) - blur)
    seconds = abs((now.at - before.at).total_seconds())
    if metres * SECONDS_OF_HOUR <= rules.fastest_kmh * 1000 * seconds:
        return None
    params = {"metres": round(metres), "seconds": round(seconds)}
    return Signal(SignalCode.IMPOSSIBLE_TRAVEL, Grade.ALARM, params)


def judge_photo_time(taken_at: datetime | None, arrived_at: datetime, rules: EvidenceRules) -> Signal | None:
    """Mark a photo that was taken well before the visit; a photo without a time says nothing.

    A camera's clock may be slow: one day and more is an alarm, less is to be explained.
    """
    if taken_at is None:
        return None
    minutes = _minutes(arrived_at - taken_at)
    if minutes <= rules.photo_minutes:
        return None
    grade = Grade.ALARM if minutes >= MINUTES_OF_DAY else Grade.WARNING
    return Signal(SignalCode.PHOTO_OLD, grade, {"minutes": minutes})


def judge_photo_place(place: Point | None, store: Point | None, rules: EvidenceRules) -> Signal | None:
    """Mark a photo whose own place lies outside the radius; a camera tells no accuracy, so some metres are given."""
    if place is None or store is None:
        return None
    distance = round(haversine_metres(place, store))
    if distance <= rules.radius_metres + rules.photo_metres:
        return None
    return Signal(SignalCode.PHOTO_ELSEWHERE, Grade.WARNING, {"distance_metres": distance})


def judge_entries(entries: Iterable[Entry], rules: EvidenceRules) -> dict[str, Signal]:
    """Mark visits of different times that were typed in within minutes of each other.

    A visit entered when it happened is never marked, however many are sent at once.
    """
    late = sorted(
        (entry for entry in entries if entry.entered_at - entry.checked_in_at > timedelta(minutes=rules.batch_minutes)),
        key=lambda entry: (entry.entered_at, entry.key),
    )
    marked: dict[str, Signal] = {}
    for first in range(len(late)):
        batch = _batch_from(late[first:], rules)
        if len(batch) >= rules.batch_visits:
            for entry in batch:
                known = marked.get(entry.key)
                if known is None or known.params["visits"] < len(batch):
                    marked[entry.key] = Signal(SignalCode.BATCH_ENTERED, Grade.ALARM, {"visits": len(batch)})
    return marked


def gravest(signals: Iterable[Signal]) -> Grade:
    """Return the heaviest grade; no signal is good."""
    return max((signal.grade for signal in signals), default=Grade.GOOD)


def _batch_from(late: Sequence[Entry], rules: EvidenceRules) -> list[Entry]:
    end = late[0].entered_at + timedelta(minutes=rules.batch_minutes)
    return [entry for entry in late if entry.entered_at <= end]


def _minutes(span: timedelta) -> int:
    return round(span.total_seconds() / 60)
