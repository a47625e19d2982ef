"""A month as a value (handbook H1)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.periods.month import Month, months_between

months = st.builds(Month, st.integers(1950, 2149), st.integers(1, 12))


def test_month_of_a_day_and_its_edges():
    month = Month.of(date(2024, 2, 17))

    assert month == Month(2024, 2)
    assert month.first_day == date(2024, 2, 1)
    assert month.last_day == date(2024, 2, 29)
    assert month.next_first_day == date(2024, 3, 1)
    assert date(2024, 2, 29) in month
    assert date(2024, 3, 1) not in month


@pytest.mark.parametrize("text", ["2026-11", " 2026-11\n"])
def test_month_is_read_as_written(text):
    assert Month.parse(text) == Month(2026, 11)


@pytest.mark.parametrize(
    "text", ["", "2026-13", "2026-00", "2026-1", "2026/11", "2026-11-01", "二〇二六", "0001-01", "9999-12"]
)
def test_month_says_how_to_write_it(text):
    with pytest.raises(ValueError, match="write it like 2026-11"):
        Month.parse(text)


@pytest.mark.parametrize(("year", "month"), [(2026, 0), (2026, 13), (0, 1), (10000, 1)])
def test_month_outside_the_calendar_is_refused(year, month):
    with pytest.raises(ValueError, match="There is no month"):
        Month(year, month)


@pytest.mark.parametrize(
    ("start", "steps", "end"),
    [
        ("2025-12", 1, "2026-01"),
        ("2026-01", -1, "2025-12"),
        ("2024-02", 12, "2025-02"),
        ("2026-07", 0, "2026-07"),
    ],
)
def test_month_counts_over_the_turn_of_the_year(start, steps, end):
    assert Month.parse(start) + steps == Month.parse(end)
    assert Month.parse(end) - steps == Month.parse(start)
    assert Month.parse(end) - Month.parse(start) == steps


@pytest.mark.parametrize(("month", "last"), [(1, 3), (3, 3), (4, 6), (8, 9), (12, 12)])
def test_month_knows_the_last_of_its_quarter(month, last):
    assert Month(2026, month).last_of_quarter == Month(2026, last)


def test_months_between_has_both_ends():
    assert [str(month) for month in months_between(Month(2025, 11), Month(2026, 2))] == [
        "2025-11",
        "2025-12",
        "2026-01",
        "2026-02",
    ]
    assert list(months_between(Month(2026, 2), Month(2025, 11))) == []


@given(months, st.integers(-500, 500))
def test_month_sums_undo_themselves(month, steps):
    assert (month + steps) - month == steps
    assert (month + steps) - steps == month
    assert Month.parse(str(month)) == month
    assert ((month + steps) > month) == (steps > 0)
