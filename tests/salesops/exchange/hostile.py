"""Files that somebody made to do harm, by name: each is refused with its reason, or read as the plain text that it is.

They stand beside `corpus.py` (what is broken or odd) and `bombs.py` (what costs more than it weighs).
"""

import io
import stat
import zipfile

from tests.salesops.exchange.books import HEAD, HEADER_ROW, MAIN, PACKAGE, RELATIONS, book, pack, parts, text_cell

A2 = text_cell("A2", "S1")
S1 = {2: {"code": "S1", "name": None, "quantity": None, "day": None}}
LAUGHS = '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ATTRIBUTES = " ".join(f'a{n}="1"' for n in range(100_000))
SHEET = "xl/worksheets/sheet1.xml"
SHEET_RELATIONS = "xl/_rels/workbook.xml.rels"


def with_part(name, content):
    """A small workbook with one row that says S1, and one part changed or added."""
    return pack({**parts(HEADER_ROW + f'<row r="2">{A2}</row>'), name: content})


def with_row(cells):
    return book(HEADER_ROW + f'<row r="2">{A2}{cells}</row>')


def leads_to(target, mode="Internal"):
    return (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/worksheet" Target="{target}" TargetMode="{mode}"/></Relationships>'
    )


def typed(declaration):
    return f'<?xml version="1.0"?><!DOCTYPE worksheet [{declaration}]><worksheet xmlns="{MAIN}"/>'


def packed_otherwise(compression):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in parts(HEADER_ROW + f'<row r="2">{A2}</row>').items():
            archive.writestr(name, content)
    return file.getvalue()


def with_link():
    """A part that unpacks as a link to a file of this machine."""
    file = io.BytesIO(with_part("xl/theme/theme1.xml", ""))
    entry = zipfile.ZipInfo("xl/media/link.png")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(entry, "/etc/passwd")
    return file.getvalue()


def formula(text):
    return with_row(f'<c r="B2" t="str"><f>{text}</f><v>gone</v></c>')


REFUSED = {
    "billion laughs": (with_part(SHEET, typed(LAUGHS).replace("/>", ">&l9;</worksheet>")), "document_type"),
    "billion laughs among the texts": (with_part("xl/sharedStrings.xml", typed(LAUGHS)), "document_type"),
    "entity of a file": (with_part(SHEET, typed('<!ENTITY e SYSTEM "file:///etc/passwd">')), "document_type"),
    "entity of an address": (with_part(SHEET, typed('<!ENTITY e SYSTEM "http://127.0.0.1:1/">')), "document_type"),
    "parameter entity": (
        with_part(SHEET, typed('<!ENTITY % p SYSTEM "http://127.0.0.1:1/x.dtd"> %p;')),
        "document_type",
    ),
    "document type elsewhere": (
        with_part("xl/workbook.xml", '<!DOCTYPE workbook PUBLIC "x" "http://127.0.0.1:1/x.dtd"><workbook/>'),
        "document_type",
    ),
    "document type in the relations": (with_part(SHEET_RELATIONS, typed(LAUGHS)), "document_type"),
    "document type in the types": (with_part("[Content_Types].xml", typed(LAUGHS)), "document_type"),
    "sheet at an address": (
        with_part(SHEET_RELATIONS, leads_to("http://127.0.0.1:1/s.xml", "External")),
        "broken_workbook",
    ),
    "sheet outside the archive": (with_part(SHEET_RELATIONS, leads_to("../../../../etc/passwd")), "broken_workbook"),
    "sheet that is the workbook": (with_part(SHEET_RELATIONS, leads_to("workbook.xml")), "no_header"),
    "nul in the sheet": (
        with_part(SHEET, f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>\0</sheetData></worksheet>'),
        "no_header",
    ),
    "elements in elements": (with_part(SHEET, f"{HEAD}{'<a>' * 200_000}{'</a>' * 200_000}"), "no_header"),
    "thousands of attributes": (
        with_part(SHEET, f"{HEAD}<worksheet {ATTRIBUTES}/>"),
        "no_header",
    ),
    "header of formulas": (book(f'<row r="1">{text_cell("A1", "=1+1")}{text_cell("B1", "@SUM")}</row>'), "no_header"),
}

READ = {
    "macros under another ending": with_part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"Attribute VB_Name" * 100),
    "program as an embedded object": with_part("xl/embeddings/oleObject1.bin", b"MZ" + b"\0" * 1000),
    "data connection": with_part(
        "xl/connections.xml", f'<connections xmlns="{MAIN}"><connection odcFile="\\\\x\\y"/></connections>'
    ),
    "link to another workbook": with_part("xl/externalLinks/externalLink1.xml", f'<externalLink xmlns="{MAIN}"/>'),
    "link to a file": with_link(),
    "stored without packing": packed_otherwise(zipfile.ZIP_STORED),
    "name of an absolute path": with_part("/etc/cron.d/job", "* * * * * root x"),
    "name of a drive": with_part("C:\\Windows\\x.dll", "x"),
}
# What a cell shows counts; what it would do does not.
SAYS_GONE = {
    "command as a formula": formula("cmd|' /C calc'!A0"),
    "address as a formula": formula("HYPERLINK(&quot;http://127.0.0.1:1/&quot;)"),
    "web service as a formula": formula("WEBSERVICE(&quot;http://127.0.0.1:1/&quot;)"),
}
