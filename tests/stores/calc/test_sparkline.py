from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from stores.calc.sparkline import HEIGHT, WIDTH, Sparkline

shares = st.lists(st.none() | st.decimals(0, 1, places=4), max_size=30)


def test_a_line_rises_from_the_foot_to_the_top():
    assert Sparkline([Decimal(0), None, Decimal(1)]).path == "3,25 117,3"


def test_one_share_is_no_line():
    assert not Sparkline([None, Decimal("0.5")]).is_line


@given(shares)
def test_every_known_share_is_a_point_within_the_picture(shares):
    line = Sparkline(shares)
    points = [tuple(map(int, point.split(","))) for point in line.path.split()]

    assert len(points) == len(line.known)
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points)
