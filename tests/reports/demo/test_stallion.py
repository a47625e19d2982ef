"""The real panel as import files (docs/real-data.md)."""

import csv
from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from python_calamine import CalamineWorkbook

from reports.demo import stallion
from salesops.exchange import registry
from salesops.exchange.cells import fold

SOURCE = settings.BASE_DIR / "tests" / "data" / "sales_stallion.csv"
TODAY = date(2026, 11, 23)
REPS = ("rep1", "rep2", "rep3")


@pytest.fixture(scope="module")
def panel():
    return stallion.read_panel(SOURCE, today=TODAY, center="HZ", reps=REPS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stallion")
    call_command("stallion_files", out=folder, today=TODAY, stdout=StringIO())
    return folder


def sheet(path):
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def test_the_last_two_years_end_with_the_last_full_month(panel):
    months = sorted({one.month for one in panel.observations})

    assert len(months) == 24
    assert (months[0], months[-1]) == (date(2024, 11, 1), date(2026, 10, 1))


def test_a_volume_of_the_panel_is_a_tenth_of_it_in_units(panel):
    with SOURCE.open(newline="") as file:
        december = [row for row in csv.DictReader(file) if row["ds"] == "2017-12"]

    expected = {(row["agency"], row["sku"]): int(float(row["y"]) / 10 + 0.5) for row in december}
    last = {(o.agency, o.product): o.units for o in panel.observations if o.month == date(2026, 10, 1)}
    assert last == expected


def test_each_agency_is_one_store_of_one_rep(panel):
    stores = list(stallion.store_rows(panel))

    assert len({store["code"] for store in stores}) == 58
    assert sorted(Counter(store["rep"] for store in stores).values()) == [19, 19, 20]
    assert [c["rep"] for c in stallion.customer_rows(panel)] == [s["rep"] for s in stores]


def test_an_agency_stands_at_the_same_place_each_time(panel):
    again = stallion.read_panel(SOURCE, today=date(2027, 1, 5), center="HZ", reps=REPS)

    assert again.sites == panel.sites


def test_every_product_has_a_price_of_which_the_supply_is_lower(panel):
    rows = list(stallion.catalogue_rows(panel))

    assert len(rows) == 25
    assert [row["model"] for row in rows if not 0 < row["supply_yuan"] <= row["list_yuan"]] == []


@pytest.mark.parametrize(("code", "rows"), [("customers", 58), ("stores", 58), ("catalogue", 25), ("sales", 8400)])
def test_files_carry_the_headers_that_the_import_knows(folder, code, rows):
    header, *body = sheet(folder / f"{code}.xlsx")

    known = set().union(*(column.spellings() for column in registry.kind_of(code).columns))
    assert [text for text in header if fold(text) not in known] == []
    assert len(body) == rows


def test_files_have_all_required_columns(folder):
    lacking = [
        (code, column.name)
        for code in ("customers", "stores", "catalogue", "sales")
        for column in registry.kind_of(code).required
        if column.header_zh not in sheet(folder / f"{code}.xlsx")[0]
    ]

    assert lacking == []


def test_a_missing_panel_is_said(tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        call_command("stallion_files", out=tmp_path, source=tmp_path / "none.csv")


def test_somebody_must_take_the_stores(tmp_path):
    with pytest.raises(CommandError, match="at least one rep"):
        call_command("stallion_files", out=tmp_path, reps=" , ")
