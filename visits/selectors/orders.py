"""What to suggest that a store orders, each line with its reasons (handbook H5.2)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from stores.choices import Found, SaleKind
from stores.models import HandsetModel, SalesRecord, Sku, StockCount, Store
from stores.selectors.distribution import StoreSheet, store_sheet
from visits.calc.order import COVER_DAYS, RATE_DAYS, Need, cover_need, order_of
from visits.models import Visit, VisitCount, VisitOrder
from visits.wanted import wanted_at

BECAUSE = "the stores were seen already"
COUNTED_WITHIN = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One of our models at a store: what it needs, what stands there, what the standard lacks."""

    model: HandsetModel
    needs: tuple[Need, ...]
    stock: int | None
    lacking: int
    sku_codes: tuple[str, ...]

    @property
    def quantity(self) -> int:
        return order_of(self.needs, self.stock, self.lacking)

    @property
    def reasons(self) -> list[str]:
        """Why so many, each in words."""
        words = [need.words for need in self.needs]
        if self.lacking:
            words.append(_("the standard lacks %(colours)s colours") % {"colours": self.lacking})
        return words


def suggestions(
    stores: Iterable[Store], on: date, sheets: Mapping[int, StoreSheet], found: Mapping[int, int] | None = None
) -> dict[int, list[Suggestion]]:
    """Our models that these stores sold, have, lack or are to get, the largest suggestion first.

    `found` is a stock by SKU id that was counted just now at the one store. Four queries, and those of the sockets.
    """
    ids = [store.pk for store in stores]
    skus = list(Sku.objects.filter(_is_on_sale(on), model__is_own=True).select_related("model").order_by("pk"))
    sold, stock = _sold(ids, on), _stock(ids, on, found or {})
    wanted: dict[tuple[int, int], list[Need]] = defaultdict(list)
    for one in wanted_at(ids, on):
        wanted[one.store_id, one.model_id].append(Need(one.units, one.words))
    by_model: dict[int, list[Sku]] = defaultdict(list)
    for sku in skus:
        by_model[sku.model_id].append(sku)
    return {
        store_id: sorted(
            _of_store(store_id, by_model, sold, stock, wanted, _lacking(sheets.get(store_id))),
            key=lambda line: (-line.quantity, line.model.name, line.model.pk),
        )
        for store_id in ids
    }


def suggestions_in(visit: Visit) -> list[Suggestion]:
    """The same for the store of an open visit, with what was counted in it. Sixteen queries, and the sockets'."""
    counts = VisitCount.objects.unscoped(because=BECAUSE).filter(visit=visit, stock__isnull=False)
    found = dict(counts.values_list("sku_id", "stock"))
    sheet = store_sheet(visit.store, visit.visited_on)
    sheets = {visit.store_id: sheet} if sheet else {}
    return suggestions([visit.store], visit.visited_on, sheets, found)[visit.store_id]


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A line to order, with what was agreed on so far."""

    suggestion: Suggestion
    ordered: int | None


def order_rows(visit: Visit) -> list[OrderRow]:
    """One query more than the suggestions."""
    orders = VisitOrder.objects.unscoped(because=BECAUSE).filter(visit=visit)
    ordered = dict(orders.values_list("model_id", "quantity"))
    return [OrderRow(line, ordered.get(line.model.pk)) for line in suggestions_in(visit)]


def _of_store(store_id, by_model, sold, stock, wanted, lacking):
    for model_id, skus in by_model.items():
        key = (store_id, model_id)
        counted = [stock[store_id, sku.pk] for sku in skus if (store_id, sku.pk) in stock]
        needs = list(wanted[key]) if key in wanted else []
        if sold[key] > 0:
            words = _("%(sold)s sold in %(rate)s days: enough for %(days)s days")
            told = words % {"sold": sold[key], "rate": RATE_DAYS, "days": COVER_DAYS}
            needs.insert(0, Need(cover_need(sold[key]), told))
        if needs or counted or lacking.get(model_id):
            yield Suggestion(
                skus[0].model,
                tuple(needs),
                sum(counted) if counted else None,
                lacking.get(model_id, 0),
                tuple(sku.code for sku in skus),
            )


def _is_on_sale(on: date) -> Q:
    return Q(model__ended_on__isnull=True) | Q(model__ended_on__gt=on)


def _sold(ids: list[int], on: date) -> Counter[tuple[int, int]]:
    """Units to consumers by store and model in the last 28 days before a day. One query."""
    records = SalesRecord.objects.unscoped(because=BECAUSE).filter(
        store_id__in=ids, kind=SaleKind.SELL_OUT, sold_on__lt=on, sold_on__gte=on - timedelta(days=RATE_DAYS)
    )
    rows = records.order_by().values_list("store_id", "sku__model_id").annotate(units=Sum("quantity"))
    return Counter({(store_id, model_id): units for store_id, model_id, units in rows})


def _stock(ids: list[int], on: date, found: Mapping[int, int]) -> dict[tuple[int, int], int]:
    """The last count of each SKU within three months, by store and SKU. One query."""
    counts = StockCount.objects.unscoped(because=BECAUSE).filter(
        store_id__in=ids, counted_on__lte=on, counted_on__gte=on - COUNTED_WITHIN
    )
    rows = counts.order_by("counted_on", "pk").values_list("store_id", "sku_id", "quantity")
    known = {(store_id, sku_id): quantity for store_id, sku_id, quantity in rows}
    return known | {(store_id, sku_id): quantity for store_id in ids for sku_id, quantity in found.items()}


def _lacking(sheet: StoreSheet | None) -> dict[int, int]:
    """How many colours of each model the standard asks for and the shelf lacks."""
    lines = sheet.lines if sheet else []
    return {line.model.pk: max(1, line.asked - line.colours) for line in lines if line.found != Found.CARRIED}
