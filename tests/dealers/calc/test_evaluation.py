"""Scores, grades and what the rule proposes (handbook H10.6)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealers.calc.evaluation import MEASURES, Lines, Measured, discipline, grade_of, is_healthy, suggested, total
from dealers.calc.quarters import Quarter
from dealers.evaluation_choices import Measure

LINES = Lines(85, 70, 55)


@pytest.mark.parametrize(
    ("part", "whole", "score"),
    [(80, 100, Decimal("80.0")), (150, 100, Decimal("100.0")), (-5, 10, Decimal("0.0")), (3, 0, None)],
)
def test_a_share_is_points_and_without_a_whole_there_are_none(part, whole, score):
    assert Measured(Decimal(part), Decimal(whole)).score == score


def test_what_could_not_be_measured_counts_neither_for_nor_against():
    assert total([(Decimal(90), 30), (None, 50), (Decimal(60), 10)]) == Decimal("82.5")
    assert total([(None, 100)]) is None


@given(st.lists(st.tuples(st.decimals(0, 100, places=1), st.integers(1, 100)), min_size=1, max_size=7))
def test_the_total_lies_between_its_least_and_its_best_score(scores):
    tenth = Decimal("0.1")
    assert min(s for s, _w in scores) - tenth <= total(scores) <= max(s for s, _w in scores) + tenth


@pytest.mark.parametrize(
    ("score", "grade"), [(100, "A"), (85, "A"), (Decimal("84.9"), "B"), (70, "B"), (55, "C"), (0, "D"), (None, "")]
)
def test_a_line_belongs_to_the_better_grade(score, grade):
    assert grade_of(score, LINES) == grade


@pytest.mark.parametrize(
    ("grade", "former", "proposal"),
    [
        *(("A", "", "expand"), ("B", "D", "keep"), ("C", "A", "improve"), ("D", "C", "shrink"), ("D", "D", "end")),
        ("", "D", "keep"),
    ],
)
def test_the_second_d_in_a_row_is_the_end(grade, former, proposal):
    assert suggested(grade, former) == proposal


@pytest.mark.parametrize(("breaches", "score"), [(0, 100), (1, 75), (4, 0), (9, 0)])
def test_each_breach_takes_its_points_down_to_nothing(breaches, score):
    assert discipline(breaches, 25).score == score


@pytest.mark.parametrize(
    ("stock", "cover", "healthy"), [(5, Decimal(7), True), (5, Decimal(6), False), (5, None, False), (0, None, None)]
)
def test_stock_that_never_sells_is_not_healthy_and_none_at_all_says_nothing(stock, cover, healthy):
    assert is_healthy(stock, cover, 7, 45) is healthy


def test_each_measure_has_a_word():
    assert tuple(Measure.values) == MEASURES


@pytest.mark.parametrize("text", ["2026Q3", "2026q3", "2026-Q3"])
def test_a_quarter_is_its_three_months(text):
    quarter = Quarter.parse(text)

    assert [str(month) for month in quarter.months] == ["2026-07", "2026-08", "2026-09"]
    assert (str(quarter), str(quarter.former)) == ("2026Q3", "2026Q2")
    assert quarter == Quarter.of(quarter.last_month.last_day)


@pytest.mark.parametrize("text", ["2026", "2026Q5", "Q3", "2026-07"])
def test_what_is_no_quarter_is_refused(text):
    with pytest.raises(ValueError, match=text):
        Quarter.parse(text)


def test_half_a_tenth_is_rounded_up_as_people_round():
    assert total([(Decimal("84.8"), 1), (Decimal("84.9"), 1)]) == Decimal("84.9")
