"""A position is whole or absent, in the database too (handbook H2.2)."""

from decimal import Decimal

import pytest
from django.db import IntegrityError

from tests.factories.accounts import CenterFactory
from tests.factories.stores import StoreFactory


@pytest.mark.parametrize("make", [StoreFactory, CenterFactory])
@pytest.mark.parametrize("half", [{"lon": None, "lat": Decimal(30)}, {"lon": Decimal(120), "lat": None}])
def test_half_a_position_is_refused(db, make, half):
    with pytest.raises(IntegrityError):
        make(**half)


@pytest.mark.parametrize("make", [StoreFactory, CenterFactory])
@pytest.mark.parametrize("place", [{"lon": None, "lat": None}, {"lon": Decimal(120), "lat": Decimal(30)}])
def test_a_whole_position_or_none_is_taken(db, make, place):
    assert make(**place).pk
