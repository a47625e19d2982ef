"""Test kinds in the registry, and a plain workbook writer."""

import pytest
import xlsxwriter

from salesops.exchange import registry
from tests.salesops.exchange.kinds import CENTERS, CenterImport, CenterUndo


@pytest.fixture
def center_kind(monkeypatch):
    """A kind that writes centers, known to the program for this test alone."""
    monkeypatch.setattr(registry, "_kinds", {**registry._kinds, CENTERS.code: CENTERS})
    monkeypatch.setattr(CenterImport, "trouble", None)
    monkeypatch.setattr(CenterUndo, "trouble", None)
    return CENTERS


@pytest.fixture
def sheet(tmp_path):
    """Write rows into a plain .xlsx and give its path."""

    def write(*rows, name="book.xlsx"):
        path = tmp_path / name
        with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
            page = book.add_worksheet()
            for index, row in enumerate(rows):
                page.write_row(index, 0, row)
        return path

    return write


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
