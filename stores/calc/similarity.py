"""How likely two archives are one shop, with the reasons (handbook H2.2).

In a handset street many shops stand wall to wall: nearness supports a likeness and makes none.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from stores.calc import names

RULE_VERSION = "twins-1"
LIKELY = 60
SIMILAR = 45
# So near a new store is looked at whatever its name: positions are no more exact.
NEAR_METRES = 50

# Points for each finding. A name alone is likely only if it is wholly the same.
_NAME_POINTS = 60
_OTHER_NAME_POINTS = -20
_PHONE_POINTS = 40
_TAX_POINTS = 60
_ADDRESS_POINTS = 25
_OTHER_HOUSE_POINTS = -15
_CUSTOMER_POINTS = 5
_NAME_FLOOR = 0.5
_NAME_SAID_FROM = 0.6
# Metres, and the points of two archives no further apart; 700 m is what a mistaken map datum comes to.
_NEARNESS = ((30, 20), (100, 17), (300, 10), (700, 7), (1_000, 0), (3_000, -15))
_FAR_POINTS = -40
_SAID_TO_METRES = 300
_METRES_PER_DEGREE = 111_195


class Ground(StrEnum):
    """Why two archives are taken for one, or what speaks against it."""

    SAME_NAME = "same_name"
    LIKE_NAME = "like_name"
    SAME_PHONE = "same_phone"
    SAME_TAX_ID = "same_tax_id"
    SAME_ADDRESS = "same_address"
    SAME_CUSTOMER = "same_customer"
    APART = "apart"
    OTHER_HOUSE = "other_house"


@dataclass(frozen=True, slots=True)
class Reason:
    """A ground with its figure: percent of a name, metres of a distance."""

    ground: Ground
    figure: int = 0


@dataclass(frozen=True, slots=True)
class Archive:
    """What is compared of one store or customer, made ready once for many comparisons."""

    id: int
    name: str
    core: str
    phones: frozenset[str]
    street: str
    house: str
    lon: float | None
    lat: float | None
    customer_id: int | None
    tax_id: str

    @classmethod
    def of(
        cls,
        key: int,
        name: str,
        *,
        phone: str = "",
        address: str = "",
        position: tuple[float, float] | None = None,
        customer_id: int | None = None,
        tax_id: str = "",
    ) -> "Archive":
        """A position of 0/0 is one that nobody measured."""
        street, house = names.street_of(address)
        lon, lat = position if position and position != (0, 0) else (None, None)
        return cls(
            id=key,
            name=name,
            core=names.core(name),
            phones=names.phones(phone),
            street=street,
            house=house,
            lon=lon,
            lat=lat,
            customer_id=customer_id,
            tax_id=names.plain(tax_id),
        )


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two archives with 0 to 100 points and the reasons; the lower id comes first."""

    first: int
    second: int
    score: int
    reasons: tuple[Reason, ...]


def compare(one: Archive, other: Archive) -> Likeness:
    """Weigh everything that two archives have in common and that parts them."""
    findings = [*_names(one, other), *_numbers(one, other), *_places(one, other)]
    score = sum(points for points, _ in findings)
    first, second = sorted((one.id, other.id))
    reasons = tuple(reason for _, reason in findings if reason)
    return Likeness(first, second, max(0, min(100, round(score))), reasons)


def metres_apart(one: Archive, other: Archive) -> float | None:
    """The distance on the flat, which a few kilometres are; nothing if one has no position."""
    if one.lon is None or other.lon is None:
        return None
    middle = math.radians((one.lat + other.lat) / 2)
    east = (one.lon - other.lon) * math.cos(middle)
    return math.hypot(east, one.lat - other.lat) * _METRES_PER_DEGREE


def near_or_alike(one: Archive, others: Sequence[Archive], *, count: int = 5) -> list[Likeness]:
    """Those among others that may be meant by one: alike, next to it, or of another owner under its phone."""
    found = (compare(one, other) for other in others if other.id != one.id)
    return sorted((x for x in found if _may_be_meant(x)), key=lambda x: (-x.score, x.first, x.second))[:count]


def _may_be_meant(likeness: Likeness) -> bool:
    """An owner has one phone for all its stores, so a phone alone speaks only between two owners.

    The very name of another store of the same owner speaks at any distance: the new position may be wrong.
    """
    figures = {reason.ground: reason.figure for reason in likeness.reasons}
    if likeness.score >= SIMILAR or figures.get(Ground.APART, NEAR_METRES + 1) <= NEAR_METRES:
        return True
    return (Ground.SAME_NAME in figures) if Ground.SAME_CUSTOMER in figures else (Ground.SAME_PHONE in figures)


def _names(one: Archive, other: Archive):
    alike = names.likeness(one.name, other.name)
    if alike < _NAME_FLOOR:
        yield _OTHER_NAME_POINTS, None
        return
    percent = math.floor(100 * alike)
    ground = Ground.SAME_NAME if percent == 100 else Ground.LIKE_NAME
    points = _NAME_POINTS * (alike - _NAME_FLOOR) / (1 - _NAME_FLOOR)
    yield points, Reason(ground, percent) if alike >= _NAME_SAID_FROM else None


def _numbers(one: Archive, other: Archive):
    if one.phones & other.phones:
        yield _PHONE_POINTS, Reason(Ground.SAME_PHONE)
    if one.tax_id and one.tax_id == other.tax_id:
        yield _TAX_POINTS, Reason(Ground.SAME_TAX_ID)
    if one.customer_id is not None and one.customer_id == other.customer_id:
        yield _CUSTOMER_POINTS, Reason(Ground.SAME_CUSTOMER)


def _places(one: Archive, other: Archive):
    if one.street and one.street == other.street and one.house and other.house:
        if one.house == other.house:
            yield _ADDRESS_POINTS, Reason(Ground.SAME_ADDRESS)
        else:
            yield _OTHER_HOUSE_POINTS, Reason(Ground.OTHER_HOUSE)
    metres = metres_apart(one, other)
    if metres is not None:
        points = next((points for limit, points in _NEARNESS if metres <= limit), _FAR_POINTS)
        is_telling = metres <= _SAID_TO_METRES or points < 0
        yield points, Reason(Ground.APART, round(metres)) if is_telling else None
