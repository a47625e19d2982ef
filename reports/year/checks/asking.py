"""Asking the database in plain SQL that both kinds of database understand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from reports.year.journal import Journal


@dataclass(frozen=True, slots=True)
class Evening:
    """The end of a simulated day: its date, whether the month ends with it, and what people did so far."""

    day: date
    journal: Journal

    @property
    def first(self) -> date:
        return self.day.replace(day=1)

    @property
    def ends_month(self) -> bool:
        return date.fromordinal(self.day.toordinal() + 1).day == 1


def ask(sql: str, *params: Any) -> list[tuple]:
    """The rows of a query; `%s` stands for a parameter."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [tuple(row) for row in cursor.fetchall()]


def as_day(value: Any) -> date:
    """SQLite gives a day as text where PostgreSQL gives a date."""
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])


def first_few(rows: Sequence[object]) -> str:
    """What is wrong, in one line."""
    shown = ", ".join(str(row) for row in list(rows)[:3])
    return f"{len(rows)}: {shown}"
