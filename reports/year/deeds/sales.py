"""Weekly files of sales: late stores, the same file twice, facts stated anew; and a little that reps type."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from reports.year.company import BECAUSE, Company
from salesops.exchange.services.direct import run_file
from stores.choices import SaleKind, StoreStatus
from stores.models import SalesRecord, Sku, Store
from stores.services.typed_sales import correct_sale, type_sales

_HEAD = ("类型", "门店编码", "SKU编码", "日期", "数量", "单据号")
_LATE, _LATE_BY = 0.08, (5, 11)
_AGAIN, _RESTATED, _RETURNED, _TYPED = 0.25, 0.01, 0.02, 0.15
_COVER = 1.1
_MORNING, _NOON = 9 * 60, 12 * 60
_REASON = "与门店核对后更正"


@dataclass(frozen=True, slots=True)
class Row:
    """One fact of a file: what a store sold or got of a SKU on a day."""

    kind: SaleKind
    store_id: int
    sku_id: int
    day: date
    units: int


class Files:
    """Writes the files, and holds back what late stores have not sent yet."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.held: dict[date, list[Row]] = {}
        self.sent: list[Row] = []

    def import_of_day(self) -> None:
        """Mondays and the first of a month bring what was sold since; then what late stores send."""
        company = self.company
        rows = self.held.pop(company.day, [])
        if company.day.weekday() == 0 or company.day.day == 1:
            rows = self._in_time(self._sold()) + rows + self._restated()
        if rows:
            self._import(rows)
            self.sent = rows
        if company.day.weekday() == 1 and self.sent and company.stream("again", company.day).chance(_AGAIN):
            self._import_again()

    def _sold(self) -> list[Row]:
        """From the last Monday or first of a month to yesterday: units of the span on one of its days."""
        company = self.company
        last = company.day - timedelta(days=1)
        # The history ends with the eve of the year.
        first = max(last - timedelta(days=last.weekday()), last.replace(day=1), company.options.eve)
        days = (last - first).days + 1
        open_stores = Store.objects.unscoped(because=BECAUSE).filter(status=StoreStatus.ACTIVE, merged_into=None)
        trading, skus = dict(open_stores.values_list("pk", "code")), dict(Sku.objects.values_list("pk", "code"))
        rows = []
        for (store_id, sku_id), rate in company.rates.items():
            if store_id not in trading:
                continue
            stream = company.stream("week", f"{trading[store_id]}|{skus[sku_id]}|{first}")
            units, day = stream.poisson(rate * days), first + timedelta(days=stream.between(0, days - 1))
            if units:
                rows.append(Row(SaleKind.SELL_OUT, store_id, sku_id, day, units))
                rows.append(Row(SaleKind.SELL_IN, store_id, sku_id, day, round(units * _COVER)))
            elif stream.chance(_RETURNED):
                rows.append(Row(SaleKind.SELL_OUT, store_id, sku_id, day, -1))
        return rows

    def _in_time(self, rows: Iterable[Row]) -> list[Row]:
        """A late store sends its weeks of the month when the next one is days old."""
        in_time = []
        codes = dict(Store.objects.unscoped(because=BECAUSE).values_list("pk", "code"))
        for row in rows:
            stream = self.company.stream("late", f"{codes[row.store_id]}|{row.day:%Y-%m}")
            if row.kind == SaleKind.SELL_OUT and stream.chance(_LATE):
                month_after = (row.day.replace(day=28) + timedelta(days=7)).replace(day=1)
                arrives = max(month_after + timedelta(days=stream.between(*_LATE_BY)), self.company.day)
                if arrives > self.company.day:
                    self.held.setdefault(arrives, []).append(row)
                    continue
            in_time.append(row)
        return in_time

    def _restated(self) -> list[Row]:
        """Some facts of the last file are stated one unit higher: the program adds a correction."""
        stream = self.company.stream("restated", self.company.day)
        return [
            Row(row.kind, row.store_id, row.sku_id, row.day, row.units + 1)
            for row in self.sent
            if stream.chance(_RESTATED)
        ]

    def _import(self, rows: list[Row]) -> None:
        company = self.company
        before = {(row.kind, row.store_id, row.sku_id, row.day): row.units for row in self.sent}
        skus = dict(Sku.objects.values_list("pk", "model_id"))
        self._run(rows, "sales files")
        for row in rows:
            # What was stated before counts as its difference.
            units = row.units - before.get((row.kind, row.store_id, row.sku_id, row.day), 0)
            company.journal.sold[row.kind, row.store_id, skus[row.sku_id], row.day.replace(day=1)] += units
        company.journal.sold_on = company.day
        company.note("sales rows", len(rows))

    def _import_again(self) -> None:
        run = self._run(self.sent, "sales files again")
        if run.created_count or run.changed_count:
            raise AssertionError(f"the same file again: {run.created_count} new, {run.changed_count} changed")

    def _run(self, rows: list[Row], deed: str):
        company = self.company
        path = company.folder / f"sales-{company.day}.csv"
        _write(path, rows)
        company.clock.set(company.day, _MORNING)
        run = run_file("sales", path, actor=company.admin(), clock=company.clock.now, commit=True)
        path.unlink()
        if run.error_count:
            raise AssertionError(f"{run.error_count} rows of {len(rows)} were refused")
        company.note(deed)
        return run


def _write(path: Path, rows: list[Row]) -> None:
    stores = Store.objects.unscoped(because=BECAUSE).in_bulk({row.store_id for row in rows})
    skus = Sku.objects.in_bulk({row.sku_id for row in rows})
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow(_HEAD)
        for row in rows:
            writer.writerow([row.kind.value, stores[row.store_id].code, skus[row.sku_id].code, row.day, row.units, ""])


def type_some(company: Company) -> None:
    """A rep types what a shop told on the phone, and on some days puts it right an hour later."""
    company.clock.set(company.day, _NOON)
    for rep in company.reps:
        stream = company.stream("typed", f"{rep.username}|{company.day}")
        store = (
            Store.objects.unscoped(because=BECAUSE).filter(rep=rep, status=StoreStatus.ACTIVE).order_by("pk").first()
        )
        sku = next((sku for place, sku in company.rates if store and place == store.pk), None)
        if store is None or sku is None or not stream.chance(_TYPED):
            continue
        units, sold_on = stream.between(1, 4), company.day - timedelta(days=1)
        said = {"actor": company.doer(rep.pk), "at": company.clock.at}
        record = type_sales(
            store, {sku: units}, kind=SaleKind.SELL_OUT, sold_on=sold_on, document=f"T{company.day:%m%d}", **said
        )
        if stream.chance(0.3):
            units += 1
            company.clock.set(company.day, _NOON + 60)
            correct_sale(record, units, rows_seen=1, reason=_REASON, **(said | {"at": company.clock.at}))
            company.note("sales corrected")
        record = SalesRecord.objects.unscoped(because=BECAUSE).select_related("sku").get(pk=record.pk)
        company.journal.sold[SaleKind.SELL_OUT, store.pk, record.sku.model_id, sold_on.replace(day=1)] += units
        company.journal.sold_on = company.day
        company.note("sales typed")
