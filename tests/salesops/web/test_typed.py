"""Addresses and plain forms are read strictly: what makes no sense was not said."""

from datetime import date

import pytest
from django.http import QueryDict

from salesops.periods.month import Month
from salesops.web.typed import day_in, month_in, number_in, text_in


@pytest.mark.parametrize(
    ("said", "month"),
    [("month=2026-11", Month(2026, 11)), ("month=9999-12", None), ("month=x", None), ("", None)],
)
def test_a_month(said, month):
    assert month_in(QueryDict(said)) == month


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("on=2026-11-23", date(2026, 11, 23)),
        ("on=2026-02-30", None),
        ("on=0001-01-01", None),
        ("on=9999-12-31", None),
        ("on=tomorrow", None),
        ("", None),
    ],
)
def test_a_day(said, day):
    assert day_in(QueryDict(said), "on") == day


@pytest.mark.parametrize(
    ("said", "number"),
    [("n=17", 17), ("n=0", 0), ("n=-1", None), ("n=٣", None), ("n=²", None), (f"n={'9' * 5000}", None), ("", None)],
)
def test_a_number(said, number):
    assert number_in(QueryDict(said), "n") == number


def test_words_are_cut_and_lose_what_no_database_keeps():
    assert text_in(QueryDict("reason= a%00b%20"), "reason", 200) == "ab"
    assert text_in(QueryDict("reason=abcdef"), "reason", 3) == "abc"
    assert text_in(QueryDict(""), "reason", 3) == ""
