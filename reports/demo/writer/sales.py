"""Sales records: by day for the last months, one row a month and SKU before."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import islice

from reports.demo.ledger import Counts, Ledger, make_ledger
from reports.demo.season import month_back, next_month
from reports.demo.stream import Stream
from reports.demo.writer.bulk import insert_rows
from reports.demo.writer.copied import PATTERNS, copy_sales, filling, is_copied
from reports.demo.writer.shelves import Shelf
from reports.demo.writer.written import Written, moment
from stores.choices import SaleKind, SaleSource
from stores.models import SalesMonth, SalesRecord
from stores.services.rollups import rebuild_sales_months

# Months back that keep their days: what promotions are measured by, and what a part of a month is compared with.
_MONTHS_BY_DAY = {SaleKind.SELL_OUT: (0, 1, 2, 3, 4, 5, 6, 11, 12, 13), SaleKind.SELL_IN: (0, 1)}
_RETURNS_DOCUMENT = "退货"
_IMPORT_MINUTE = 120
# One fact in a thousand was stated one unit too high, and put right by a second row.
_CORRECTED = 0.001
_CORRECTED_AFTER = timedelta(days=3)
_CORRECTION = "与门店核对后更正"
_FIELDS = (
    "kind",
    "store",
    "sku",
    "sold_on",
    "document",
    "quantity",
    "amount_yuan",
    "recorded_at",
    "correction_no",
    "reason",
    "source",
)


class SalesWriter:
    """Turns ledgers into rows; knows the SKUs and their prices."""

    def __init__(self, written: Written) -> None:
        self.written = written
        self.corrected_before = written.today - _CORRECTED_AFTER
        running = written.today.replace(day=1)
        self.months_by_day = {
            kind: set() if written.is_for_load else {month_back(running, back) for back in months}
            for kind, months in _MONTHS_BY_DAY.items()
        }
        self.told_by_day: dict[tuple[SaleKind, date], date] = {}
        self.price_by_key: dict[tuple[str, date, SaleKind], Decimal] = {}
        self.handset_by_sku = {
            variant.code: handset for handset in written.world.handsets for variant in handset.variants
        }

    def rows(self, store_code: str, ledger: Ledger) -> Iterator[tuple]:
        sold_in, sold_out = SaleKind.SELL_IN, SaleKind.SELL_OUT
        sold = self._folded(ledger.sold, sold_out, ledger.unreported)
        yield from self._kind_rows(store_code, sold_out, sold, "")
        returned = self._folded(ledger.returned, sold_out, ledger.unreported)
        taken_back = {key: -units for key, units in returned.items()}
        yield from self._kind_rows(store_code, sold_out, taken_back, _RETURNS_DOCUMENT)
        delivered = self._folded(ledger.delivered, sold_in, frozenset())
        yield from self._kind_rows(store_code, sold_in, delivered, "")

    def _folded(self, counts: Counts, kind: SaleKind, unreported: frozenset[date]) -> dict[tuple[date, str], int]:
        """Sums by month and SKU, where the days do not matter any more."""
        folded: dict[tuple[date, str], int] = {}
        for (day, sku), units in counts.items():
            told_on = self._told_on(kind, day)
            if unreported and told_on.replace(day=1) in unreported:
                continue
            key = told_on, sku
            folded[key] = folded.get(key, 0) + units
        return folded

    def _told_on(self, kind: SaleKind, day: date) -> date:
        """The day itself, or the last one of its month."""
        key = kind, day
        if key not in self.told_by_day:
            month = day.replace(day=1)
            self.told_by_day[key] = day if month in self.months_by_day[kind] else last_day(month)
        return self.told_by_day[key]

    def _kind_rows(
        self, store_code: str, kind: SaleKind, counts: dict[tuple[date, str], int], document: str
    ) -> Iterator[tuple]:
        store = self.written.stores[store_code]
        stream = Stream(self.written.seed, "corrections", f"{store_code}|{kind}|{document}")
        for (day, sku), units in counts.items():
            fact = kind.value, store.pk, self.written.skus[sku].pk, day, document
            price = self._price(sku, day, kind)
            if stream.chance(_CORRECTED) and day < self.corrected_before:
                yield *fact, units + 1, (units + 1) * price, _recorded_at(day), 0, ""
                yield *fact, -1, -price, _recorded_at(day + _CORRECTED_AFTER), 1, _CORRECTION
            elif units:
                yield *fact, units, units * price, _recorded_at(day), 0, ""

    def _price(self, sku: str, day: date, kind: SaleKind) -> Decimal:
        """What the store paid for a unit, or was paid for it."""
        key = sku, day, kind
        if key not in self.price_by_key:
            step = self.handset_by_sku[sku].price_on(day)
            self.price_by_key[key] = Decimal(step.supply_yuan if kind == SaleKind.SELL_IN else step.list_yuan)
        return self.price_by_key[key]


def write_sales(written: Written) -> None:
    with filling(written, SalesRecord):
        total = _write_records(written)
    written.say(f"{total} sales records")
    with filling(written, SalesMonth):
        months = rebuild_sales_months()
    written.say(f"{months} sales months")


def _write_records(written: Written) -> int:
    writer = SalesWriter(written)
    copied = is_copied(written)
    ledgers = islice(_ledgers(written), PATTERNS if copied else None)
    rows = ((*row, SaleSource.IMPORT.value) for code, ledger in ledgers for row in writer.rows(code, ledger))
    total = insert_rows(SalesRecord, _FIELDS, rows)
    if copied:
        total += copy_sales(written)
        written.say(f"{total} sales records copied")
    return total


def _ledgers(written: Written) -> Iterator[tuple[str, Ledger]]:
    """Each store's ledger in turn; what the visits will find is kept of the open stores."""
    for center in written.world.centers:
        for store in center.stores:
            ledger = make_ledger(written.world, center, store)
            if store.closed_on is None and not written.is_for_load:
                written.shelves[store.code] = Shelf.of(ledger, written.shelves_since)
            yield store.code, ledger


@cache
def last_day(month: date) -> date:
    return next_month(month) - timedelta(days=1)


@cache
def _recorded_at(day: date) -> datetime:
    """Each day's figures came in with the next night's file."""
    return moment(day + timedelta(days=1), _IMPORT_MINUTE)
