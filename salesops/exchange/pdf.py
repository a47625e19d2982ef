"""Documents for people outside: a PDF with Chinese text, on a machine that may have no Chinese font.

A font that is found is embedded. Where there is none, the PDF names Adobe's STSong, which readers of PDF bring along;
so `make demo` and the tests need nothing but Python.
"""

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from salesops.exchange.writer import safe_file_name

# TrueType outlines alone can be embedded; the first face of a collection is the one for Chinese.
KNOWN_FONTS = (
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/System/Library/Fonts/STHeiti Light.ttc",
    "C:/Windows/Fonts/msyh.ttc",
    "C:/Windows/Fonts/simhei.ttf",
)
NAMED_FONT = "STSong-Light"
INK, SOFT, LINE, BRAND, SHADE = (
    colors.HexColor(code) for code in ("#1b2430", "#5b6676", "#d5dbe3", "#0f5c55", "#eef3f2")
)
MARGIN = 16 * mm


@cache
def font_name() -> str:
    """The font of our PDFs, registered once."""
    for place in filter(None, (settings.PDF_FONT, *KNOWN_FONTS)):
        if Path(place).is_file():
            try:
                pdfmetrics.registerFont(TTFont("salesops", place))
            except TTFError:
                continue
            return "salesops"
    pdfmetrics.registerFont(UnicodeCIDFont(NAMED_FONT))
    return NAMED_FONT


def style(
    size: float = 9, *, colour=INK, is_number: bool = False, space: float = 0, stays: bool = False
) -> ParagraphStyle:
    """Chinese is broken between any two signs, not at spaces alone; a title that `stays` is never left behind."""
    options = {"alignment": TA_RIGHT} if is_number else {}
    return ParagraphStyle(
        f"s{size}{colour}{is_number}{space}",
        fontName=font_name(),
        fontSize=size,
        leading=size * 1.5,
        textColor=colour,
        wordWrap="CJK",
        spaceAfter=space,
        keepWithNext=stays,
        **options,
    )


def words(text: object, size: float = 9, **options) -> Paragraph:
    """Text as text: what a person typed is no markup."""
    return Paragraph(escape(str(text)), style(size, **options))


def grid(head: Sequence[object], rows: Sequence[Sequence[object]], widths: Sequence[float], texts: int) -> Table:
    """A table whose head stands again on each page; the first columns are texts, the others numbers."""
    lines = [[words(cell, 8, colour=SOFT, is_number=place >= texts) for place, cell in enumerate(head)]]
    lines += [[words(cell, 9, is_number=place >= texts) for place, cell in enumerate(row)] for row in rows]
    look = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
        ("BACKGROUND", (0, 0), (-1, 0), SHADE),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
    return Table(lines, colWidths=[width * mm for width in widths], repeatRows=1, style=look)


def part(title: str) -> list[Flowable]:
    """The title of a part, which stays with what follows it."""
    return [Spacer(1, 6 * mm), words(title, 12, colour=BRAND, space=4, stays=True)]


def tiles(*figures: tuple[str, str]) -> Table:
    """The figures that matter most, side by side."""
    cells = [[words(name, 8, colour=SOFT), words(value, 13)] for name, value in figures]
    look = [("BACKGROUND", (0, 0), (-1, -1), SHADE), ("INNERGRID", (0, 0), (-1, -1), 4, colors.white)]
    return Table([cells], colWidths=[178 * mm / len(cells)] * len(cells), style=look)


class Bars(Flowable):
    """Horizontal bars with their names and numbers, longest first; drawn by hand, as three lines of code do it."""

    def __init__(self, rows: Sequence[tuple[str, float, str]], width: float = 178 * mm) -> None:
        super().__init__()
        self.rows, self.width, self.height = rows, width, len(rows) * 6.5 * mm

    def draw(self) -> None:
        longest = max((value for _name, value, _shown in self.rows), default=0) or 1
        for place, (name, value, shown) in enumerate(self.rows, start=1):
            y = self.height - place * 6.5 * mm
            self.canv.setFont(font_name(), 8.5)
            self.canv.setFillColor(INK)
            self.canv.drawString(0, y + 1.6 * mm, name[:18])
            self.canv.setFillColor(BRAND)
            length = max(value, 0) / longest * (self.width - 75 * mm)
            self.canv.rect(42 * mm, y + 0.8 * mm, length, 4 * mm, stroke=0, fill=1)
            self.canv.setFillColor(INK)
            self.canv.drawString(44 * mm + length, y + 1.6 * mm, shown)


def pdf_response(name: str, title: str, story: Sequence[Flowable]) -> HttpResponse:
    """The document as a download, with its title and page numbers."""
    file = io.BytesIO()
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=title,
        author="salesops",
        lang="zh-CN",
        invariant=True,
    )
    document.build(list(story), onFirstPage=_number, onLaterPages=_number)
    response = HttpResponse(file.getvalue(), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=safe_file_name(name, ".pdf")
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _number(canvas, document) -> None:
    canvas.setFont(font_name(), 8)
    canvas.setFillColor(SOFT)
    canvas.drawRightString(A4[0] - MARGIN, 9 * mm, str(document.page))
