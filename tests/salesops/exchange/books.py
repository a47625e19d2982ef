"""Workbooks made by hand, down to the bytes, as no program would write them."""

import io
import warnings
import zipfile
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
HEADER_ROW = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>编码</t></is></c><c r="B1" t="inlineStr"><is><t>名称</t></is></c>'
    '<c r="C1" t="inlineStr"><is><t>数量</t></is></c><c r="D1" t="inlineStr"><is><t>日期</t></is></c></row>'
)
GOOD_ROW = '<row r="2"><c r="A2" t="inlineStr"><is><t>S1</t></is></c><c r="C2"><v>5</v></c></row>'

CONTENT_TYPES = (
    f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
ROOT = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)


def text_cell(place, text):
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def sheet_xml(rows, tail=""):
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{tail}</worksheet>'


def workbook_xml(sheets=(("S1", "visible"),), properties=""):
    tags = "".join(
        f'<sheet name="{name}" sheetId="{n}" state="{state}" r:id="rId{n}"/>'
        for n, (name, state) in enumerate(sheets, start=1)
    )
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{properties}<sheets>{tags}</sheets></workbook>'


def relations_xml(count=1):
    tags = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, count + 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{tags}</Relationships>'


def parts(rows=HEADER_ROW + GOOD_ROW, tail="", **workbook):
    """The parts of a small workbook by name, to be changed before they are packed."""
    return {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": ROOT,
        "xl/workbook.xml": workbook_xml(**workbook),
        "xl/_rels/workbook.xml.rels": relations_xml(len(workbook.get("sheets", [1]))),
        "xl/worksheets/sheet1.xml": sheet_xml(rows, tail),
    }


def pack(entries, level=6):
    """A zip of the entries; a list of pairs may hold a name twice."""
    file = io.BytesIO()
    pairs = entries.items() if isinstance(entries, dict) else entries
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        warnings.simplefilter("ignore", UserWarning)
        for name, content in pairs:
            archive.writestr(name, content)
    return file.getvalue()


def book(rows=HEADER_ROW + GOOD_ROW, tail="", **workbook):
    return pack(parts(rows, tail, **workbook))


def save(folder: Path, content: bytes, name="book.xlsx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
