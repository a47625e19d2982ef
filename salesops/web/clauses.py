"""The handbook's clauses in short, as the help of every page shows them (handbook H12.1)."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

_SOURCE = Path(__file__).with_name("clauses.json")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause in one language; `parts` are its numbered clauses."""

    id: str
    title: str
    text: str
    parts: tuple["Clause", ...] = ()


def all_clauses() -> list[Clause]:
    """The chapters H0 to H13 in the reader's language."""
    return list(_chapters(_spoken()).values())


def chapter_of(clause_id: str) -> Clause | None:
    """The chapter in which a clause such as "H8.2" stands; None if there is no such clause."""
    chapter = _chapters(_spoken()).get(clause_id.partition(".")[0])
    if chapter is None or clause_id not in {chapter.id, *(part.id for part in chapter.parts)}:
        return None
    return chapter


def _spoken() -> str:
    return "en" if (get_language() or "").startswith("en") else "zh-hans"


@cache
def _chapters(language: str) -> dict[str, Clause]:
    written = json.loads(_SOURCE.read_text(encoding="utf-8"))
    return {chapter["id"]: _read(chapter, language) for chapter in written}


def _read(written: dict, language: str) -> Clause:
    parts = tuple(_read(part, language) for part in written.get("parts", ()))
    title, text = written[language]
    return Clause(written["id"], title, text, parts)
