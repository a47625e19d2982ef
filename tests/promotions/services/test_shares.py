"""Shares of stores change, their sum stays (handbook H6.2)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from promotions.calc.shares import spread
from promotions.choices import PromotionStatus
from promotions.models import PromotionStore
from promotions.services import set_shares
from promotions.services.shares import SharesDoNotTally, SharesFixed
from tests.factories.promotions import PromotionFactory, PromotionStoreFactory
from tests.factories.visits import MORNING


def places_of(cast, *units, **kwargs):
    promotion = PromotionFactory(status=PromotionStatus.PUBLISHED, target_units=sum(units), **kwargs)
    make = {"promotion": promotion, "store__customer__rep": cast.rep}
    return promotion, [PromotionStoreFactory(extra_units=number, **make) for number in units]


def shares():
    return list(PromotionStore.objects.unscoped(because="test").order_by("pk").values_list("extra_units", flat=True))


def change(cast, promotion, typed, *, spreads, who="manager", at=MORNING):
    return set_shares(promotion, cast.center.pk, typed, spreads=spreads, actor=cast.actor(who), at=at)


def test_the_manager_changes_one_store_and_the_others_take_the_difference(cast):
    promotion, places = places_of(cast, 10, 20, 30)

    change(cast, promotion, {places[0].pk: 20}, spreads=True)

    assert shares() == [20, 16, 24]


def test_what_does_not_tally_is_refused_with_the_difference(cast):
    promotion, places = places_of(cast, 10, 20)

    with pytest.raises(SharesDoNotTally, match="5"):
        change(cast, promotion, {places[0].pk: 15}, spreads=False)

    assert shares() == [10, 20]


def test_another_center_has_no_say(cast):
    promotion, places = places_of(cast, 10, 20)

    for who in ("stranger", "rep", "hq"):
        with pytest.raises(PermissionDenied):
            change(cast, promotion, {places[0].pk: 15, places[1].pk: 15}, spreads=False, who=who)


def test_after_the_first_day_shares_stand(cast):
    promotion, places = places_of(cast, 10, 20, starts_on=date(2026, 11, 22))

    with pytest.raises(SharesFixed):
        change(cast, promotion, {places[0].pk: 15}, spreads=True)


def test_on_the_first_day_they_may_still_change(cast):
    promotion, places = places_of(cast, 10, 20, starts_on=timezone.localdate(MORNING))

    change(cast, promotion, {places[0].pk: 15}, spreads=True, at=MORNING + timedelta(hours=3))

    assert shares() == [15, 15]


@given(st.data())
def test_spreading_always_tallies_or_says_that_it_cannot(data):
    units = st.integers(min_value=0, max_value=500)
    before = data.draw(st.dictionaries(st.integers(0, 30), units, min_size=1, max_size=12))
    typed = {key: data.draw(units) for key in before if data.draw(st.booleans())}

    after = spread(before, before | typed)

    assert after is None or sum(after.values()) == sum(before.values())
    changed = {key: value for key, value in typed.items() if value != before[key]}
    assert after is None or changed.items() <= after.items()
