import pytest
from hypothesis import given
from hypothesis import strategies as st

from stores.calc.columns import FOOT, HEIGHT, TOP, Figures, chart_of

UNITS = st.integers(-50, 100_000)
MONTHS = st.lists(st.builds(Figures, UNITS, st.none() | UNITS, st.none() | UNITS), min_size=1, max_size=13)
GROUND = HEIGHT - FOOT


@given(MONTHS)
def test_everything_stays_between_the_ground_and_the_top(months):
    chart = chart_of(months)

    bars = [bar for column in chart.columns for bar in (column.sell_in, column.sell_out) if bar]
    assert all(TOP <= bar.y <= GROUND and 0 <= bar.height <= GROUND - TOP for bar in bars)
    assert chart.lines[0].figure == 0
    assert len(chart.lines) <= 6


def test_heights_are_in_proportion():
    column = chart_of([Figures(sell_in=40, sell_out=20, last_year=40)]).columns[0]

    assert column.sell_in.height == pytest.approx(2 * column.sell_out.height, abs=0.2)
    assert column.mark.y == pytest.approx(column.sell_in.y - 1, abs=0.1)


def test_what_is_not_known_is_not_drawn_as_nought():
    column = chart_of([Figures(sell_in=4, sell_out=None, last_year=None)]).columns[0]

    assert column.sell_out is None
    assert column.mark is None


@pytest.mark.parametrize(("most", "top"), [(0, 1), (4, 4), (7, 8), (23, 30), (130, 150), (900, 1000)])
def test_the_top_line_is_round(most, top):
    lines = chart_of([Figures(most, most, None)]).lines

    assert lines[-1].figure == top
