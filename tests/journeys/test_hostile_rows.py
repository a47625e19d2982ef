"""Every kind of import meets every odd value in every column, and stores nothing of a file with errors (goal I1)."""

from datetime import datetime, time

import pytest
from django.apps import apps
from django.utils import timezone
from openpyxl import Workbook

from salesops.accounts.actor import Actor
from salesops.exchange import registry
from salesops.exchange.choices import RunState
from salesops.exchange.services import run_file

pytestmark = pytest.mark.django_db

KINDS = ("customers", "stores", "catalogue", "sales")
ODD = [
    *("", " ", "=1+1", "+1", "@x", "' OR 1=1 --", "<script>", "\u202e\u200b", "𠮷" * 200, "x" * 6000),
    *("²", "１２", "1_000", "1e999", "nan", "-inf", "0x10", "1,5", "--1", "99999999999999999999"),
    *("2026-02-30", "2099-01-01", "0000-00-00", "31/12/2026", "24:61", "181", "-91", "maybe", "是否"),
    *(True, -1, 0, 1.5, 1e15, 1e300, datetime(1900, 1, 1), datetime(9999, 12, 31), time(23, 59)),
]


def odd_rows(kind):
    """The example of each column, with one odd value in one of them."""
    usual = [column.example for column in kind.columns]
    for place in range(len(usual)):
        for value in ODD:
            yield [*usual[:place], value, *usual[place + 1 :]]


@pytest.fixture
def odd_file(request, tmp_path):
    kind = registry.kind_of(request.param)
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append([column.header_zh for column in kind.columns])
    for row in odd_rows(kind):
        sheet.append(row)
    book.save(tmp_path / "odd.xlsx")
    return kind, tmp_path / "odd.xlsx"


def stored():
    """How many rows each model of the archive has."""
    models = apps.get_app_config("stores").get_models()
    return {model.__name__: model._base_manager.count() for model in models if model._base_manager.count()}


@pytest.mark.parametrize("odd_file", KINDS, indirect=True)
def test_a_file_full_of_odd_values_is_reported_row_by_row_and_stores_nothing(odd_file):
    kind, file = odd_file

    run = run_file(kind.code, file, actor=Actor.system("test"), clock=timezone.now, commit=True)

    assert run.state == RunState.CHECKED
    assert run.row_count == len(ODD) * len(kind.columns)
    assert run.error_count >= len(kind.columns)
    assert stored() == {}


@pytest.mark.parametrize("odd_file", KINDS, indirect=True)
def test_the_good_rows_of_such_a_file_are_stored_without_an_accident(odd_file):
    kind, file = odd_file

    run = run_file(kind.code, file, actor=Actor.system("test"), clock=timezone.now, commit=True, good_rows_only=True)

    assert run.state in {RunState.IMPORTED, RunState.CHECKED}
