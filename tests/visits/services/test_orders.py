"""What the store orders in a visit: suggested with reasons, agreed on, kept with the visit (handbook H5.2, H4.5)."""

from datetime import timedelta

import pytest

from promotions.choices import LaunchStatus, PromotionStatus
from stores.choices import SaleKind
from stores.models import StockCount
from tests.factories.launches import LaunchModelFactory, LaunchStoreFactory
from tests.factories.promotions import PromotionFactory, PromotionStoreFactory
from tests.factories.stores import SalesRecordFactory, SkuFactory
from tests.visits.execution.payloads import ARRIVED, SENT, visit_payload
from visits.calc.found import Counted
from visits.models import VisitOrder
from visits.selectors.compliance_calls import Span, calls_of
from visits.selectors.compliance_groups import By
from visits.selectors.compliance_rows import Figure, call_rows
from visits.selectors.day_pack import day_pack
from visits.selectors.orders import suggestions_in
from visits.services.filling import save_counts
from visits.services.mistakes import PayloadRefused
from visits.services.orders import Ordered, save_orders
from visits.services.receive import receive_visit

pytestmark = pytest.mark.django_db
DAY = ARRIVED.date()


def rows_of(model):
    return model.objects.unscoped(because="tests")


def sold(shop, sku, units, days_ago=7):
    SalesRecordFactory(
        store=shop.store, sku=sku, kind=SaleKind.SELL_OUT, quantity=units, sold_on=DAY - timedelta(days=days_ago)
    )


def counted(shop, sku, quantity):
    at = ARRIVED - timedelta(days=3)
    StockCount.objects.create(store=shop.store, sku=sku, counted_on=at.date(), quantity=quantity, recorded_at=at)


def test_sales_stock_launches_and_promotions_make_the_suggestion_each_said_in_words(shop, open_visit):
    sku = shop.skus[0]
    sold(shop, sku, 16)
    sold(shop, sku, 50, days_ago=40)
    counted(shop, sku, 5)
    days = {"starts_on": DAY, "ends_on": DAY + timedelta(days=9)}
    promotion = PromotionFactory(name="国庆", status=PromotionStatus.PUBLISHED, **days)
    promotion.handset_models.add(sku.model)
    PromotionStoreFactory(promotion=promotion, store=shop.store, extra_units=4)
    fresh = SkuFactory()
    terms = LaunchModelFactory(
        model=fresh.model, launch__name="星河 30", launch__status=LaunchStatus.PUBLISHED, launch__starts_on=DAY
    )
    LaunchStoreFactory(launch=terms.launch, store=shop.store, quantity=10)

    lines = {line.model: line for line in suggestions_in(open_visit)}

    assert (lines[sku.model].quantity, lines[sku.model].stock) == (16 * 21 // 28 + 4 - 5, 5)
    assert [("16" in words, "国庆" in words) for words in lines[sku.model].reasons] == [(True, False), (False, True)]
    assert (lines[fresh.model].quantity, "星河 30" in lines[fresh.model].reasons[0]) == (10, True)


def test_what_is_counted_in_the_visit_changes_the_suggestion_and_the_phone_has_all_it_takes(cast, shop, open_visit):
    sku = shop.skus[0]
    sold(shop, sku, 12)
    counted(shop, sku, 5)
    save_counts(open_visit, {sku.pk: Counted(0, None)}, actor=cast.actor("rep"))

    [line] = [line for line in suggestions_in(open_visit) if line.model == sku.model]
    pack = {part.name: part.content for part in day_pack(cast.actor("rep"), DAY)}
    [told] = [line for line in pack[f"store-{shop.store.pk}"]["order"] if line["model"] == sku.model.code]

    assert line.quantity == 9
    assert (told["needed"], told["stock"], told["skus"]) == (9.0, 5, [sku.code])


def test_an_order_is_kept_beside_what_was_suggested_and_makes_the_visit_effective(cast, shop):
    model = shop.skus[0].model
    visit = receive_visit(
        visit_payload(shop, orders=[{"model": model.code, "quantity": 6, "suggested": 5}]),
        actor=cast.actor("rep"),
        at=SENT,
    )

    order = rows_of(VisitOrder).get()
    assert (order.visit, order.model, order.quantity, order.suggested) == (visit, model, 6, 5)
    calls = calls_of(cast.actor("manager"), [cast.rep], Span(DAY, DAY), on=DAY)
    assert [call.has_sell_in for call in calls.done] == [True]
    asked = {"by": By.REP, "group": "", "on": DAY}
    opened = call_rows(cast.actor("manager"), [cast.rep], Span(DAY, DAY), Figure.EFFECTIVE, **asked)
    assert [row.visit.pk for row in opened] == [visit.pk]


@pytest.mark.parametrize(
    ("orders", "path"),
    [
        ([{"model": "NONE", "quantity": 1}], "orders[0].model"),
        ([{"model": "SAME", "quantity": 1}] * 2, "orders[1].model"),
        ([{"model": "SAME", "quantity": 0}], "orders[0].quantity"),
    ],
)
def test_a_wrong_order_is_named_at_its_place(cast, shop, orders, path):
    SkuFactory(model__code="SAME")

    with pytest.raises(PayloadRefused) as refused:
        receive_visit(visit_payload(shop, orders=orders), actor=cast.actor("rep"), at=SENT)

    assert [mistake.path for mistake in refused.value.mistakes] == [path]


def test_what_is_not_ordered_any_more_is_gone(cast, shop, open_visit):
    first, second = (sku.model.pk for sku in shop.skus)
    save_orders(open_visit, {first: Ordered(3), second: Ordered(2)}, actor=cast.actor("rep"))
    save_orders(open_visit, {second: Ordered(4)}, actor=cast.actor("rep"))

    assert [(order.model_id, order.quantity) for order in rows_of(VisitOrder)] == [(second, 4)]
