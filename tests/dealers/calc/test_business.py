"""Ages of receivables, and how long a stock lasts (handbook H10.2, glossary)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealers.business_choices import Age as AgeInWords
from dealers.calc.receivables import Age, Due, age_of, aged, due_days_of, overdue
from dealers.calc.stock_cover import cover_days

ON = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("days", "age"),
    [
        *((-1, "not_due"), (0, "not_due"), (1, "to_30"), (30, "to_30"), (31, "to_60"), (60, "to_60")),
        *((61, "to_90"), (90, "to_90"), (91, "over_90")),
    ],
)
def test_what_is_due_today_is_not_overdue_yet_and_each_age_ends_on_its_day(days, age):
    assert age_of(ON - timedelta(days=days), ON) == age


@given(st.integers(-500, 500))
def test_the_days_by_which_a_list_is_narrowed_are_those_of_the_age(days):
    due_on = ON - timedelta(days=days)

    found = [
        age for age in Age if (due_days_of(age, ON)[0] or date.min) <= due_on <= (due_days_of(age, ON)[1] or date.max)
    ]

    assert found == [age_of(due_on, ON)]


def test_sums_by_age_add_up_and_all_but_the_first_are_overdue():
    owed = [Due(ON, Decimal(100)), Due(ON - timedelta(days=5), Decimal(30)), Due(ON - timedelta(days=95), Decimal(7))]

    sums = aged(owed, ON)

    assert sums == {**dict.fromkeys(Age, Decimal(0)), Age.NOT_DUE: 100, Age.TO_30: 30, Age.OVER_90: 7}
    assert overdue(sums) == 37


@pytest.mark.parametrize(
    ("stock", "sold", "days"),
    [(56, 28, Decimal("56.0")), (10, 3, Decimal("93.3")), (0, 5, Decimal("0.0")), (9, 0, None)],
)
def test_cover_is_the_stock_over_the_average_day_of_28_and_without_sales_there_is_none(stock, sold, days):
    assert cover_days(stock, sold) == days


def test_ages_have_words():
    assert AgeInWords.values == [age.value for age in Age]
