"""What the parser's process says, line by line."""

import io
import json
import resource
import sys
from dataclasses import asdict

import pytest

from salesops.exchange import sheet_process
from salesops.exchange.limits import LIMITS
from tests.salesops.exchange.books import HEADER_ROW, book, save, text_cell
from tests.salesops.exchange.corpus import MERGED, rows
from tests.salesops.exchange.kinds import LOOKED_AT

WANTED = {column.name: sorted(column.spellings()) for column in LOOKED_AT.columns}
INTRODUCTION = {
    "sheet": 0,
    "last_row": 2,
    "header": 0,
    "places": {"code": 0, "name": 1, "quantity": 2, "day": 3},
    "unknown": [],
    "doubled": [],
    "merges": [],
}


@pytest.fixture
def said(monkeypatch, capsys, tmp_path):
    """Run the process in this one, without its bounds, and give its messages."""

    def run(content, required=("code",), **limits):
        order = {
            "path": str(save(tmp_path, content)),
            "sheets": [0],
            "flawed": {"0": [3]},
            "wanted": WANTED,
            "required": required,
            "limits": asdict(LIMITS) | limits,
            "chunk": 2,
        }
        monkeypatch.setattr(resource, "setrlimit", lambda *_bounds: None)
        monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(order) + "\n"))
        sheet_process.main()
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


def test_the_header_then_the_rows_then_the_end(said):
    assert said(book()) == [INTRODUCTION, {"rows": [[2, "S1", "", 5.0, ""]]}, {"end": True}]


def test_rows_come_by_the_chunk_and_flawed_ones_though_they_look_blank(said):
    messages = said(book(rows(text_cell("A2", "S1"), '<c r="A3" s="0"/>', text_cell("A4", "S3"))))

    assert [[row[:2] for row in message["rows"]] for message in messages[1:-1]] == [[[2, "S1"], [3, ""]], [[4, "S3"]]]


def test_days_are_tagged_and_novels_are_told_by_their_length(said):
    cells = text_cell("A2", "x" * 30) + '<c r="D2" t="d"><v>2026-11-05T00:00:00</v></c>'

    assert said(book(rows(cells)), cell_letters=20)[1] == {
        "rows": [[2, ["too_long", "30"], "", "", ["datetime", "2026-11-05T00:00:00"]]]
    }


def test_merged_ranges_are_told(said):
    assert said(book(tail=MERGED))[0]["merges"] == [[1, 1, 2, 1]]


def test_a_sheet_that_lacks_a_column_is_only_introduced(said):
    [message] = said(book(), required=("code", "other"))

    assert message["places"] == INTRODUCTION["places"]


@pytest.mark.parametrize(
    ("content", "limits", "code"),
    [
        (book(""), {}, "no_header"),
        (book(f'<row r="1">{text_cell("A1", "foo")}</row>'), {}, "no_header"),
        (book(), {"columns": 3}, "too_many_columns"),
        (book(), {"spoken_bytes": 20}, "needs_too_much"),
        (book(HEADER_ROW + "<row"), {}, "broken_workbook"),
        (b"PK\x03\x04", {}, "broken_workbook"),
    ],
)
def test_a_refusal_is_the_last_word(said, content, limits, code):
    assert said(content, **limits)[-1]["refusal"] == code
