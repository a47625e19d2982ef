"""A launch is planned, shared out, answered by its centers and published (handbook H6.1)."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from promotions.choices import LaunchStatus, ShareStatus
from promotions.models import Launch, LaunchCenter, LaunchRep, LaunchStore
from promotions.selectors.launch_targets import LaunchRule, reach_of_launch
from promotions.services.launch_shares import (
    NumberFixed,
    accept_share,
    fix_number,
    offer_share_again,
    return_share,
)
from promotions.services.launch_targets import QuantityDoesNotFit, choose_stores
from promotions.services.launches import (
    LaunchFixed,
    LaunchIncomplete,
    Terms,
    cancel_launch,
    create_launch,
    edit_launch,
    offer_launch,
    publish_launch,
    recall_launch,
    set_terms,
)
from salesops.notices.models import Notice
from salesops.periods.models import Deadline
from salesops.workflow.flow import NotPossibleNow, ReasonMissing
from salesops.workflow.models import AuditEvent
from salesops.workflow.services import EditedMeanwhile
from stores.choices import StoreClass, StoreStatus
from tests.factories.launches import LaunchFactory, LaunchModelFactory
from tests.factories.stores import HandsetModelFactory, PriceFactory, SalesMonthFactory, StoreFactory

TODAY = date(2026, 11, 20)
BECAUSE = "test"


def acting(cast, who="marketing"):
    return {"actor": cast.actor(who), "at": timezone.now()}


def numbers(model) -> list[int]:
    return list(model.objects.unscoped(because=BECAUSE).order_by("pk").values_list("quantity", flat=True))


def only(model, **found):
    return model.objects.unscoped(because=BECAUSE).get(**found)


@pytest.fixture
def stores(cast):
    """Two reps of one center and one of another, with sales of a predecessor."""
    old = HandsetModelFactory(name="旧款")
    rows = [
        StoreFactory(code="S1", customer__rep=cast.rep, store_class=StoreClass.A),
        StoreFactory(code="S2", customer__rep=cast.rep, store_class=StoreClass.B),
        StoreFactory(code="S3", customer__rep=cast.colleague, store_class=StoreClass.A),
        StoreFactory(code="S4", customer__rep=cast.foreign_rep, store_class=StoreClass.A),
    ]
    for store, units in zip(rows, (60, 20, 20, 40), strict=True):
        SalesMonthFactory(store=store, model=old, month=date(2026, 9, 1), sell_out=units)
    return old, rows


@pytest.fixture
def split(cast, stores):
    """A draft with one model, its hundred units shared out to the four stores."""
    old, _rows = stores
    launch = LaunchModelFactory(launch__predecessor=old, launch__created_by=cast.marketing).launch
    return choose_stores(launch, LaunchRule(), 100, on=TODAY, revision=1, **acting(cast))


@pytest.fixture
def offered(cast, split):
    return offer_launch(split, **acting(cast))


def answered(cast, launch):
    """Both centers accept, and marketing publishes."""
    for who, center in (("manager", cast.center), ("stranger", cast.other_center)):
        share = only(LaunchCenter, center=center)
        accept_share(share, revision=share.revision, **acting(cast, who))
    return publish_launch(launch, **acting(cast))


def test_a_new_launch_takes_the_list_price_of_its_first_day(cast):
    model = HandsetModelFactory()
    PriceFactory(model=model, starts_on=date(2026, 11, 1), list_yuan=Decimal("3999.00"))
    PriceFactory(model=model, starts_on=date(2026, 12, 20), list_yuan=Decimal("3499.00"))
    values = {"name": "新旗舰", "starts_on": date(2026, 12, 1), "ends_on": date(2026, 12, 28)}

    launch = create_launch(values, [model], **acting(cast))

    assert [row.price_yuan for row in launch.models.all()] == [Decimal("3999.00")]


@pytest.mark.parametrize("who", ["rep", "manager", "hq", "admin"])
def test_nobody_but_marketing_plans_a_launch(cast, who):
    with pytest.raises(PermissionDenied):
        create_launch({}, [], **acting(cast, who))

    assert not Launch.objects.exists()


def test_the_reach_is_counted_before_and_equals_what_is_saved(cast, stores):
    old, (first, *_rest) = stores
    type(first).objects.unscoped(because=BECAUSE).filter(code="S3").update(status=StoreStatus.SUSPENDED)
    launch = LaunchFactory(predecessor=old)
    rule = LaunchRule(classes=("A",), least_sold=30)

    reach = reach_of_launch(launch, rule, on=TODAY, actor=cast.actor("marketing"))
    choose_stores(launch, rule, reach.expected_units, on=TODAY, revision=1, **acting(cast))

    # 100 units of three months' 91 days, over 28 days.
    assert (reach.stores, reach.by_class, reach.expected_units) == (2, {"A": 2}, 31)
    assert sum(numbers(LaunchStore)) == 31


def test_a_rule_by_city_takes_the_stores_of_any_of_its_cities(cast):
    for code, division in (("H", "330106"), ("N", "330203"), ("S", "310101")):
        StoreFactory(code=code, division_code=division)

    reach = reach_of_launch(LaunchFactory(), LaunchRule(divisions="杭州 3302"), on=TODAY, actor=cast.actor("marketing"))

    assert reach.stores == 2


def test_the_suggestion_is_half_own_sales_and_half_the_class(split):
    # Weights: 60+40, 20+20, 20+40, 40+40 of 280 in all.
    assert numbers(LaunchStore) == [36, 14, 21, 29]
    assert sorted(numbers(LaunchRep)) == [21, 29, 50]
    assert sorted(numbers(LaunchCenter)) == [29, 71]


def test_more_than_the_stores_can_take_is_refused_with_the_difference(cast, stores):
    for store in stores[1]:
        type(store).objects.unscoped(because=BECAUSE).filter(pk=store.pk).update(monthly_capacity_units=10)

    with pytest.raises(QuantityDoesNotFit) as refusal:
        choose_stores(LaunchFactory(), LaunchRule(), 43, on=TODAY, revision=1, **acting(cast))

    assert refusal.value.difference == -3
    assert numbers(LaunchStore) == []


def test_a_store_fixed_by_hand_leaves_the_rest_to_the_rep_s_others(cast, offered):
    place = only(LaunchStore, store__code="S1")

    fix_number(place, 45, revision=place.revision, **acting(cast, "rep"))

    assert numbers(LaunchStore) == [45, 5, 21, 29]
    place.refresh_from_db()
    assert (place.suggested, place.typed, place.quantity) == (36, 45, 45)
    assert AuditEvent.objects.filter(object_type="promotions.launchstore", object_id=place.pk).count() == 1


def test_a_rep_s_number_moves_the_other_reps_of_the_center_and_keeps_pins_below(cast, offered):
    place = only(LaunchStore, store__code="S2")
    fix_number(place, 10, revision=place.revision, **acting(cast, "rep"))
    part = only(LaunchRep, rep=cast.colleague)

    fix_number(part, 31, revision=part.revision, **acting(cast, "manager"))

    assert numbers(LaunchStore) == [30, 10, 31, 29]
    assert only(LaunchRep, rep=cast.rep).quantity == 40


def test_what_does_not_fit_beside_the_pins_is_refused_by_how_many_units(cast, offered):
    part = only(LaunchRep, rep=cast.colleague)

    with pytest.raises(QuantityDoesNotFit) as refusal:
        fix_number(part, 70, revision=part.revision, **acting(cast, "manager"))

    # The other rep has two stores, which need one unit each: 71 - 70 is one too few.
    assert refusal.value.difference == 1
    assert numbers(LaunchStore) == [36, 14, 21, 29]


def test_given_back_to_the_machine_a_number_is_shared_out_again(cast, offered):
    place = only(LaunchStore, store__code="S1")
    fix_number(place, 45, revision=place.revision, **acting(cast, "rep"))
    place.refresh_from_db()

    fix_number(place, None, revision=place.revision, **acting(cast, "rep"))

    assert numbers(LaunchStore) == [36, 14, 21, 29]


def test_a_number_that_moved_meanwhile_is_not_fixed_unseen(cast, offered):
    place = only(LaunchStore, store__code="S1")
    other = only(LaunchStore, store__code="S2")
    fix_number(other, 20, revision=other.revision, **acting(cast, "rep"))

    with pytest.raises(EditedMeanwhile):
        fix_number(place, 40, revision=place.revision, **acting(cast, "rep"))


@pytest.mark.parametrize("who", ["colleague", "stranger", "hq", "admin"])
def test_a_store_s_number_is_its_rep_s_and_manager_s(cast, offered, who):
    place = only(LaunchStore, store__code="S1")

    with pytest.raises(PermissionDenied):
        fix_number(place, 40, revision=place.revision, **acting(cast, who))


def test_the_centers_are_asked_once_and_owe_an_answer(cast, offered):
    assert Notice.objects.filter(user=cast.manager, text_key="launch_offered").count() == 1
    assert Deadline.objects.unscoped(because=BECAUSE).filter(rep=cast.manager, met_at=None).count() == 1

    share = only(LaunchCenter, center=cast.center)
    accept_share(share, revision=share.revision, **acting(cast, "manager"))

    assert not Deadline.objects.unscoped(because=BECAUSE).filter(rep=cast.manager, met_at=None).exists()


def test_a_share_that_moved_meanwhile_is_not_accepted_unseen(cast, offered):
    seen, other = only(LaunchCenter, center=cast.center), only(LaunchCenter, center=cast.other_center)
    fix_number(other, 40, revision=other.revision, **acting(cast))

    with pytest.raises(NotPossibleNow):
        accept_share(seen, revision=seen.revision, **acting(cast, "manager"))


def test_what_a_center_accepted_stays_when_another_ones_number_moves(cast, offered):
    mine, other = only(LaunchCenter, center=cast.center), only(LaunchCenter, center=cast.other_center)
    accept_share(mine, revision=mine.revision, **acting(cast, "manager"))

    with pytest.raises(QuantityDoesNotFit) as refusal:
        fix_number(other, 40, revision=other.revision, **acting(cast))

    # The other center's 71 units are settled: with 40 here the hundred would be too few by eleven.
    assert refusal.value.difference == 11
    with pytest.raises(NumberFixed):
        fix_number(only(LaunchCenter, center=cast.center), 60, revision=2, **acting(cast))


def test_a_returned_share_tells_marketing_why_and_is_offered_again(cast, offered):
    share = only(LaunchCenter, center=cast.center)
    return_share(share, revision=share.revision, reason="库存太多", **acting(cast, "manager"))

    assert Notice.objects.get(user=cast.marketing).values["reason"] == "库存太多"
    with pytest.raises(LaunchIncomplete):
        publish_launch(offered, **acting(cast))
    assert offer_share_again(share, **acting(cast)).status == ShareStatus.WAITING


def test_it_is_published_once_every_center_has_accepted(cast, offered):
    published = answered(cast, offered)

    assert published.status == LaunchStatus.PUBLISHED
    assert Notice.objects.filter(text_key="launch_published").count() == 3


def test_after_the_center_accepted_a_number_moves_only_with_a_reason(cast, offered):
    answered(cast, offered)
    place = only(LaunchStore, store__code="S1")

    with pytest.raises(ReasonMissing):
        fix_number(place, 40, revision=place.revision, **acting(cast, "rep"))

    fix_number(place, 40, revision=place.revision, reason="店面装修", **acting(cast, "rep"))
    assert numbers(LaunchStore) == [40, 10, 21, 29]


def test_what_the_centers_know_is_changed_only_after_it_was_taken_back(cast, offered):
    with pytest.raises(LaunchFixed):
        edit_launch(offered, {"name": "别名"}, [], revision=offered.revision, **acting(cast))

    recalled = recall_launch(offered, reason="价格未定", **acting(cast))

    assert recalled.status == LaunchStatus.DRAFT
    assert not Deadline.objects.unscoped(because=BECAUSE).exists()


def test_without_models_or_stores_nothing_is_offered(cast):
    with pytest.raises(LaunchIncomplete):
        offer_launch(LaunchFactory(), **acting(cast))


def test_calling_it_off_needs_a_reason(cast, split):
    with pytest.raises(ReasonMissing):
        cancel_launch(split, reason=" ", **acting(cast))


def test_two_who_fix_prices_do_not_overwrite_each_other(cast, split):
    model_id = split.models.get().model_id
    set_terms(split, {model_id: Terms(Decimal("1999.00"), 1)}, revision=split.revision, **acting(cast))

    with pytest.raises(EditedMeanwhile):
        set_terms(split, {model_id: Terms(Decimal("2099.00"), 1)}, revision=split.revision, **acting(cast))


def test_a_center_sees_a_launch_once_it_is_offered(cast, split):
    def seen_by(who):
        return Launch.objects.visible_to(cast.actor(who)).count()

    assert [seen_by(who) for who in ("marketing", "hq", "manager", "rep")] == [1, 1, 0, 0]
    offer_launch(split, **acting(cast))
    assert [seen_by(who) for who in ("manager", "rep", "stranger", "foreign_rep")] == [1, 1, 1, 1]
