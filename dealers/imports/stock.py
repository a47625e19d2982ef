"""Dealers' stock from a sheet (handbook H2.4, H10.2)."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from dealers.imports.rows import dealers_in, fault_of_dealer, skus_in
from dealers.models import DealerStock
from salesops.exchange.cells import Code, Day, Integer
from salesops.exchange.choices import RowAction
from salesops.exchange.effect_undo import EffectUndo
from salesops.exchange.effects import Effect, record_effects
from salesops.exchange.kinds import Change, Column, ImportContext, ImportKind, ImportSession, Outcome, Row, refused
from salesops.exchange.problems import Problem

COLUMNS = (
    Column(
        "dealer", "经销商编码", "Dealer code", Code(40), is_required=True, example="HZ-C0101", aliases=("客户编码",)
    ),
    Column("sku", "SKU编码", "SKU code", Code(40), is_required=True, example="XH20-BK-256", aliases=("SKU",)),
    Column("counted_on", "盘点日期", "Counted on", Day(days_ahead=0), is_required=True, example="2026-11-20"),
    Column("quantity", "库存数量", "Stock", Integer(maximum=10_000_000), is_required=True, example="120"),
)
_COUNT = {"dealer": "HZ-D01", "counted_on": timedelta(days=-1)}
SAMPLE = (
    {**_COUNT, "sku": "N13-01", "quantity": 120},
    {**_COUNT, "sku": "N13-02", "quantity": 45},
)


class StockImport(ImportSession):
    """One pass over a file of counts; another number for the same day is a correction."""

    def __init__(self, context: ImportContext) -> None:
        self.context = context

    def prepare(self, rows: Sequence[Row]) -> list[Outcome]:
        """Three queries a chunk."""
        dealers, skus = dealers_in(rows), skus_in(rows)
        known = DealerStock.objects.unscoped(because="rights are checked by row")
        days = {row.values["counted_on"] for row in rows}
        known = known.filter(customer__in=dealers.values(), sku__in=skus.values(), counted_on__in=days)
        known = known.select_for_update(of=("self",)) if self.context.is_writing else known
        by_key = {(count.customer_id, count.sku_id, count.counted_on): count for count in known}
        return [
            self._judge(row, dealers.get(row.values["dealer"]), skus.get(row.values["sku"]), by_key) for row in rows
        ]

    def apply(self, outcomes: Sequence[Outcome]) -> None:
        made = [outcome.payload[0] for outcome in outcomes if outcome.action == RowAction.CREATED]
        changed = [outcome.payload[0] for outcome in outcomes if outcome.action == RowAction.CHANGED]
        DealerStock.objects.bulk_create(made)
        if changed:
            rows = DealerStock.objects.unscoped(because="rights were checked by row")
            rows.bulk_update(changed, ["quantity", "recorded_at"])
        record_effects(
            (
                Effect(o.number, o.subject, o.payload[0], o.action, o.payload[1], ("quantity",))
                for o in outcomes
                if o.payload
            ),
            run_id=self.context.run_id,
        )

    def finish(self) -> None:
        """Nothing is left for the end of the file."""

    def _judge(self, row: Row, dealer, sku, by_key) -> Outcome:
        fault = fault_of_dealer(row, dealer, self.context)
        if fault:
            return refused(row, fault)
        if sku is None:
            return refused(row, Problem("unknown_code", {"text": row.values["sku"]}, "sku"))
        day, quantity = row.values["counted_on"], row.values["quantity"]
        subject = f"{dealer.code} {sku.code} {day}"
        count = by_key.get((dealer.pk, sku.pk, day))
        if count is None:
            count = DealerStock(
                customer=dealer, sku=sku, counted_on=day, quantity=quantity, recorded_at=self.context.at
            )
            return Outcome(row.number, RowAction.CREATED, subject=subject, payload=(count, {}))
        if count.quantity == quantity:
            return Outcome(row.number, RowAction.UNCHANGED, subject=subject)
        former, count.quantity, count.recorded_at = count.quantity, quantity, self.context.at
        changes = [Change("quantity", _("stock"), str(former), str(quantity))]
        return Outcome(
            row.number, RowAction.CHANGED, subject=subject, changes=changes, payload=(count, {"quantity": former})
        )


class StockUndo(EffectUndo):
    """A count that an import made goes again, one that it corrected is as before."""

    written = (DealerStock,)


DEALER_STOCK = ImportKind(
    code="dealer_stock",
    title=_("Dealers' stock"),
    columns=COLUMNS,
    key=("dealer", "sku", "counted_on"),
    open=StockImport,
    undo=StockUndo,
    clause="H10.2",
    sentences={"no_dealer": _("This customer is no dealer.")},
    sample=SAMPLE,
)
