"""What a promotion brought, as far as the looker sees its stores (handbook H6.2)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from promotions.calc.effect.measure import RULE_VERSION
from promotions.calc.effect.units import DAYS_AFTER, WEEKS_BEFORE
from promotions.models import Promotion, PromotionStore, PromotionSummary, SummaryPart, SummarySeries, SummaryStore
from promotions.selectors.costs import cost_by_store
from salesops.accounts.actor import Actor
from stores.models import SalesRecord, Store

BECAUSE = "whether sales came in after a measuring, by the job"
# Sales that arrive later than this change no summary any more, unless it is asked for.
LATE_DAYS = 180


def due_for_measuring(on: date) -> list[Promotion]:
    """Ended, and never measured, or not for good, or by another rule, or before some of their sales came in."""
    ended = Promotion.objects.published().filter(ends_on__lt=on, ends_on__gte=on - timedelta(days=LATE_DAYS))
    places = PromotionStore.objects.unscoped(because=BECAUSE).filter(promotion=OuterRef(OuterRef("pk")))
    models = Promotion.handset_models.through.objects.filter(promotion=OuterRef(OuterRef("pk")))
    late = SalesRecord.objects.unscoped(because=BECAUSE).filter(
        store__in=places.values("store"),
        sku__model__in=models.values("handsetmodel"),
        recorded_at__gt=OuterRef("summary__measured_at"),
        sold_on__gte=ExpressionWrapper(OuterRef("starts_on") - timedelta(weeks=WEEKS_BEFORE), DateField()),
        sold_on__lte=ExpressionWrapper(OuterRef("ends_on") + timedelta(days=DAYS_AFTER), DateField()),
    )
    open_ones = Q(summary__isnull=True) | Q(summary__is_final=False) | ~Q(summary__rule_version=RULE_VERSION)
    return list(ended.filter(open_ones | Exists(late)).order_by("ends_on", "pk"))


@dataclass(frozen=True, slots=True)
class SummaryPage:
    """All of the page; figures are of the stores that the looker sees, money is left out for who may not see it."""

    summary: PromotionSummary
    whole: SummaryPart | None
    other: SummaryPart | None
    classes: tuple[SummaryPart, ...]
    centers: tuple[SummaryPart, ...]
    series: tuple[SummarySeries, ...]
    rows: QuerySet[SummaryStore]
    target_units: int
    cost_by_store: dict[int, Decimal]

    @property
    def cost_yuan(self) -> Decimal:
        return sum(self.cost_by_store.values(), Decimal(0))

    @property
    def achievement(self) -> Decimal | None:
        if self.whole is None or not self.target_units:
            return None
        return self.whole.net / self.target_units

    @property
    def cost_per_unit_yuan(self) -> Decimal | None:
        """Only where the range excludes nought: else it would be a price of nothing."""
        if self.whole is None or not self.whole.has_worked or not self.cost_yuan:
            return None
        return self.cost_yuan / self.whole.net

    @property
    def extra_value_yuan(self) -> Decimal | None:
        value = self.summary.unit_value_yuan
        if self.whole is None or not self.whole.has_worked or value is None:
            return None
        return self.whole.net * value

    @property
    def value_by_cost(self) -> Decimal | None:
        """The return: sales beyond the baseline, at the supply price, for each yuan of cost."""
        if self.extra_value_yuan is None or not self.cost_yuan:
            return None
        return self.extra_value_yuan / self.cost_yuan


@dataclass(frozen=True, slots=True)
class StoreMoney:
    """What the promotion cost in one store, and where it worked there what a unit more cost and each yuan brought."""

    cost_yuan: Decimal
    cost_per_unit_yuan: Decimal | None
    value_by_cost: Decimal | None


def money_of(page: SummaryPage, row: SummaryStore) -> StoreMoney | None:
    """A store's cost and return. No query.

    A price only where the promotion worked and the store's own range excludes nought: of a hundred stores in which
    nothing happened some would show one by chance.
    """
    cost = page.cost_by_store.get(row.store_id)
    if cost is None:
        return None
    has_worked = page.whole is not None and page.whole.has_worked
    if not cost or not has_worked or row.net_low is None or row.net_low <= 0:
        return StoreMoney(cost, None, None)
    value = page.summary.unit_value_yuan
    return StoreMoney(cost, cost / row.net, None if value is None else row.net * value / cost)


def summary_of(promotion: Promotion, actor: Actor) -> SummaryPage | None:
    """The page of one promotion, or None before it was measured. Eight queries."""
    summary = PromotionSummary.objects.filter(promotion=promotion).first()
    if summary is None:
        return None
    parts = list(SummaryPart.objects.visible_to(actor).filter(summary=summary).select_related("center"))
    seen = [part for part in parts if (part.center_id is None) == actor.sees_all]
    places = PromotionStore.objects.visible_to(actor).filter(promotion=promotion)
    extra = dict(places.values_list("store", "extra_units"))
    costs = {} if actor.is_rep else cost_by_store(promotion)
    rows = SummaryStore.objects.visible_to(actor).filter(summary=summary)
    counted = [part for part in seen if part.method == summary.method]
    return SummaryPage(
        summary=summary,
        whole=_first(part for part in counted if not part.store_class),
        other=_first(part for part in seen if part.method != summary.method and not part.store_class),
        classes=tuple(sorted((part for part in counted if part.store_class), key=lambda part: part.store_class)),
        centers=tuple(_centers(parts, summary)) if actor.sees_all else (),
        series=tuple(SummarySeries.objects.widest_for(actor).filter(summary=summary).order_by("-net", "series")),
        rows=rows.select_related("store", "store__rep").order_by(F("net").desc(nulls_last=True), "pk"),
        target_units=sum(extra.values()),
        cost_by_store={store_id: amount for store_id, amount in costs.items() if store_id in extra},
    )


def partners_of(rows: list[SummaryStore], actor: Actor) -> dict[int, Store]:
    """The stores that these were compared with, as far as the looker sees them. One query."""
    ids = {store_id for row in rows for store_id in row.partners}
    return Store.objects.visible_to(actor).in_bulk(ids)


def _centers(parts: list[SummaryPart], summary: PromotionSummary):
    found = [part for part in parts if part.center_id and not part.store_class and part.method == summary.method]
    return sorted(found, key=lambda part: part.center.code) if len(found) > 1 else []


def _first(parts) -> SummaryPart | None:
    return next(iter(parts), None)
