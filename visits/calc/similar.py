"""Which market reports tell of the same thing (handbook H5.6).

The same kind, seen within days of each other, of the same competitor or model, or in nearly the same words; a report
from another center must name the same competitor or model, as every city has its own price cuts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rapidfuzz.fuzz import token_set_ratio
from rapidfuzz.utils import default_process

DAYS_APART = 14
SAME_WORDS = 70


@dataclass(frozen=True, slots=True)
class Told:
    """A report as it is compared; `model_id` and `competitor` may be left open."""

    key: int
    kind: str
    center_id: int
    on: date
    what: str
    competitor: str = ""
    model_id: int | None = None


def is_similar(one: Told, other: Told) -> bool:
    """Whether two reports may be about the same thing; a person confirms it."""
    if one.kind != other.kind or abs((one.on - other.on).days) > DAYS_APART:
        return False
    if one.model_id and other.model_id:
        return one.model_id == other.model_id
    if one.competitor and other.competitor:
        return _plain(one.competitor) == _plain(other.competitor)
    if one.center_id != other.center_id:
        return False
    return token_set_ratio(_letters(one.what), _letters(other.what)) >= SAME_WORDS


def similar_to(one: Told, others: Iterable[Told]) -> list[int]:
    """The keys of the reports that may be about the same, the nearest in time first."""
    found = [other for other in others if other.key != one.key and is_similar(one, other)]
    return [other.key for other in sorted(found, key=lambda other: (abs((one.on - other.on).days), other.key))]


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()


def _letters(text: str) -> str:
    """Chinese has no spaces: each letter is a word."""
    return " ".join(default_process(text).replace(" ", ""))
