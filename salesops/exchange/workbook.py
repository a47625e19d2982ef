"""The guards before any parser: is this an .xlsx at all, and is it safe to open (reliability I1)?

The zip is unpacked once, in pieces that are thrown away: sizes are counted as they come out, never
believed as declared, and the raw text is searched for what the parser would not tell.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

from salesops.exchange.flaws import LONGEST, Flaws, flaws_of
from salesops.exchange.limits import LIMITS, MEGABYTE, Limits
from salesops.exchange.problems import UnreadableFile

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCUMENT_TYPE = (b"<!DOCTYPE", b"<!ENTITY")
# UTF-16, UTF-32 and EBCDIC could hide a document type from the search; no program that writes
# workbooks uses them.
_FOREIGN_STARTS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<", b"\x00\x00", b"\x4c\x6f\xa7\x94")
_XML_ENDINGS = {".xml", ".rels", ".vml"}
_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,100}<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.-]{1,40})[\"']")
_KNOWN_ENCODINGS = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}
_LARGEST_PLAN = 4 * MEGABYTE
_STREAMED = "xl/worksheets/"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One visible sheet: its place in the book, its name, its flawed cells, its entry and unpacked size."""

    index: int
    name: str
    flaws: Flaws = field(default_factory=dict)
    entry: str = ""
    size: int = 0


def check_workbook(path: Path, limits: Limits = LIMITS) -> list[SheetPart]:
    """Let pass only a workbook that can be opened without harm; tell its visible sheets."""
    _check_start(path)
    try:
        with zipfile.ZipFile(path) as archive:
            entry_by_name = _entries(archive, limits)
            return _visible_sheets(archive, entry_by_name, limits)
    except UnreadableFile:
        raise
    # Deliberately all: zipfile, zlib and expat raise a dozen kinds for broken files.
    except Exception as fault:
        raise UnreadableFile("broken_workbook") from fault


def _check_start(path: Path) -> None:
    """What the first bytes tell, before anything is unpacked."""
    with path.open("rb") as file:
        start = file.read(8)
        if start == _OLE2:
            is_locked = "EncryptedPackage".encode("utf-16-le") in file.read()
            raise UnreadableFile("password" if is_locked else "old_excel")
    if not start.startswith(b"PK\x03\x04"):
        raise UnreadableFile("no_workbook")


def _entries(archive: zipfile.ZipFile, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    """The entries by the name under which any reader would find them."""
    entries = archive.infolist()
    if len(entries) > limits.entries:
        raise UnreadableFile("too_many_entries", limit=limits.entries)
    by_name = {entry.filename.replace("\\", "/").lstrip("/").casefold(): entry for entry in entries}
    if len(by_name) != len(entries):
        raise UnreadableFile("entry_twice")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise UnreadableFile("password")
    _check_is_excel(by_name)
    return by_name


def _check_is_excel(names: Iterable[str]) -> None:
    names = set(names)
    if "xl/workbook.bin" in names:
        raise UnreadableFile("binary_workbook")
    if "content.xml" in names:
        raise UnreadableFile("open_document")
    if "xl/workbook.xml" not in names or "[content_types].xml" not in names:
        raise UnreadableFile("no_workbook")


def _unpack(archive: zipfile.ZipFile, entry_by_name: dict[str, zipfile.ZipInfo], limits: Limits) -> dict[str, Flaws]:
    """Read every entry to its end; give the flawed cells of each sheet."""
    flaws: dict[str, Flaws] = {}
    totals = {False: 0, True: 0}
    for name, entry in entry_by_name.items():
        flaws[name] = {}
        is_streamed = name.startswith(_STREAMED)
        most = limits.sheet_bytes if is_streamed else limits.unpacked_bytes
        for size, piece in _pieces(archive, entry, limits):
            totals[is_streamed] += size
            if totals[is_streamed] > most:
                raise UnreadableFile("unpacks_too_big", limit=most // MEGABYTE)
            _check_text(piece)
            flaws[name] |= flaws_of(piece, limits.flawed_cells) if _may_be_sheet(name) else {}
            if len(flaws[name]) > limits.flawed_cells:
                raise UnreadableFile("too_many_flaws", limit=limits.flawed_cells)
    return flaws


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits) -> Iterator[tuple[int, bytes]]:
    """An entry in pieces: how many bytes are new, and these after the end of the piece before.

    The declared size is put out of force, as the archive would stop there and other readers not.
    """
    whole, most = copy(entry), _most_bytes(entry.filename, limits)
    whole.file_size = most + 2 * MEGABYTE
    size, tail = 0, b""
    with archive.open(whole) as content:
        while fresh := content.read(MEGABYTE):
            if size == 0:
                _check_encoding(entry.filename, fresh)
            size += len(fresh)
            if size > most:
                raise UnreadableFile("unpacks_too_big", limit=most // MEGABYTE)
            if size > max(limits.ratio_from_bytes, limits.ratio * entry.compress_size):
                raise UnreadableFile("packed_too_tight")
            yield len(fresh), tail + fresh
            tail = fresh[-LONGEST:]
    if size != entry.file_size:
        raise UnreadableFile("broken_workbook")


def _most_bytes(name: str, limits: Limits) -> int:
    """A worksheet that is too large to be held is read as a stream, and nothing else is."""
    return limits.sheet_bytes if name.lower().startswith(_STREAMED) else limits.entry_bytes


def _check_text(piece: bytes) -> None:
    if any(word in piece for word in _DOCUMENT_TYPE):
        raise UnreadableFile("document_type")


def _check_encoding(name: str, start: bytes) -> None:
    """A document type could hide from the search in an encoding that is not like ASCII."""
    declared = _DECLARED.match(start)
    is_foreign = declared and declared[1].lower() not in _KNOWN_ENCODINGS
    starts_foreign = start.startswith(_FOREIGN_STARTS) and PurePosixPath(name).suffix in _XML_ENDINGS
    if is_foreign or starts_foreign:
        raise UnreadableFile("foreign_encoding")


def _visible_sheets(
    archive: zipfile.ZipFile, entry_by_name: dict[str, zipfile.ZipInfo], limits: Limits
) -> list[SheetPart]:
    flaws = _unpack(archive, entry_by_name, limits)
    relations = {
        relation.get("Id"): _part_name(relation.get("Target", ""))
        for relation in _tree(archive, entry_by_name["xl/_rels/workbook.xml.rels"])
    }
    tags = [tag for tag in _tree(archive, entry_by_name["xl/workbook.xml"]).iter() if _local(tag.tag) == "sheet"]
    if not tags:
        raise UnreadableFile("no_sheet")
    visible = []
    for index, tag in enumerate(tags):
        name = relations.get(_relation_of(tag), "")
        if tag.get("state", "visible") == "visible" and _may_be_sheet(name):
            entry = entry_by_name.get(name)
            where = (entry.filename, entry.file_size) if entry else ()
            visible.append(SheetPart(index, tag.get("name", ""), flaws.get(name, {}), *where))
    if not visible:
        raise UnreadableFile("only_hidden_sheets")
    return visible[: limits.sheets]


def _tree(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Element:
    if entry.file_size > _LARGEST_PLAN:
        raise UnreadableFile("broken_workbook")
    return ElementTree.fromstring(archive.read(entry), forbid_dtd=True)


def _part_name(target: str) -> str:
    target = target.replace("\\", "/").casefold()
    return target.lstrip("/") if target.startswith("/") else f"xl/{target.removeprefix('./')}"


def _local(name: object) -> str:
    return str(name).rpartition("}")[2]


def _may_be_sheet(name: str) -> bool:
    """Sheets lie in xl/worksheets by custom only; charts have sheets of their own without cells."""
    is_other = name == "xl/sharedstrings.xml" or "chartsheets/" in name or "dialogsheets/" in name
    return name.startswith("xl/") and not is_other


def _relation_of(tag: Element) -> str:
    """The relation's id; strict and transitional workbooks use different namespaces for it."""
    return next((value for key, value in tag.items() if _local(key) == "id" and "}" in key), "")
