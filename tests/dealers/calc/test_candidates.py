"""Scores of candidates, and divisions within divisions (handbook H10.1)."""

from decimal import Decimal

import pytest

from dealers.calc.candidates import WEIGHTS, points_of, score_of
from dealers.calc.territory import span_of
from dealers.dealer_choices import Criterion


@pytest.mark.parametrize(("mark", "score"), [(1, 20), (3, 60), (5, 100)])
def test_the_same_mark_everywhere_is_its_share_of_a_hundred(mark, score):
    assert score_of(dict.fromkeys(WEIGHTS, mark)) == score


def test_the_score_is_the_sum_of_the_points_on_the_page():
    marks = dict.fromkeys(WEIGHTS, 3) | {"capital": 5, "team": 1}

    assert {line.criterion: line.points for line in points_of(marks)}["capital"] == Decimal(20)
    assert score_of(marks) == sum(line.points for line in points_of(marks)) == Decimal(62)


def test_without_a_mark_for_each_criterion_there_is_no_score():
    assert score_of(dict.fromkeys(list(WEIGHTS)[1:], 5)) is None


def test_each_criterion_has_a_weight():
    assert set(Criterion.values) == set(WEIGHTS)
    assert sum(WEIGHTS.values()) == 100


@pytest.mark.parametrize("inner", ["330106", "330199", "330100"])
def test_a_city_holds_its_districts_and_a_province_its_cities(inner):
    (city, city_end), (province, province_end) = span_of("330100"), span_of("330000")

    assert city <= span_of(inner)[0] < span_of(inner)[1] <= city_end
    assert province <= city < city_end <= province_end
    assert not city <= span_of("330206")[0] < city_end
