"""Which months and series a number of the targets stands for (handbook H8.1)."""

from collections.abc import Sequence
from dataclasses import dataclass

from salesops.periods.month import Month, months_between

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Scope:
    """Some months of a year, and some of the series; a number that stands for more is wider."""

    months: tuple[Month, ...]
    series: tuple[str, ...]

    @property
    def breadth(self) -> int:
        return len(self.months) * len(self.series)

    @property
    def is_year(self) -> bool:
        return len(self.months) == MONTHS

    @property
    def quarter(self) -> int | None:
        """The quarter that these months are, if they are one."""
        first = self.months[0]
        is_one = len(self.months) == 3 and first.month % 3 == 1 and self.months[2] - first == 2
        return first.month // 3 + 1 if is_one else None

    def rest_of_year(self) -> "Scope":
        """The other months of the year, of the same series."""
        return Scope(tuple(month for month in year_of(self.months[0].year) if month not in self.months), self.series)


def year_of(year: int) -> tuple[Month, ...]:
    return tuple(months_between(Month(year, 1), Month(year, MONTHS)))


def quarter_of(year: int, quarter: int) -> tuple[Month, ...]:
    return tuple(Month(year, 3 * quarter - 2) + step for step in range(3))


def read_scope(year: int, span: str, series: str | None, known: Sequence[str]) -> Scope | None:
    """A scope as an address names it: "year", "q1" to "q4", or "m1" to "m12"; all series unless one is named.

    None if the address names what is not there.
    """
    of_series = tuple(known) if series is None else tuple(name for name in known if name == series)
    months = _months(year, span)
    return Scope(months, of_series) if months and of_series else None


def _months(year: int, span: str) -> tuple[Month, ...]:
    if span == "year":
        return year_of(year)
    kind, number = span[:1], span[1:]
    if not number.isascii() or not number.isdecimal():
        return ()
    if kind == "q" and 1 <= int(number) <= 4:
        return quarter_of(year, int(number))
    return (Month(year, int(number)),) if kind == "m" and 1 <= int(number) <= MONTHS else ()
