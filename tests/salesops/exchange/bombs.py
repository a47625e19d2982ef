"""Files that ask for far more than they weigh, and a reader of one of them in its own process."""

import json
import resource
import sys
from pathlib import Path

from tests.salesops.exchange.books import HEADER_ROW, MAIN, RELATIONS, book, pack, parts, sheet_xml, text_cell

LAST = text_cell("A1048576", "S9")
PLENTY = 350_000_000
PATIENCE = 240


def far_corner():
    return book(HEADER_ROW + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def wide_and_deep():
    return book(HEADER_ROW + '<row r="2"><c r="GQ2"><v>1</v></c></row>' + f'<row r="1048576">{LAST}</row>')


def spaces():
    return pack({**parts(), "xl/worksheets/sheet1.xml": b" " * PLENTY}, level=1)


def shared_texts():
    texts = "".join(f"<si><t>{n:0100d}</t></si>" for n in range(3_000_000))
    return pack({**parts(), "xl/sharedStrings.xml": f"<sst>{texts}</sst>"}, level=1)


def many_parts_of_many_bytes():
    """Each part is too small to be looked at for its ratio; together they are not."""
    return pack({**parts(), **{f"xl/media/{n}.bin": b" " * 8_000_000 for n in range(60)}}, level=1)


def long_text_everywhere():
    row = '<c r="A{0}" t="s"><v>0</v></c><c r="B{0}" t="s"><v>0</v></c>'
    rows = "".join(f'<row r="{n}">{row.format(n)}</row>' for n in range(2, 200_000))
    text = f'<sst xmlns="{MAIN}"><si><t>{"x" * 1_900}</t></si></sst>'
    relations = parts()["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        f'<Relationship Id="rId9" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    )
    extra = {"xl/sharedStrings.xml": text, "xl/_rels/workbook.xml.rels": relations}
    return pack({**parts(HEADER_ROW + rows), **extra}, level=1)


def million_empty_rows():
    rows = "".join(f'<row r="{n}" spans="1:4" ht="15"/>' for n in range(2, 1_048_576))
    return book(HEADER_ROW + rows + f'<row r="1048576">{LAST}</row>')


def million_coloured_rows():
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="0"/><c r="B{n}" s="0"/></row>' for n in range(2, 1_048_576))
    return book(HEADER_ROW + rows + f'<row r="1048576">{LAST}</row>')


def many_merges():
    merges = "".join(f'<mergeCell ref="A2:C{n}"/>' for n in range(3, 15_000))
    return book(tail=f"<mergeCells>{merges}</mergeCells>")


def many_errors():
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="e"><v>#N/A</v></c></row>' for n in range(2, 100_000))
    return book(HEADER_ROW + rows)


def slow_tags():
    return pack({**parts(), "xl/worksheets/sheet1.xml": sheet_xml('<c t="e" t="e" t="e" <f></f>' * 800_000)}, level=1)


def many_sheets():
    sheets = tuple((f"S{n}", "visible") for n in range(500))
    far = sheet_xml(f'<row r="1"><c r="J1"><v>1</v></c></row><row r="1048576">{LAST}</row>')
    extra = {f"xl/worksheets/sheet{n}.xml": far for n in range(1, 501)}
    return pack({**parts(sheets=sheets), **extra}, level=1)


BOMBS = {
    far_corner: "needs_too_much",
    wide_and_deep: "needs_too_much",
    spaces: "packed_too_tight",
    shared_texts: "unpacks_too_big",
    many_parts_of_many_bytes: "unpacks_too_big",
    long_text_everywhere: "needs_too_much",
    million_empty_rows: [1_048_576],
    million_coloured_rows: [1_048_576],
    many_merges: "too_many_merges",
    many_errors: "too_many_flaws",
    slow_tags: "flaw_without_place",
    many_sheets: "no_header",
}


def main():
    """Read the file and print what came of it, and the seconds of work and the megabytes of both processes.

    The machine may have other things to do: the work is measured, and the child is not ended for waiting.
    """
    from salesops.exchange.limits import Limits
    from tests.salesops.exchange.kinds import read

    before = resource.getrusage(resource.RUSAGE_SELF)
    answer = read(Path(sys.argv[1]), limits=Limits(child_seconds=PATIENCE))
    here, child = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    found = answer if isinstance(answer, str) else list(answer[0])
    seconds = here.ru_utime + here.ru_stime - before.ru_utime - before.ru_stime + child.ru_utime + child.ru_stime
    megabytes = (here.ru_maxrss - before.ru_maxrss + child.ru_maxrss) // 1024
    sys.stdout.write(json.dumps([found, seconds, megabytes]) + "\n")


if __name__ == "__main__":
    import django

    django.setup()
    main()
