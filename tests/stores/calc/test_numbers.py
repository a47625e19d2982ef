"""Running numbers (handbook H2.2)."""

import pytest

from stores.calc.numbers import following


@pytest.mark.parametrize(
    ("last", "code"), [(None, "HZ00001"), ("HZ00041", "HZ00042"), ("HZ99999", "HZ100000"), ("HZ00099", "HZ00100")]
)
def test_a_number_follows_the_last_one_and_outgrows_its_digits(last, code):
    assert following(last, "HZ", 5) == code
