"""What the real panel says, read from its CSV and from the import files: none of the program's own code."""

import csv
from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from statistics import median

from openpyxl import Workbook, load_workbook

SOURCE = Path(__file__).parents[1] / "data" / "sales_stallion.csv"
KEPT_MONTHS = 24
CENT = Decimal("0.01")


def months_back(month: date, months: int) -> date:
    years, place = divmod(month.year * 12 + month.month - 1 - months, 12)
    return date(years, place + 1, 1)


def half_up(number: Decimal, step: Decimal = Decimal(1)) -> Decimal:
    return number.quantize(step, ROUND_HALF_UP)


def metres(here, there):
    """On the globe, by the haversine."""
    (lon, lat), (lon2, lat2) = [[radians(float(degree)) for degree in place] for place in (here, there)]
    chord = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * 6_371_000 * asin(sqrt(chord))


class Panel:
    """Units, prices and areas of the panel when it is moved to end with the month before `today`."""

    def __init__(self, today: date, stores_file: Path):
        with SOURCE.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        ends = sorted({row["ds"] for row in rows})
        last = months_back(today.replace(day=1), 1)
        moved = {ds: months_back(last, back) for back, ds in enumerate(reversed(ends)) if back < KEPT_MONTHS}
        kept = [row for row in rows if row["ds"] in moved]
        self.units = {
            (f"ST{row['agency'][-2:]}", row["sku"], moved[row["ds"]]): int(half_up(Decimal(row["y"]) / 10))
            for row in kept
        }
        self.by_month = defaultdict(dict)
        for (store, model, month), units in self.units.items():
            self.by_month[store, month][model] = units
        self.list_price = self._medians(kept, "price_regular")
        self.supply_price = self._medians(kept, "price_actual")
        self.rep_by_store = {row["门店编码"]: row["促销经理账号"] for row in rows_of(stores_file)}

    @staticmethod
    def _medians(rows, column):
        """A product's price is the median of what was seen; a price of nought or less is none."""
        seen = defaultdict(list)
        for row in rows:
            if float(row[column]) > 0:
                seen[row["sku"]].append(float(row[column]))
        return {sku: half_up(Decimal(str(round(median(prices), 6))), CENT) for sku, prices in seen.items()}

    @property
    def stores(self):
        return sorted({store for store, _model, _month in self.units})

    def sold(self, store, month):
        """Units by model of one store and month."""
        return self.by_month[store, month]

    def total(self, store, month):
        return sum(self.sold(store, month).values())

    def classes(self, month):
        """A, B or C of each store by the rule in words: whoever stands before the line belongs to the higher class."""
        window = [months_back(month, back) for back in (1, 2, 3)]
        volume = {store: sum(self.total(store, when) for when in window) for store in self.stores}
        classes = {}
        for rep in set(self.rep_by_store.values()):
            area = sorted((-max(volume[s], 0), s) for s, of in self.rep_by_store.items() if of == rep)
            total, before = -sum(units for units, _store in area), 0
            for units, store in area:
                share = 100 * before
                classes[store] = "A" if units and share < 40 * total else "B" if units and share < 80 * total else "C"
                before -= units
        return classes


def rows_of(file: Path, sheet: int = 0):
    """The rows of a sheet by its headers."""
    header, *rows = load_workbook(file).worksheets[sheet].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def split_file(file: Path, column: str, before: date, early: Path, late: Path):
    """Write the rows of before a day to one file and the others to another."""
    header, *rows = load_workbook(file).worksheets[0].iter_rows(values_only=True)
    place = header.index(column)
    for target, is_early in ((early, True), (late, False)):
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        sheet.append(header)
        for row in rows:
            if (row[place].date() < before) is is_early:
                sheet.append(row)
        book.save(target)
