"""Hostile and odd files by name, each with what must come of it.

A refusal is its code; a file that is read gives its good rows and its problems by row and column.
"""

import struct
import zipfile

from tests.salesops.exchange import books
from tests.salesops.exchange.books import GOOD_ROW, HEADER_ROW, book, pack, parts, text_cell

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
S1 = {"code": "S1", "name": None, "quantity": 5, "day": None}


def changed(name, content):
    return pack({**parts(), name: content})


def without(name):
    return pack({key: value for key, value in parts().items() if key != name})


def encrypted_entry():
    """Set the flag of an encrypted entry in both headers of every entry."""
    content = bytearray(book())
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(sign)
        while start >= 0:
            content[start + offset] |= 1
            start = content.find(sign, start + 4)
    return bytes(content)


def lying_size():
    """Declare a sheet of ten bytes, with the checksum of those ten, where far more come out."""
    entries = parts(HEADER_ROW + GOOD_ROW + " " * 100_000)
    content = bytearray(pack(entries))
    checksum = zipfile.crc32(entries["xl/worksheets/sheet1.xml"].encode()[:10])
    for sign, checksum_at, name_at in ((b"PK\x03\x04", 14, 30), (b"PK\x01\x02", 16, 46)):
        start = content.find(sign)
        while start >= 0:
            if content[start + name_at :].startswith(b"xl/worksheets/sheet1.xml"):
                struct.pack_into("<I", content, start + checksum_at, checksum)
                struct.pack_into("<I", content, start + checksum_at + 8, 10)
            start = content.find(sign, start + 4)
    return bytes(content)


def chart_text(encoding):
    doctype = '<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "aaaa">]><sst xmlns="x"><si><t>&a;</t></si></sst>'
    return changed("xl/sharedStrings.xml", doctype.encode(encoding))


def twice():
    return pack([*parts().items(), ("xl/worksheets/sheet1.xml", books.sheet_xml(""))])


def rows(*cells):
    """Rows 2 and on, each given as its cells' XML."""
    return HEADER_ROW + "".join(f'<row r="{n}">{cell}</row>' for n, cell in enumerate(cells, start=2))


def two_sheets(first, second, states=("visible", "visible")):
    sheets = tuple(zip(("Eins", "Zwei"), states, strict=True))
    return pack({**parts(first, sheets=sheets), "xl/worksheets/sheet2.xml": books.sheet_xml(second)})


FORMULA = '<c r="C2"><f>1+4</f><v>5</v></c>'
UNSOLVED = '<c r="C2"><f>1+4</f><v></v></c>'
SHARED = '<c r="C2"><f t="shared" ref="C2:C3" si="0">1+4</f></c>'
MERGED = '<mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>'
MERGED_TITLE = '<mergeCells count="1"><mergeCell ref="A1:D1"/></mergeCells>'
A2, A3 = text_cell("A2", "S1"), text_cell("A3", "S2")
TITLE = f'<row r="1">{text_cell("A1", "门店资料 2026")}</row>'
HEADER_IN_ROW_3 = HEADER_ROW.replace('1"', '3"')

REFUSED = {
    "empty": (b"", "empty_file"),
    "text": (b"hello, this is no spreadsheet", "no_workbook"),
    "html that says it is Excel": (b"<html><table><tr><td>1</td></tr></table></html>", "no_workbook"),
    "program": (b"MZ\x90\x00\x03" + b"\x00" * 100, "no_workbook"),
    "program with a workbook behind": (b"MZ\x90\x00" + book(), "no_workbook"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "no_workbook"),
    "pdf": (b"%PDF-1.7\n%%EOF", "no_workbook"),
    "old Excel": (OLE2 + b"\x00" * 600, "old_excel"),
    "password": (OLE2 + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 64, "password"),
    "zip with password": (encrypted_entry(), "password"),
    "zip cut in half": (book()[: len(book()) // 2], "broken_workbook"),
    "zip without its directory": (book()[:-22], "broken_workbook"),
    "zip signature alone": (b"PK\x03\x04", "broken_workbook"),
    "zip with a flipped byte": (book()[:400] + b"\xff\xff\xff" + book()[403:], "broken_workbook"),
    "zip of a photo": (pack({"photo.jpg": b"\xff\xd8\xff"}), "no_workbook"),
    "Word document": (pack({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}), "no_workbook"),
    "OpenDocument": (pack({"mimetype": "application/x", "content.xml": "<a/>"}), "open_document"),
    "binary workbook": (pack({"[Content_Types].xml": "<a/>", "xl/workbook.bin": "x"}), "binary_workbook"),
    "no content types": (without("[Content_Types].xml"), "no_workbook"),
    "no workbook part": (without("xl/workbook.xml"), "no_workbook"),
    "no relations": (without("xl/_rels/workbook.xml.rels"), "broken_workbook"),
    "no sheet part": (without("xl/worksheets/sheet1.xml"), "broken_workbook"),
    "no sheets at all": (changed("xl/workbook.xml", books.workbook_xml(sheets=())), "no_sheet"),
    "sheet is no XML": (changed("xl/worksheets/sheet1.xml", "not xml at all <<<"), "broken_workbook"),
    "sheet cut off": (changed("xl/worksheets/sheet1.xml", books.sheet_xml(HEADER_ROW)[:-120]), "broken_workbook"),
    "part twice": (twice(), "entry_twice"),
    "part twice in other letters": (
        pack([*parts().items(), ("XL/WORKSHEETS/SHEET1.XML", "<a/>")]),
        "entry_twice",
    ),
    "5,000 parts": (pack({**parts(), **{f"xl/media/{n}.png": "x" for n in range(5_000)}}), "too_many_entries"),
    "document type": (chart_text("utf-8"), "document_type"),
    "document type in UTF-16": (chart_text("utf-16"), "foreign_encoding"),
    "document type in UTF-16 without a mark": (chart_text("utf-16-be"), "foreign_encoding"),
    "document type in UTF-32": (chart_text("utf-32"), "foreign_encoding"),
    "document type in EBCDIC": (chart_text("cp037"), "foreign_encoding"),
    "another declared encoding": (
        changed("xl/sharedStrings.xml", '<?xml version="1.0" encoding="UTF-7"?><sst/>'),
        "foreign_encoding",
    ),
    "entity in the sheet": (
        changed("xl/worksheets/sheet1.xml", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet/>'),
        "document_type",
    ),
    "size that lies": (lying_size(), "broken_workbook"),
    "only hidden sheets": (book(sheets=(("S1", "hidden"),)), "only_hidden_sheets"),
    "only very hidden sheets": (book(sheets=(("S1", "veryHidden"),)), "only_hidden_sheets"),
    "empty sheet": (book(""), "no_header"),
    "other headers": (book(f'<row r="1">{text_cell("A1", "foo")}{text_cell("B1", "bar")}</row>'), "no_header"),
    "header in row 12": (book(HEADER_ROW.replace('1"', '12"')), "no_header"),
    "missing column": (book(f'<row r="1">{text_cell("B1", "名称")}</row>'), "column_missing"),
    "header twice": (book(f'<row r="1">{text_cell("A1", "编码")}{text_cell("B1", "Code")}</row>'), "column_twice"),
    "text index that is not there": (book(rows('<c r="A2" t="s"><v>999</v></c>')), "broken_workbook"),
    "column 300": (book(HEADER_ROW + f'<row r="2">{A2}<c r="KN2"><v>1</v></c></row>'), "too_many_columns"),
    "column beyond all": (book(rows(A2 + '<c r="AAAAAAA2"><v>1</v></c>')), "needs_too_much"),
    "row beyond all": (book(HEADER_ROW + f'<row r="99999999">{text_cell("A99999999", "x")}</row>'), "needs_too_much"),
    "error without a place": (book(HEADER_ROW + '<row><c t="e"><v>#N/A</v></c></row>'), "flaw_without_place"),
}

READ = {
    "plain": (book(), {2: S1}, {}),
    "header in row 3 below a title": (
        book(TITLE + HEADER_IN_ROW_3 + f'<row r="4">{text_cell("A4", "S1")}</row>'),
        {4: {**S1, "quantity": None}},
        {},
    ),
    "gap of a hundred thousand rows": (
        book(HEADER_ROW + f'<row r="100000">{text_cell("A100000", "S1")}</row>'),
        {100_000: {**S1, "quantity": None}},
        {},
    ),
    "rows without numbers": (
        book((HEADER_ROW + f"<row>{A2}</row>").replace(' r="1"', "").replace(' r="A2"', "")),
        {2: {**S1, "quantity": None}},
        {},
    ),
    "formula with its result": (book(rows(A2 + FORMULA)), {2: S1}, {}),
    "formula that gave an empty text": (
        book(rows(A2 + '<c r="B2" t="str"><f>IF(1,"","")</f><v></v></c><c r="C2"><v>5</v></c>')),
        {2: S1},
        {},
    ),
    "formula without a result": (book(rows(A2 + UNSOLVED)), {}, {(2, "quantity"): "unsolved_formula"}),
    "shared formula without a result": (book(rows(A2 + SHARED)), {}, {(2, "quantity"): "unsolved_formula"}),
    "error in a cell": (
        book(rows(A2 + '<c r="C2" t="e"><v>#N/A</v></c>')),
        {},
        {(2, "quantity"): "error_cell"},
    ),
    "a row of nothing but an error": (
        book(rows('<c r="A2" t="e"><v>#REF!</v></c>')),
        {},
        {(2, "code"): "error_cell"},
    ),
    "truth value for a number": (
        book(rows(A2 + '<c r="C2" t="b"><v>1</v></c>')),
        {},
        {(2, "quantity"): "truth_value"},
    ),
    "number of a thousand digits": (
        book(rows(A2 + f'<c r="C2"><v>{"9" * 1000}</v></c>')),
        {},
        {(2, "quantity"): "digits_lost"},
    ),
    "number that is none": (
        book(rows(A2 + '<c r="C2"><v>abc</v></c>')),
        {},
        {(2, "quantity"): "not_an_integer"},
    ),
    "text of 40 letters": (
        book(rows(A2 + text_cell("B2", "x" * 40))),
        {},
        {(2, "name"): "text_too_long"},
    ),
    "text of 40,000 letters": (
        book(rows(A2 + text_cell("B2", "x" * 40_000))),
        {},
        {(2, "name"): "far_too_long"},
    ),
    "error and formulas with a prefix": (
        book(rows(A2 + f'<x:c xmlns:x="{books.MAIN}" t="e" r="C2"><x:f>1/0</x:f><x:v>#DIV/0!</x:v></x:c>')),
        {},
        {(2, "quantity"): "error_cell"},
    ),
    "control characters": (
        book(rows(A2 + text_cell("B2", "a_x0001_b"))),
        {},
        {(2, "name"): "control_characters"},
    ),
    "merged cells": (
        book(rows(A2 + text_cell("B2", "beide"), A3), MERGED),
        {2: {**S1, "name": "beide", "quantity": None}},
        {(3, "name"): "merged_cell"},
    ),
    "merged title": (
        book(TITLE + HEADER_IN_ROW_3 + f'<row r="4">{text_cell("A4", "S1")}</row>', MERGED_TITLE),
        {4: {**S1, "quantity": None}},
        {},
    ),
    "hidden sheet before the visible one": (
        two_sheets(rows(text_cell("A2", "HIDDEN")), HEADER_ROW + GOOD_ROW, ("hidden", "visible")),
        {2: S1},
        {},
    ),
    "empty sheet before the filled one": (two_sheets("", HEADER_ROW + GOOD_ROW), {2: S1}, {}),
    "sheet of another matter before": (
        two_sheets(f'<row r="1">{text_cell("A1", "说明")}</row>', HEADER_ROW + GOOD_ROW),
        {2: S1},
        {},
    ),
    "dates counted from 1904": (
        book(
            rows(A2 + '<c r="D2" t="d"><v>2026-11-05T00:00:00</v></c>'),
            properties='<workbookPr date1904="1"/>',
        ),
        {2: {**S1, "quantity": None, "day": "2026-11-05"}},
        {},
    ),
    "same key twice": (
        book(rows(A2 + '<c r="C2"><v>5</v></c>', text_cell("A3", "S1"))),
        {2: S1},
        {(3, "code"): "same_as_row"},
    ),
    "required cell blank": (book(rows('<c r="C2"><v>5</v></c>')), {}, {(2, "code"): "required"}),
    "blank of blanks": (
        book(rows(text_cell("A2", " \u3000"), text_cell("A3", "S1"))),
        {3: {**S1, "quantity": None}},
        {},
    ),
    "header in English with a star": (
        book(f'<row r="1">{text_cell("A1", " CODE* ")}</row><row r="2">{A2}</row>'),
        {2: {"code": "S1"}},
        {},
    ),
    "nested zip": (pack({**parts(), "xl/media/inner.zip": pack({"a": b"\0" * 5_000_000})}), {2: S1}, {}),
    "path that climbs out": (pack({**parts(), "../../etc/passwd": "x"}), {2: S1}, {}),
    "errors in another sheet": (
        two_sheets(HEADER_ROW + GOOD_ROW, '<row r="2"><c r="A2" t="e"><v>#N/A</v></c></row>'),
        {2: S1},
        {},
    ),
}


CSV_TEXT = "编码,名称,数量,日期\r\nS1,店,5,2026/11/5\r\n\r\nS2,,x,\r\n"
