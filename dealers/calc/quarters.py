"""Quarters of a year, written 2026Q3 (handbook H1, H10.6)."""

import re
from datetime import date
from typing import Self

from salesops.periods.month import Month

_WRITTEN = re.compile(r"((?:19|2[01])[0-9]{2})-?Q([1-4])", re.IGNORECASE)


class Quarter:
    """Three months; two quarters of the same first month are the same."""

    def __init__(self, first: Month) -> None:
        self.first = first + -((first.month - 1) % 3)

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(Month.of(day))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2026Q3" and nothing looser."""
        written = _WRITTEN.fullmatch(text.strip())
        if written is None:
            raise ValueError(f"“{text}” is not a quarter; write it like 2026Q3.")
        return cls(Month(int(written[1]), int(written[2]) * 3 - 2))

    @property
    def first_day(self) -> date:
        return self.first.first_day

    @property
    def next_first_day(self) -> date:
        return (self.first + 3).first_day

    @property
    def last_month(self) -> Month:
        return self.first + 2

    @property
    def months(self) -> tuple[Month, Month, Month]:
        return self.first, self.first + 1, self.first + 2

    @property
    def former(self) -> "Quarter":
        return Quarter(self.first - 3)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Quarter) and self.first == other.first

    def __hash__(self) -> int:
        return hash(self.first)

    def __str__(self) -> str:
        return f"{self.first.year}Q{(self.first.month + 2) // 3}"
