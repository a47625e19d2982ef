"""Cells that the parser would show as blank although a person sees something there.

An error such as #N/A, and a formula whose result was never stored, both come out of the parser as
an empty cell. They are found in the raw text of the sheet, while it is unpacked. Each find costs a
bounded look around it, so that no text makes the search slow.
"""

import re
from collections import deque
from collections.abc import Iterator
from itertools import chain

from salesops.exchange.problems import UnreadableFile
from salesops.exchange.raw import SheetError

Place = tuple[int, int]
Flaws = dict[Place, SheetError]

# The longest formula of Excel, with its cell's tag.
LONGEST = 9_000
_LONGEST_TAG = 300

# A plain search for these costs a tenth of the patterns; most sheets have none of them.
_SIGNS_OF_ERROR = (b't="e"', b"t='e'")
_SIGNS_OF_FORMULA = (b"f>", b"si=")

_ERROR = re.compile(rb"\bt=[\"']e[\"']")
_SHOWN = re.compile(rb"[^<>]{0,300}>(?:<(?:\w+:)?f[^<]{0,9000}</(?:\w+:)?f>)?<(?:\w+:)?v>([^<]{0,20})")
# The end of a formula with nothing, or an empty value, behind it; also of one that only refers.
_UNSOLVED = re.compile(rb"(?:f>|si=[\"'][0-9]{1,9}[\"']\s?/>)(?:</(?:\w+:)?c>|<(?:\w+:)?v(?:></|\s?/>))")
_CELL = re.compile(rb"<(?:\w+:)?c\s([^<>]{0,300})>?")
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")


def flaws_of(text: bytes, most: int) -> Flaws:
    """The flawed cells of a piece of a sheet, by row and column from 1."""
    flaws: Flaws = {}
    for count, (attributes, flaw) in enumerate(chain(_errors(text), _unsolved(text))):
        if count >= most:
            raise UnreadableFile("too_many_flaws", limit=most)
        flaws[_place(attributes)] = flaw
    return flaws


def _errors(text: bytes) -> Iterator[tuple[bytes, SheetError]]:
    if not any(sign in text for sign in _SIGNS_OF_ERROR):
        return
    for found in _ERROR.finditer(text):
        tag = _last_cell(text, found.start(), _LONGEST_TAG)
        if tag is None or b">" in text[tag.start() : found.start()]:
            continue
        shown = _SHOWN.match(text, found.end())
        words = shown[1].decode("utf-8", "replace") if shown else ""
        whole = text[tag.start() : found.end() + _LONGEST_TAG].partition(b">")[0]
        yield whole, SheetError("error_cell", words)


def _unsolved(text: bytes) -> Iterator[tuple[bytes, SheetError]]:
    if not any(sign in text for sign in _SIGNS_OF_FORMULA):
        return
    for found in _UNSOLVED.finditer(text):
        tag = _last_cell(text, found.start(), _LONGEST_TAG) or _last_cell(text, found.start(), LONGEST)
        # t="str" with an empty value is a formula that gave an empty text: that is a result.
        if tag and b't="str"' not in tag[1] and b"t='str'" not in tag[1]:
            yield tag[1], SheetError("unsolved_formula")


def _last_cell(text: bytes, before: int, reach: int) -> re.Match[bytes] | None:
    """The tag of the cell that was opened last before this point."""
    tags = deque(_CELL.finditer(text, max(0, before - reach), before), maxlen=1)
    return tags[0] if tags else None


def _place(attributes: bytes) -> Place:
    found = _PLACE.search(attributes)
    if not found:
        raise UnreadableFile("flaw_without_place")
    column = 0
    for letter in found[1]:
        column = column * 26 + letter - 64
    return int(found[2]), column
