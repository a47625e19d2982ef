"""A promotion is planned, published, seen in visits and plans, and can be taken back (handbook H6.2)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from promotions.choices import PromotionKind, PromotionStatus
from promotions.models import Promotion, PromotionStore
from promotions.selectors.due import work_at
from promotions.selectors.increments import increments_of
from promotions.selectors.targets import Reach, Targets, reach_of
from promotions.services import cancel_promotion, create_promotion, edit_promotion, publish_promotion, set_stores
from promotions.services.approval import PromotionIncomplete
from promotions.services.promotions import PromotionPublished
from salesops.periods.month import Month
from salesops.workflow.flow import ReasonMissing
from salesops.workflow.services import EditedMeanwhile
from stores.choices import StoreClass, StoreStatus
from tests.factories.promotions import PromotionFactory, PromotionStoreFactory
from tests.factories.stores import HandsetModelFactory, SkuFactory, StoreFactory
from tests.journeys.merges import sell

VALUES = {
    "name": "双十二",
    "kind": PromotionKind.GIFT,
    "mechanics": "赠",
    "starts_on": date(2026, 12, 5),
    "ends_on": date(2026, 12, 14),
}


def acting(cast, who="marketing"):
    return {"actor": cast.actor(who), "at": timezone.now()}


def published(cast, **kwargs) -> Promotion:
    promotion = PromotionFactory(handset_models=[HandsetModelFactory()], target_units=10, **kwargs)
    place = PromotionStoreFactory(promotion=promotion, store__customer__rep=cast.rep)
    publish_promotion(promotion, **acting(cast))
    return place


def test_marketing_makes_a_draft_with_its_models(cast):
    model = HandsetModelFactory()

    promotion = create_promotion(VALUES, [model], **acting(cast))

    assert (promotion.status, promotion.created_by) == (PromotionStatus.DRAFT, cast.marketing)
    assert list(promotion.handset_models.all()) == [model]


@pytest.mark.parametrize("who", ["rep", "hq", "admin"])
def test_nobody_else_plans_promotions(cast, who):
    with pytest.raises(PermissionDenied):
        create_promotion(VALUES, [], **acting(cast, who))

    assert not Promotion.objects.exists()


def test_the_reach_is_counted_before_and_equals_what_is_saved(cast):
    for store_class in (StoreClass.A, StoreClass.B, StoreClass.B, StoreClass.C):
        StoreFactory(store_class=store_class)
    StoreFactory(store_class=StoreClass.A, status=StoreStatus.SUSPENDED)
    targets = Targets(classes=("A", "B"), extra_units_by_class={"A": 9, "B": 4})
    promotion = PromotionFactory()

    reach = reach_of(targets, cast.actor("marketing"))
    set_stores(promotion, targets, **acting(cast))

    rows = PromotionStore.objects.unscoped(because="test")
    assert reach == Reach(stores=3, extra_units=17)
    assert (rows.count(), sum(row.extra_units for row in rows)) == (3, 17)


def test_choosing_again_replaces_the_stores(cast):
    store = StoreFactory(store_class=StoreClass.A)
    promotion = PromotionFactory()
    set_stores(promotion, Targets(), **acting(cast))

    set_stores(promotion, Targets(classes=("B",)), **acting(cast))

    assert not PromotionStore.objects.unscoped(because="test").filter(store=store).exists()


def test_without_stores_or_models_nothing_is_published(cast):
    with pytest.raises(PromotionIncomplete):
        publish_promotion(PromotionFactory(), **acting(cast))


def test_what_was_published_is_not_changed(cast):
    promotion = published(cast).promotion
    promotion.refresh_from_db()

    with pytest.raises(PromotionPublished):
        set_stores(promotion, Targets(), **acting(cast))
    with pytest.raises(PromotionPublished):
        edit_promotion(promotion, VALUES, [], revision=promotion.revision, **acting(cast))


def test_a_published_promotion_is_work_in_the_visits_of_its_stores_and_quantity_in_their_plans(cast):
    place = published(cast)

    work = list(work_at([place.store_id], date(2026, 12, 3)))
    increments = increments_of([place.store_id], Month(2026, 12))

    assert [item.title for item in work] == [place.promotion.name]
    assert [(item.store_id, item.quantity) for item in increments] == [(place.store_id, 10)]


@pytest.mark.parametrize(("day", "is_due"), [(23, False), (24, True), (30, True)])
def test_it_is_sold_in_from_a_week_before(cast, day, is_due):
    place = published(cast)

    assert bool(list(work_at([place.store_id], date(2026, 11, day)))) == is_due


def test_a_cancelled_promotion_is_neither_work_nor_quantity(cast):
    place = published(cast)

    cancel_promotion(place.promotion, reason="缺货", **acting(cast))

    assert list(work_at([place.store_id], date(2026, 12, 3))) == []
    assert increments_of([place.store_id], Month(2026, 12)) == []


def test_cancelling_needs_a_reason(cast):
    with pytest.raises(ReasonMissing):
        cancel_promotion(PromotionFactory(), reason=" ", **acting(cast))


def test_a_manager_proposes_for_its_own_center(cast):
    promotion = create_promotion(VALUES, [], **acting(cast, "manager"))
    theirs = create_promotion(VALUES, [], **acting(cast, "stranger"))

    assert (promotion.center, theirs.center) == (cast.center, cast.other_center)
    assert list(Promotion.objects.visible_to(cast.actor("manager"))) == [promotion]
    with pytest.raises(PermissionDenied):
        set_stores(theirs, Targets(), **acting(cast, "manager"))


def test_a_target_is_shared_out_by_what_stores_sold_and_tallies(cast):
    sku = SkuFactory()
    strong, weak = StoreFactory(store_class=StoreClass.C), StoreFactory(store_class=StoreClass.C)
    sell(strong, sku, 9, date(2026, 11, 20))
    promotion = PromotionFactory(handset_models=[sku.model])

    set_stores(promotion, Targets(target_units=101), **acting(cast))

    promotion.refresh_from_db()
    shares = dict(PromotionStore.objects.unscoped(because="test").values_list("store", "extra_units"))
    assert promotion.target_units == sum(shares.values()) == 101
    assert shares == {strong.pk: 91, weak.pk: 10}


def test_a_rule_knows_divisions(cast):
    StoreFactory(division_code="310104")
    StoreFactory(division_code="330106")

    assert reach_of(Targets(divisions="3101"), cast.actor("marketing")).stores == 1


def test_a_center_sees_the_published_promotions_of_its_own_stores(cast):
    mine = published(cast).promotion
    PromotionStoreFactory(promotion=PromotionFactory(), store__customer__rep=cast.rep)

    def seen_by(who):
        return list(Promotion.objects.visible_to(cast.actor(who)))

    assert seen_by("rep") == seen_by("manager") == [mine]
    assert seen_by("stranger") == seen_by("foreign_rep") == []
    assert len(seen_by("hq")) == 2


def test_models_of_what_was_published_meanwhile_stay(cast):
    place = published(cast)
    seen = place.promotion  # As the other tab still has it: a draft.
    assert seen.status == PromotionStatus.DRAFT

    with pytest.raises(PromotionPublished):
        edit_promotion(seen, {}, [HandsetModelFactory()], revision=1, **acting(cast))


def test_two_who_choose_models_do_not_overwrite_each_other(cast):
    promotion, mine, theirs = PromotionFactory(), HandsetModelFactory(), HandsetModelFactory()
    edit_promotion(promotion, {}, [theirs], revision=1, **acting(cast))

    with pytest.raises(EditedMeanwhile):
        edit_promotion(promotion, {}, [mine], revision=1, **acting(cast))

    assert list(promotion.handset_models.all()) == [theirs]
