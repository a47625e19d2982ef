"""Spreadsheets for the benchmark, and what the bare libraries need for them (make bench).

python -m tests.bench.sheets stores FILE ROWS CUSTOMER   a file of new stores
python -m tests.bench.sheets read FILE                   openpyxl, read-only: processor seconds
python -m tests.bench.sheets write FILE                  openpyxl, write-only, the cells of that file again
"""

import sys
import tempfile
import time
from pathlib import Path

import python_calamine
import xlsxwriter
from openpyxl import Workbook, load_workbook

HEADER = (
    ("code", lambda n: f"BM{n:07d}"),
    ("name", lambda n: f"星光通讯{n}号店"),
    ("customer", None),
    ("format", lambda n: ("brand", "multi", "chain", "operator", "counter")[n % 5]),
    ("store_class", lambda n: "ABC"[n % 3]),
    ("opened_on", lambda n: f"20{10 + n % 15}-0{1 + n % 9}-1{n % 10}"),
    ("division_code", lambda n: "330106"),
    ("address", lambda n: f"西湖区文三路{n}号"),
    ("lon", lambda n: 120 + n % 1000 / 2000),
    ("lat", lambda n: 30 + n % 777 / 2000),
    ("contact_name", lambda n: f"联系人{n % 977}"),
    ("phone", lambda n: f"138{n:08d}"),
    ("opens_at", lambda n: "09:00"),
    ("closes_at", lambda n: "21:30"),
    ("area_m2", lambda n: 20 + n % 180),
    ("counters", lambda n: n % 5),
    ("competitor_counters", lambda n: n % 9),
    ("staff_count", lambda n: 1 + n % 12),
    ("monthly_capacity_units", lambda n: n % 400),
)


def write_stores(path: Path, rows: int, customer: str) -> None:
    """A file of new stores with every column filled, all of one customer."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [name for name, _make in HEADER])
        for n in range(1, rows + 1):
            sheet.write_row(n, 0, [make(n) if make else customer for _name, make in HEADER])


def read_seconds(path: Path) -> float:
    """Processor seconds of the bare reading of every cell."""
    start = time.process_time()
    for row in load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True):
        sum(cell is not None for cell in row)
    return time.process_time() - start


def write_seconds(path: Path) -> float:
    """Processor seconds of the bare writing of the cells of a file."""
    rows = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    start = time.process_time()
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as target:
        book.save(target.name)
    return time.process_time() - start


def main() -> None:
    deed, path, *more = sys.argv[1:]
    if deed == "stores":
        write_stores(Path(path), int(more[0]), more[1])
    else:
        sys.stdout.write(str({"read": read_seconds, "write": write_seconds}[deed](Path(path))))


if __name__ == "__main__":
    main()
