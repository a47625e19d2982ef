"""The distributions on top of the one guaranteed draw."""

from statistics import fmean, pvariance

import pytest

from reports.demo.stream import Stream

DRAWS = 4000


def test_a_stream_is_named_by_seed_kind_and_key():
    first = [Stream(1, "store", "HZ00001").uniform() for _ in range(2)]

    assert first[0] == first[1]
    assert Stream(1, "store", "HZ00002").uniform() != first[0]


def test_normal_has_its_mean_and_deviation():
    stream = Stream(1, "normal", "")

    drawn = [stream.normal(10.0, 2.0) for _ in range(DRAWS)]
    assert fmean(drawn) == pytest.approx(10.0, abs=0.15)
    assert pvariance(drawn) == pytest.approx(4.0, rel=0.1)


@pytest.mark.parametrize("mean", [0.4, 7.0, 120.0])
def test_poisson_has_the_mean_as_its_variance(mean):
    stream = Stream(1, "poisson", "")

    drawn = [stream.poisson(mean) for _ in range(DRAWS)]
    assert fmean(drawn) == pytest.approx(mean, rel=0.06)
    assert pvariance(drawn) == pytest.approx(mean, rel=0.12)


def test_counts_spread_wider_the_more_is_sold():
    stream = Stream(1, "counts", "")

    drawn = [stream.negative_binomial(23.0, 30.0) for _ in range(DRAWS)]
    assert pvariance(drawn) / fmean(drawn) == pytest.approx(1.75, abs=0.2)


def test_nothing_expected_is_nothing_sold():
    assert Stream(1, "counts", "").negative_binomial(0.0, 30.0) == 0


def test_whole_numbers_reach_both_ends():
    stream = Stream(1, "between", "")

    assert {stream.between(3, 5) for _ in range(200)} == {3, 4, 5}
