"""What people did, kept beside the program, so that the checks need not believe it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

# Kind of sale, store, model, first day of the month.
Place = tuple[str, int, int, date]


@dataclass
class Journal:
    """Sums that the database must come to, what was typed, what was locked when it was seen first."""

    deeds: dict[str, Counter[str]] = field(default_factory=dict)
    sold: Counter[Place] = field(default_factory=Counter)
    # The last day on which anybody recorded sales.
    sold_on: date | None = None
    visits: set[str] = field(default_factory=set)
    typed: dict[int, int] = field(default_factory=dict)
    sealed: dict[tuple[str, int], str] = field(default_factory=dict)
    returned: set[tuple[str, int]] = field(default_factory=set)
    leaves: list[tuple[int, int, date, date]] = field(default_factory=list)

    def note(self, day: date, deed: str, times: int = 1) -> None:
        """Count a deed in its month."""
        if times:
            self.deeds.setdefault(f"{day:%Y-%m}", Counter())[deed] += times
