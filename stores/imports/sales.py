"""Sell-in and sell-out from a sheet (handbook H2.4, H2.5)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from salesops.exchange.cells import Code, Day, Integer, Number
from salesops.exchange.choices import RowAction
from salesops.exchange.kinds import (
    Change,
    Column,
    ImportContext,
    ImportKind,
    ImportSession,
    Outcome,
    Row,
    choice_of,
    refused,
)
from salesops.exchange.problems import Problem
from stores.choices import SaleKind, SaleSource
from stores.imports.cells import ImeiCell
from stores.imports.sales_undo import SalesUndo
from stores.models import SalesRecord, Sku, Store
from stores.selectors.prices import PriceList, price_list
from stores.services.rollups import add_import_to_rollups
from stores.services.sales import (
    Finding,
    Sale,
    compare_with_records,
    wait_for_other_imports,
    write_imported,
)

MOST = 1_000_000

KIND = choice_of(
    SaleKind,
    卖入="sell_in",
    进货="sell_in",
    销量="sell_out",
    零售="sell_out",
    零售量="sell_out",
    销售="sell_out",
    卖出="sell_out",
)
COLUMNS = (
    Column(
        "kind",
        "类型",
        "Kind",
        KIND,
        is_required=True,
        help=_("Sell-in or sell-out."),
        example="销量",
    ),
    Column("store", "门店编码", "Store code", Code(40), is_required=True, example="S00001", aliases=("门店", "Store")),
    Column("sku", "SKU编码", "SKU code", Code(40), is_required=True, example="U0001", aliases=("SKU", "商品编码")),
    Column("day", "日期", "Day", Day(days_ahead=0), is_required=True, example="2026-10-15", aliases=("Date",)),
    Column(
        "quantity",
        "数量",
        "Quantity",
        Integer(-MOST, MOST),
        is_required=True,
        help=_("Net units; returns are negative."),
        example="3",
    ),
    Column("document", "单据号", "Document no.", Code(60), help=_("Tells apart sales of one day."), aliases=("单号",)),
    Column(
        "amount",
        "金额（元）",
        "Amount (CNY)",
        Number(2, minimum=-1 * 10**11, maximum=10**11),
        help=_("Left blank: quantity × the price valid on the day."),
        aliases=("金额",),
    ),
    Column(
        "imei",
        "IMEI",
        "IMEI",
        ImeiCell(),
        help=_("Several with commas between; of returns those that came back. Left blank: as before."),
        aliases=("串号", "IMEI号"),
    ),
)
_SALE = {"kind": SaleKind.SELL_OUT.label, "store": "HZ00001", "sku": "N13-01", "day": timedelta(days=-1)}
SAMPLE = (
    {**_SALE, "quantity": 3, "document": "SAMPLE-1"},
    {**_SALE, "quantity": -1, "document": "SAMPLE-2"},
    {**_SALE, "kind": SaleKind.SELL_IN.label, "store": "HZ00002", "quantity": 10, "document": "SAMPLE-3"},
)


class SalesImport(ImportSession):
    """Facts of sales; a fact that is known with another quantity is corrected by a further row."""

    def __init__(self, context: ImportContext) -> None:
        self.context = context
        self._stores: dict[str, int] = {}
        self._survivors: dict[str, str] = {}
        self._is_alone = not context.is_writing
        # As numbers: of a million IMEIs the texts would take twice the room.
        self._row_of_imei: dict[int, int] = {}

    def prepare(self, rows: Sequence[Row]) -> list[Outcome]:
        """Two queries a chunk: stores not met before, and what is known of the facts."""
        if not self._is_alone:
            wait_for_other_imports()
            self._is_alone = True
        self._load_stores({row.values["store"] for row in rows})
        outcomes = {row.number: self._refusal(row) for row in rows}
        good = [row for row in rows if outcomes[row.number] is None]
        findings = compare_with_records([self._sale(row) for row in good], source=SaleSource.IMPORT, prices=self.prices)
        for row, finding in zip(good, findings, strict=True):
            outcomes[row.number] = _refusal_by_records(row, finding) or _outcome(row, finding)
        return [outcomes[row.number] for row in rows]

    def apply(self, outcomes: Sequence[Outcome]) -> None:
        context = self.context
        findings = (outcome.payload for outcome in outcomes)
        write_imported(findings, actor=context.actor, at=context.at, import_run_id=context.run_id)

    def finish(self) -> None:
        add_import_to_rollups(self.context.run_id)

    @cached_property
    def prices(self) -> PriceList:
        return price_list()

    @cached_property
    def sku_by_code(self) -> dict[str, Sku]:
        return {sku.code: sku for sku in Sku.objects.only("pk", "code", "model_id")}

    def _load_stores(self, codes: set[str]) -> None:
        stores: QuerySet = Store.objects.visible_to(self.context.actor)
        new = stores.filter(code__in=codes - self._stores.keys() - self._survivors.keys())
        for code, pk, survivor in new.values_list("code", "pk", "merged_into__code"):
            if survivor is None:
                self._stores[code] = pk
            else:
                self._survivors[code] = survivor

    def _refusal(self, row: Row) -> Outcome | None:
        if survivor := self._survivors.get(row.values["store"]):
            return refused(row, Problem("merged", {"code": survivor}, "store"))
        problems = [
            Problem("unknown_code", {"text": row.values[name]}, name)
            for name, known in (("store", self._stores), ("sku", self.sku_by_code))
            if row.values[name] not in known
        ]
        problems = problems or _wrong_imeis(row) or list(self._named_before(row))
        return refused(row, *problems) if problems else None

    def _named_before(self, row: Row) -> Iterator[Problem]:
        """IMEIs that an earlier row of the file has, in whichever chunk that was."""
        for imei in row.values.get("imei") or ():
            first = self._row_of_imei.setdefault(int(imei), row.number)
            if first != row.number:
                yield Problem("imei_twice", {"text": imei, "row": first}, "imei")

    def _sale(self, row: Row) -> Sale:
        sku = self.sku_by_code[row.values["sku"]]
        day: date = row.values["day"]
        return Sale(
            kind=row.values["kind"],
            store_id=self._stores[row.values["store"]],
            sku_id=sku.pk,
            model_id=sku.model_id,
            sold_on=day,
            quantity=row.values["quantity"],
            document=row.values.get("document") or "",
            amount_yuan=row.values.get("amount"),
            imeis=row.values.get("imei") or None,
        )


def _wrong_imeis(row: Row) -> list[Problem]:
    """What a row says by itself that IMEIs cannot mean."""
    named = row.values.get("imei") or ()
    if named and row.values["kind"] == SaleKind.SELL_IN:
        return [Problem("imei_of_sell_in", {}, "imei")]
    if len(named) > abs(row.values["quantity"]):
        return [Problem("more_imeis", {"number": len(named)}, "imei")]
    return []


def _refusal_by_records(row: Row, finding: Finding) -> Outcome | None:
    """An IMEI belongs to one piece that was sold, once, and does not stand in a store after it was."""
    change = finding.imeis
    wrong = [Problem("imei_sold", {"text": imei}, "imei") for imei in change.taken]
    wrong += [Problem("imei_not_sold", {"text": imei}, "imei") for imei in change.unsold]
    wrong += [Problem("imei_stands", {"text": imei}, "imei") for imei in change.standing]
    return refused(row, *wrong) if wrong else None


def _outcome(row: Row, finding: Finding) -> Outcome:
    subject = f"{row.values['store']} {row.values['sku']} {row.values['day']}"
    if finding.row is None:
        return Outcome(row.number, RowAction.UNCHANGED, subject=subject)
    if finding.known is None:
        return Outcome(row.number, RowAction.CREATED, subject=subject, payload=finding)
    return Outcome(row.number, RowAction.CHANGED, subject=subject, changes=_changes(finding), payload=finding)


def _changes(finding: Finding) -> list[Change]:
    """What the fact comes to after the correction, and how many of its pieces other IMEIs name."""
    known, row = finding.known, finding.row
    changes = []
    for name, before, difference in (
        ("quantity", known.quantity, row.quantity),
        ("amount_yuan", known.amount_yuan, row.amount_yuan),
    ):
        if difference:
            label = SalesRecord._meta.get_field(name).verbose_name
            changes.append(Change(name, label, str(before), str(before + difference)))
    if finding.imeis:
        changes.append(Change("imei", "IMEI", f"−{len(finding.imeis.freed)}", f"+{len(finding.imeis.added)}"))
    return changes


SALES = ImportKind(
    code="sales",
    title=_("Sales"),
    columns=COLUMNS,
    key=("kind", "store", "sku", "day", "document"),
    open=SalesImport,
    undo=SalesUndo,
    clause="H2.5",
    sentences={
        "corrected_later": _("It was corrected later."),
        "imei_of_sell_in": _("Only sell-out is kept by IMEI."),
        "imei_sold": _("%(text)s was sold already."),
        "imei_stands": _("%(text)s stands in a store as a display sample since a later day."),
        "imei_twice": _("%(text)s stands in row %(row)s too. What came back comes in a file of its own."),
        "imei_not_sold": _("%(text)s was not sold at this store as this SKU before."),
        "more_imeis": _("%(number)s IMEIs are more than the pieces."),
        "not_an_imei": _("“%(text)s” is no IMEI: 15 digits, the last one checks the others."),
        "merged": _("It was merged into %(code)s. Use that code."),
    },
    sample=SAMPLE,
)
