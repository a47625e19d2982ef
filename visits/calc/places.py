"""Where a store really is, from where people stood when they checked in (handbook H5.3).

One person may always check in from the café; several who agree on a place that is not the archive's do so because
the archive is wrong. The center of their places is the geometric median, which a few strays do not move.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians

from stores.calc.coordinates import Point, haversine_metres

METRES_OF_DEGREE = 111_195.0
_STEPS = 60
_NEAR_ENOUGH_METRES = 0.1


@dataclass(frozen=True, slots=True)
class Standing:
    """One check-in: where, how sure, by whom."""

    point: Point
    accuracy_metres: float
    person: int


@dataclass(frozen=True, slots=True)
class PlaceRules:
    """From when on the archive is doubted."""

    worst_accuracy_metres: int = 100
    fewest: int = 5
    fewest_people: int = 2
    together_metres: int = 100
    together_percent: int = 70
    off_metres: int = 150


@dataclass(frozen=True, slots=True)
class Place:
    """The point on which people agree; `metres_off` from the archive's, None where it has none."""

    point: Point
    check_ins: int
    people: int
    metres_off: int | None


def agreed_place(store: Point | None, standings: Iterable[Standing], rules: PlaceRules) -> Place | None:
    """The store's proposed place, or None where people are too few, disagree, or the archive is right.

    Each person's share of the agreement counts: of those who agree, nobody may make up more than the rest and one.
    """
    good = [one for one in standings if one.accuracy_metres <= rules.worst_accuracy_metres]
    if len(good) < rules.fewest:
        return None
    middle = geometric_median([one.point for one in good], [_weight(one) for one in good])
    agreeing = [one for one in good if haversine_metres(one.point, middle) <= rules.together_metres]
    people = {one.person for one in agreeing}
    most_of_one = max((sum(one.person == who for one in agreeing) for who in people), default=0)
    if (
        len(agreeing) * 100 < rules.together_percent * len(good)
        or len(people) < rules.fewest_people
        or len(agreeing) - most_of_one < rules.fewest_people
    ):
        return None
    point = geometric_median([one.point for one in agreeing], [_weight(one) for one in agreeing])
    metres_off = None if store is None else round(haversine_metres(store, point))
    if metres_off is not None and metres_off <= rules.off_metres:
        return None
    return Place(point, len(agreeing), len(people), metres_off)


def geometric_median(points: Sequence[Point], weights: Sequence[float]) -> Point:
    """The point with the least sum of weighted distances (Weiszfeld), on the plane that touches the first point."""
    lon, lat = points[0]
    east = METRES_OF_DEGREE * cos(radians(lat))
    plane = [((x - lon) * east, (y - lat) * METRES_OF_DEGREE) for x, y in points]
    here = _weighted_mean(plane, weights)
    for _step in range(_STEPS):
        pulls = [
            weight / max(hypot(x - here[0], y - here[1]), _NEAR_ENOUGH_METRES)
            for (x, y), weight in zip(plane, weights, strict=True)
        ]
        there = _weighted_mean(plane, pulls)
        is_still = hypot(there[0] - here[0], there[1] - here[1]) < _NEAR_ENOUGH_METRES
        here = there
        if is_still:
            break
    return (lon + here[0] / east, lat + here[1] / METRES_OF_DEGREE)


def _weighted_mean(plane: Sequence[Point], weights: Sequence[float]) -> Point:
    total = sum(weights)
    return (
        sum(x * weight for (x, _y), weight in zip(plane, weights, strict=True)) / total,
        sum(y * weight for (_x, y), weight in zip(plane, weights, strict=True)) / total,
    )


def _weight(one: Standing) -> float:
    """A fix of 10 m says more than one of 60; below 10 m all are equal."""
    return 1 / max(10.0, one.accuracy_metres)
