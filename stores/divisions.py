"""China's administrative divisions by code, with the middles of those that are known (GB/T 2260; handbook H2.2)."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from salesops.searching.texts import folded
from stores.calc.coordinates import Point

_DIGITS = {"province": 2, "city": 4, "district": 6}
FILE = Path(__file__).parent / "data" / "divisions.csv"


@dataclass(frozen=True, slots=True)
class Division:
    """A province, city or district."""

    code: str
    name: str
    level: str
    parent: str
    centroid: Point | None


@cache
def divisions() -> Mapping[str, Division]:
    """All divisions by their six digits; the file is read once."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: _division(row) for row in csv.DictReader(file)}


def districts_of(prefixes: tuple[str, ...]) -> list[Division]:
    """The districts whose code begins with one of the prefixes and whose middle is known."""
    return [
        division
        for division in divisions().values()
        if division.level == "district" and division.centroid and division.code.startswith(prefixes)
    ]


def prefixes_called(words: str) -> list[tuple[str, ...]]:
    """For each word, how the codes begin of what is called so: a province's by two digits, a city's by four.

    >>> prefixes_called("杭州 330106")
    [('3301',), ('330106',)]
    """
    return [_prefixes(word) for word in folded(words).split()]


def _prefixes(word: str) -> tuple[str, ...]:
    if word.isdigit():
        return (word,)
    found = (division for division in divisions().values() if word in division.name)
    return tuple(division.code[: _DIGITS[division.level]] for division in found)


def _division(row: dict[str, str]) -> Division:
    centroid = (float(row["lon"]), float(row["lat"])) if row["lon"] else None
    return Division(row["code"], row["name"], row["level"], row["parent"], centroid)
