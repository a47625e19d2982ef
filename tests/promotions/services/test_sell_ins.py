"""Selling a launch in: work in visits until done, a record a day, and what is refused (handbook H6.1)."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from promotions.choices import LaunchStatus
from promotions.models import LaunchAlarm, LaunchStore, SellIn
from promotions.selectors.launch_due import launches_at
from promotions.selectors.launch_tracking import tracking_of
from promotions.services.launch_alarms import watch_launches
from promotions.services.sell_ins import LaunchNotRunning, Said, record_sell_in
from salesops.notices.models import Notice
from salesops.workflow.services import EditedMeanwhile
from stores.choices import SaleKind, SaleSource
from tests.factories.launches import LaunchFactory, LaunchModelFactory, LaunchStoreFactory, SellInFactory
from tests.factories.stores import SalesMonthFactory, SalesRecordFactory, SkuFactory, StockCountFactory, StoreFactory
from tests.factories.visits import VisitFactory

AT = datetime(2026, 12, 10, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = AT.date()


@pytest.fixture
def place(cast):
    """A target store of the rep, with one model for 2999 yuan."""
    terms = LaunchModelFactory(launch__status=LaunchStatus.PUBLISHED, launch__created_by=cast.marketing)
    return LaunchStoreFactory(launch=terms.launch, store__customer__rep=cast.rep)


def model_of(place):
    return place.launch.models.get().model


def record(cast, place, who="rep", on=DAY, revision=0, **said):
    actor = cast.actor(who)
    return record_sell_in(place, model_of(place), Said(**said), done_on=on, revision=revision, actor=actor, at=AT)


def details(place, on=DAY):
    return [work.detail for work in launches_at([place.store_id], on)]


def test_it_is_work_in_the_store_until_it_is_sold_in_and_displayed(cast, place):
    first = details(place)
    record(cast, place, quantity=5, on=date(2026, 12, 9))
    second = details(place)
    record(cast, place, is_displayed=True)

    assert len(first) == len(second) == 1
    assert first != second
    assert details(place) == []


def test_before_its_start_and_unpublished_it_is_no_work(cast, place):
    assert details(place, date(2026, 11, 30)) == []
    type(place.launch).objects.filter(pk=place.launch_id).update(status=LaunchStatus.CANCELLED)
    assert details(place) == []


@pytest.mark.parametrize(("price", "is_right"), [("2999", True), ("2899", False), (None, None)])
def test_the_price_is_judged_by_the_launch_s(cast, place, price, is_right):
    made = record(cast, place, quantity=1, price_seen_yuan=price and Decimal(price))

    assert made.is_price_right is is_right


def test_it_belongs_to_the_visit_of_that_day(cast, place):
    visit = VisitFactory(store=place.store, rep=cast.rep, done_by=cast.rep, visited_on=DAY)

    assert record(cast, place, quantity=1).visit == visit


def test_said_again_on_a_day_it_replaces_what_was_seen_and_nothing_unseen(cast, place):
    made = record(cast, place, quantity=5)
    record(cast, place, quantity=6, revision=made.revision)

    with pytest.raises(EditedMeanwhile):
        record(cast, place, quantity=7)

    assert [row.quantity for row in SellIn.objects.unscoped(because="test")] == [6]


def test_a_refusal_goes_with_no_quantity_and_something_must_be_said(cast, place):
    with pytest.raises(ValidationError):
        record(cast, place, quantity=2, refusal="price")
    with pytest.raises(ValidationError):
        record(cast, place)


@pytest.mark.parametrize("day", [date(2026, 11, 30), date(2026, 12, 11)])
def test_no_record_lies_before_the_start_or_ahead(cast, place, day):
    with pytest.raises(LaunchNotRunning):
        record(cast, place, quantity=1, on=day)


@pytest.mark.parametrize("who", ["colleague", "stranger", "marketing", "hq", "admin"])
def test_only_those_of_the_store_record(cast, place, who):
    with pytest.raises(PermissionDenied):
        record(cast, place, who, quantity=1)


def test_tracking_knows_a_store_by_records_sales_and_counts(cast, place):
    sku = SkuFactory(model=model_of(place))
    sold, counted, refused, unseen = (
        LaunchStoreFactory(launch=place.launch, store__customer__rep=cast.rep, quantity=4) for _ in range(4)
    )
    record(cast, place, quantity=5, is_displayed=True, on=date(2026, 12, 3))
    SalesRecordFactory(
        store=sold.store,
        sku=sku,
        kind=SaleKind.SELL_OUT,
        sold_on=date(2026, 12, 5),
        quantity=2,
        source=SaleSource.TYPED,
    )
    StockCountFactory(store=counted.store, sku=sku, counted_on=date(2026, 12, 6), quantity=3)
    SellInFactory(launch=place.launch, store=refused.store, model=model_of(place), quantity=0, refusal="price")
    SalesMonthFactory(store=place.store, month=date(2026, 10, 1), sell_out=30)
    SalesMonthFactory(store=unseen.store, month=date(2026, 10, 1), sell_out=10)

    tracking = tracking_of(place.launch, cast.actor("manager"), DAY)

    figures = tracking.figures
    assert (figures.numeric.part, figures.numeric.whole) == (3, 5)
    assert (figures.weighted.part, figures.weighted.whole) == (30, 40)
    assert (figures.displayed.part, figures.sold_in, figures.sold_out, figures.stock) == (1, 5, 2, 3)
    assert {reason.key: reason.stores for reason in tracking.reasons} == {"price": 1, "not_visited": 1}
    assert tracking_of(place.launch, cast.actor("stranger"), DAY).figures.numeric.whole == 0


def test_a_store_carries_a_launch_once_it_carries_all_of_its_models(cast, place):
    LaunchModelFactory(launch=place.launch)
    actor = cast.actor("rep")
    first, second = (row.model for row in place.launch.models.order_by("pk"))
    record_sell_in(place, first, Said(quantity=1), done_on=DAY, revision=0, actor=actor, at=AT)

    before = tracking_of(place.launch, actor, DAY).figures.numeric.part
    record_sell_in(place, second, Said(quantity=1), done_on=DAY, revision=0, actor=actor, at=AT)

    assert (before, tracking_of(place.launch, actor, DAY).figures.numeric.part) == (0, 1)


def test_the_queries_of_tracking_do_not_grow_with_the_stores(cast, place, django_assert_num_queries):
    LaunchStoreFactory.create_batch(4, launch=place.launch, store__customer__rep=cast.rep)

    with django_assert_num_queries(10):
        tracking_of(place.launch, cast.actor("marketing"), DAY)


def test_a_center_behind_its_plan_is_told_of_once_a_week(cast, place):
    first = watch_launches(on=date(2026, 12, 15), at=AT)
    again = watch_launches(on=date(2026, 12, 16), at=AT)
    next_week = watch_launches(on=date(2026, 12, 21), at=AT)

    assert (first, again, next_week) == (1, 0, 1)
    alarm = LaunchAlarm.objects.visible_to(cast.actor("manager")).first()
    assert (alarm.carrying, alarm.stores) == (0, 1)
    for person in (cast.manager, cast.marketing):
        assert Notice.objects.filter(user=person, text_key="launch_behind").count() == 2


def test_a_center_on_its_plan_is_left_alone(cast, place):
    record(cast, place, quantity=1)

    assert watch_launches(on=date(2026, 12, 15), at=AT) == 0


def test_of_many_states_each_store_has_one(cast, place):
    LaunchStoreFactory(launch=place.launch, store=StoreFactory(customer__rep=cast.rep))
    record(cast, place, quantity=1, is_displayed=True)
    LaunchStoreFactory(launch=LaunchModelFactory(launch=LaunchFactory()).launch)
    rows = LaunchStore.objects.visible_to(cast.actor("manager")).filter(launch=place.launch).with_sell_in()

    assert [rows.in_state(state).count() for state in ("open", "unshown", "done")] == [1, 0, 1]


@pytest.mark.parametrize(
    ("reason", "names"), [("not_visited", ["没去过"]), ("nothing_said", ["没说"]), ("price", ["嫌贵"])]
)
def test_each_reason_of_open_stores_leads_to_its_stores(client, cast, place, reason, names):
    refused, silent, _unseen = (
        LaunchStoreFactory(launch=place.launch, store__customer__rep=cast.rep, store__name=name, quantity=4)
        for name in ("嫌贵", "没说", "没去过")
    )
    record(cast, place, quantity=5, on=date(2026, 12, 3))
    SellInFactory(launch=place.launch, store=refused.store, model=model_of(place), quantity=0, refusal="price")
    VisitFactory(store=silent.store, visited_on=place.launch.starts_on)
    client.force_login(cast.rep)

    page = client.get(
        reverse("promotions:launch_store_list", args=[place.launch.pk]), {"state": "open", "reason": reason}
    )

    assert [row.record.store.name for row in page.context["table"].rows] == names
