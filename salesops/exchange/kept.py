"""What the check read of a workbook, kept beside the file: the import need not unpack and parse it again.

The first line says of which file and for what question it was read; one that does not fit is not used.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from salesops.exchange.raw import SheetError
from salesops.exchange.workbook import SheetPart


@contextmanager
def open_kept(path: Path, order: Mapping[str, Any]) -> Iterator[tuple[Iterator[str], list[SheetPart]] | None]:
    """The lines of an earlier reading of this very file for this very question, if there is one."""
    kept = _place_of(path)
    if not kept.exists():
        yield None
        return
    with kept.open(encoding="utf-8") as lines:
        head = json.loads(next(lines, "{}"))
        fits = head.get("of") == _digest_of(path, order)
        yield (lines, [_part_of(saved) for saved in head["parts"]]) if fits else None


def keeping(lines: Iterator[str], parts: Sequence[SheetPart], path: Path, order: Mapping[str, Any]) -> Iterator[str]:
    """Pass the lines on and write them down; only what came to its end is kept."""
    draft = path.with_suffix(f".rows-{os.getpid()}")
    try:
        with draft.open("w", encoding="utf-8") as target:
            head = {"of": _digest_of(path, order), "parts": [_saved(part) for part in parts]}
            target.write(json.dumps(head) + "\n")
            for line in lines:
                target.write(line)
                yield line
        draft.replace(_place_of(path))
    finally:
        draft.unlink(missing_ok=True)


def forget(path: Path) -> None:
    """What was kept has served."""
    _place_of(path).unlink(missing_ok=True)


def _place_of(path: Path) -> Path:
    return path.with_suffix(".rows")


def _digest_of(path: Path, order: Mapping[str, Any]) -> str:
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256")
    digest.update(json.dumps(order, sort_keys=True).encode())
    return digest.hexdigest()


def _saved(part: SheetPart) -> list[Any]:
    return [part.index, part.name, [[*place, flaw.code, flaw.text] for place, flaw in part.flaws.items()]]


def _part_of(saved: Sequence[Any]) -> SheetPart:
    index, name, flaws = saved
    return SheetPart(index, name, {(row, column): SheetError(code, text) for row, column, code, text in flaws})
