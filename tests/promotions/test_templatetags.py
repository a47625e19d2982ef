"""How figures of promoters are shown (handbook H7)."""

import pytest

from promotions.templatetags.promoters import work_hours


@pytest.mark.parametrize(("minutes", "hours"), [(2730, "45.5"), (15, "0.3"), (0, "0"), (None, "0"), (480, "8")])
def test_minutes_are_shown_as_hours_to_a_tenth_rounded_half_up(minutes, hours):
    assert work_hours(minutes) == hours
