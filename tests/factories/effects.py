"""A promotion that ended, with the daily sales of its stores and of others of the center."""

from datetime import date, timedelta

import factory

from promotions.calc.effect.measure import RULE_VERSION
from promotions.choices import PromotionStatus
from promotions.models import PromotionSummary, SummaryPart, SummaryStore
from stores.choices import SaleKind, SaleSource
from stores.models import SalesRecord
from stores.services import rebuild_sales_months
from tests.factories.promotions import PromotionFactory, PromotionStoreFactory
from tests.factories.stores import SkuFactory, StoreFactory
from tests.factories.visits import MORNING

STARTS_ON, ENDS_ON = date(2026, 9, 7), date(2026, 9, 16)
# By then the two weeks after are over.
FINAL_ON = date(2026, 10, 1)
FIRST, LAST = STARTS_ON - timedelta(weeks=26), ENDS_ON + timedelta(days=14)


class SummaryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PromotionSummary

    promotion = factory.SubFactory(PromotionFactory, status=PromotionStatus.PUBLISHED)
    rule_version = RULE_VERSION
    method = "matched"
    verdict = "worked"
    is_final = True
    measured_at = MORNING
    due_on = date(2026, 12, 31)


class SummaryStoreFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SummaryStore

    summary = factory.SubFactory(SummaryFactory)
    store = factory.SubFactory(StoreFactory)
    store_class = "A"


class SummaryPartFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SummaryPart

    summary = factory.SubFactory(SummaryFactory)
    method = "matched"
    stores = 10
    baseline = 100
    uplift = 30
    uplift_low = 20
    uplift_high = 40
    net = 30
    net_low = 20
    net_high = 40


def sells(store, sku, units_by_day, *, recorded_at=MORNING):
    """Records of daily units, without the roll-ups."""
    SalesRecord.objects.bulk_create(
        SalesRecord(
            kind=SaleKind.SELL_OUT,
            store=store,
            sku=sku,
            sold_on=day,
            quantity=units,
            source=SaleSource.IMPORT,
            recorded_at=recorded_at,
        )
        for day, units in units_by_day.items()
        if units
    )


def days_looked_at() -> list[date]:
    return [FIRST + timedelta(days=place) for place in range((LAST - FIRST).days + 1)]


def promoted_world(center, rep, *, during=6, after=2, inside=5, outside=6, **promotion):
    """Two units a day everywhere; in the promotion's stores `during` a day in its days, and `after` a day after."""
    sku = SkuFactory(model__is_own=True)
    values = {"status": PromotionStatus.PUBLISHED, "starts_on": STARTS_ON, "ends_on": ENDS_ON} | promotion
    made = PromotionFactory(handset_models=[sku.model], **values)
    days = days_looked_at()
    for number in range(inside + outside):
        store = StoreFactory(customer__center=center, customer__rep=rep)
        is_in = number < inside
        if is_in:
            PromotionStoreFactory(promotion=made, store=store, extra_units=20)
        sells(store, sku, {day: _units(day, is_in, during, after) for day in days})
    rebuild_sales_months()
    return made


def _units(day, is_in, during, after):
    if not is_in or day < STARTS_ON:
        return 2
    return during if day <= ENDS_ON else after
