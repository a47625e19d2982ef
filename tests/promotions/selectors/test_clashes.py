"""Same model, same store, same days (handbook H6.2)."""

from datetime import date

import pytest

from promotions.choices import PromotionStatus
from promotions.models import Promotion
from promotions.selectors.clashes import clashes_of, pairs_among
from tests.factories.promotions import PromotionFactory, PromotionStoreFactory
from tests.factories.stores import HandsetModelFactory, StoreFactory


def promoted(store, model, first, last, **kwargs):
    promotion = PromotionFactory(
        starts_on=date(2026, 12, first), ends_on=date(2026, 12, last), handset_models=[model], **kwargs
    )
    PromotionStoreFactory(promotion=promotion, store=store)
    return promotion


def test_a_clash_is_named_with_its_days_stores_and_models(cast):
    store, model = StoreFactory(), HandsetModelFactory()
    mine, other = promoted(store, model, 1, 10), promoted(store, model, 10, 20)

    clash = clashes_of(mine, cast.actor("marketing"))[0]

    assert (clash.promotion, clash.first, clash.last) == (other, date(2026, 12, 10), date(2026, 12, 10))
    assert (clash.stores, clash.models) == (1, (model.name,))
    assert pairs_among(Promotion.objects.prefetch_related("handset_models")) == {
        mine.pk: {other.pk},
        other.pk: {mine.pk},
    }


@pytest.mark.parametrize("differs", ["store", "model", "days", "cancelled"])
def test_what_differs_in_one_of_them_is_no_clash(cast, differs):
    store, model = StoreFactory(), HandsetModelFactory()
    mine = promoted(store, model, 1, 10)
    promoted(
        StoreFactory() if differs == "store" else store,
        HandsetModelFactory() if differs == "model" else model,
        *((11, 20) if differs == "days" else (5, 20)),
        status=PromotionStatus.CANCELLED if differs == "cancelled" else PromotionStatus.DRAFT,
    )

    assert clashes_of(mine, cast.actor("marketing")) == []


def test_two_shared_models_count_each_store_once(cast):
    store, models = StoreFactory(), [HandsetModelFactory(), HandsetModelFactory()]
    mine, other = promoted(store, models[0], 1, 10), promoted(store, models[0], 1, 10)
    for promotion in (mine, other):
        promotion.handset_models.set(models)

    assert [clash.stores for clash in clashes_of(mine, cast.actor("marketing"))] == [1]


def test_a_manager_is_told_of_a_clash_it_may_not_open(cast):
    store, model = StoreFactory(customer__rep=cast.rep), HandsetModelFactory()
    mine = promoted(store, model, 1, 10, center=cast.center)
    promoted(store, model, 1, 10)

    assert [clash.is_seen for clash in clashes_of(mine, cast.actor("manager"))] == [False]
