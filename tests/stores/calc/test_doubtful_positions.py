from decimal import Decimal

import pytest

from stores.calc.positions import Area, doubt_about

HANGZHOU = Area(((120.169312, 30.242404), (120.299401, 30.419045)), 60_000)


@pytest.mark.parametrize(
    ("lon", "lat", "doubt"),
    [
        ("120.153576", "30.287459", None),
        ("0", "0", "zero"),
        ("30.287459", "87.6", "swapped"),
        ("121.473701", "31.230416", "outside"),
        ("120.15", "30.28", "coarse"),
        ("120.15", "30.287459", None),
    ],
)
def test_each_doubt_has_its_name(lon, lat, doubt):
    assert doubt_about(Decimal(lon), Decimal(lat), HANGZHOU) == doubt


def test_without_an_area_nothing_lies_outside_of_it():
    assert doubt_about(Decimal("121.473701"), Decimal("31.230416"), None) is None
