"""Cells that the parser would show as blank although a person sees something there.

An error such as #N/A, and a formula whose result was never stored, both come out of the parser as
an empty cell. They are found in the raw text of the sheet, while it is unpacked.
"""

import re

from salesops.exchange.cells import SheetError
from salesops.exchange.problems import UnreadableFile

Flaws = dict[tuple[int, int], SheetError]

_ERROR_SIGNS = (b't="e"', b"t='e'")
_ERROR_CELL = re.compile(
    rb"<(?:\w+:)?c\s([^>]{0,200}\bt=[\"']e[\"'][^>]{0,200})>"
    rb"(?:<(?:\w+:)?f[^<]{0,9000}</(?:\w+:)?f>)?(?:<(?:\w+:)?v>([^<]{0,20}))?"
)
# A cheap look before the dear one: a formula's end with nothing, or an empty value, behind it.
_UNSOLVED_SIGN = re.compile(rb"f>(?:</|<(?:\w+:)?v(?:></|\s*/>))")
# t="str" with an empty value is a formula that gave an empty text: that is a result.
_UNSOLVED_CELL = re.compile(
    rb"<(?:\w+:)?c\s((?:(?!t=[\"']str)[^>]){0,200})>"
    rb"<(?:\w+:)?f(?:\s[^>]{0,200})?>[^<]{0,9000}</(?:\w+:)?f>"
    rb"(?:<(?:\w+:)?v></(?:\w+:)?v>|<(?:\w+:)?v\s*/>)?</(?:\w+:)?c>"
)
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")


def flaws_of(text: bytes) -> Flaws:
    """The flawed cells of a piece of a sheet, by row and column from 1."""
    flaws: Flaws = {}
    if any(sign in text for sign in _ERROR_SIGNS):
        for found in _ERROR_CELL.finditer(text):
            shown = (found[2] or b"").decode("utf-8", "replace")
            flaws[_place(found[1])] = SheetError("error_cell", shown)
    if _UNSOLVED_SIGN.search(text):
        for found in _UNSOLVED_CELL.finditer(text):
            flaws[_place(found[1])] = SheetError("unsolved_formula")
    return flaws


def _place(attributes: bytes) -> tuple[int, int]:
    found = _PLACE.search(attributes)
    if not found:
        raise UnreadableFile("flaw_without_place")
    column = 0
    for letter in found[1]:
        column = column * 26 + letter - 64
    return int(found[2]), column
