"""A month as a value (handbook H1): never a pair of numbers, never a string."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self, overload

# Years that people mean: before and after them there are still months to count to.
_WRITTEN = re.compile(r"((?:19|2[01])[0-9]{2})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """One calendar month; it counts on and back over the turn of the year."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (date.min.year <= self.year <= date.max.year and 1 <= self.month <= 12):
            raise ValueError(f"There is no month {self.month} of the year {self.year}.")

    def __hash__(self) -> int:
        """Months are keys of every table of sales: one number is made faster than a pair."""
        return self.year * 12 + self.month

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2026-11" and nothing looser, so that a typing error is not a month."""
        written = _WRITTEN.fullmatch(text.strip())
        if written is None:
            raise ValueError(f"“{text}” is not a month; write it like 2026-11.")
        return cls(int(written[1]), int(written[2]))

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def next_first_day(self) -> date:
        """The day after the month: the open end of ``[first_day, next_first_day)``."""
        return (self + 1).first_day

    @property
    def last_day(self) -> date:
        return self.next_first_day - timedelta(days=1)

    @property
    def last_of_quarter(self) -> "Month":
        return self + (2 - (self.month - 1) % 3)

    @property
    def before(self) -> "Month":
        return self - 1

    @property
    def after(self) -> "Month":
        return self + 1

    def __add__(self, months: int) -> "Month":
        years, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(years, month + 1)

    @overload
    def __sub__(self, other: "Month") -> int: ...
    @overload
    def __sub__(self, other: int) -> "Month": ...
    def __sub__(self, other: "Month | int") -> "int | Month":
        """Go back by months, or count the months from another one to this."""
        if isinstance(other, Month):
            return (self.year - other.year) * 12 + self.month - other.month
        return self + -other

    def __contains__(self, day: date) -> bool:
        return (day.year, day.month) == (self.year, self.month)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


def months_between(first: Month, last: Month) -> Iterator[Month]:
    """Walk from the first month to the last, both included; nothing if they are turned round."""
    return (first + step for step in range(last - first + 1))
