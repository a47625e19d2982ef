"""When a price on a tag is off the list, and by how much (handbook H5.2)."""

from decimal import Decimal

import pytest

from visits.calc.prices import compliance, deviation, is_off


@pytest.mark.parametrize(
    ("shelf", "listed", "band", "expected"),
    [
        ("2849.05", "2999.00", 5, False),
        ("2849.04", "2999.00", 5, True),
        ("3148.95", "2999.00", 5, False),
        ("3148.96", "2999.00", 5, True),
        ("2999.01", "2999.00", 0, True),
        ("2999.00", "2999.00", 0, False),
        ("1.00", None, 5, False),
        ("1.00", "0.00", 5, False),
    ],
)
def test_a_price_on_the_border_of_the_band_keeps_to_the_list(shelf, listed, band, expected):
    assert is_off(Decimal(shelf), listed and Decimal(listed), band) is expected


def test_deviation_is_signed_in_yuan_and_as_a_share():
    below, above = deviation(Decimal(2700), Decimal(3000)), deviation(Decimal(3001), Decimal(3000))

    assert (below.yuan, below.share) == (Decimal(-300), Decimal("-0.100"))
    assert (above.yuan, above.share) == (Decimal(1), Decimal("0.000"))
    assert deviation(Decimal(1), None) is None


def test_compliance_is_the_kept_of_the_judged():
    found = compliance([(False, 9), (True, 3)])

    assert (found.kept, found.judged, found.share) == (9, 12, Decimal("0.75"))
    assert compliance([]).share is None
