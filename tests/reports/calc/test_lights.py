"""Green, amber and red by the plan (handbook H8.3)."""

import pytest

from reports.calc.lights import Light, light_of
from reports.calc.review import Comparison


@pytest.mark.parametrize(
    ("actual", "plan", "light"),
    [
        (10, 10, Light.GREEN),
        (99, 100, Light.AMBER),
        (80, 100, Light.AMBER),
        (79, 100, Light.RED),
        (-1, 100, Light.RED),
        (5, None, None),
        (5, 0, None),
    ],
)
def test_light_follows_the_share_of_the_plan(actual, plan, light):
    assert light_of(Comparison(actual, plan)) == light
