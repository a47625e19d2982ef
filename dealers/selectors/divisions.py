"""Divisions by what people call them (handbook H10.1)."""

from collections.abc import Iterable

from salesops.searching.texts import folded
from stores.divisions import Division, divisions

# How codes are written short: a province's by two digits, a city's by four.
_WHOLE = 6
_ENDINGS = ("省", "市", "区", "县")
_MOST_NAMED = 6


class UnknownDivision(ValueError):
    """No division, or more than one, is called so; the message names those that are meant perhaps."""

    def __init__(self, word: str, candidates: Iterable[Division] = ()) -> None:
        super().__init__(word)
        self.word = word
        self.candidates = list(candidates)[:_MOST_NAMED]


def division_called(word: str) -> Division:
    """The division of a code or a name; a name that several bear is refused with all of them."""
    if word.isdecimal():
        found = divisions().get(word.ljust(_WHOLE, "0"))
        if found is None:
            raise UnknownDivision(word)
        return found
    wanted = folded(word)
    alike = [division for division in divisions().values() if wanted in _full_name(division)]
    exact = [division for division in alike if wanted in {division.name, *_short(division), _full_name(division)}]
    found = exact or alike
    if len(found) != 1:
        raise UnknownDivision(word, found)
    return found[0]


def division_words(code: str) -> str:
    """How people call a division: 杭州市西湖区; a code that no division has is shown as it is."""
    division = divisions().get(code)
    return _full_name(division) if division else code


def divisions_words(codes: str) -> str:
    """Several codes with spaces between them, by their names."""
    return "、".join(division_words(code) for code in codes.split())


def _full_name(division: Division) -> str:
    parent = divisions().get(division.parent) if division.level == "district" else None
    return f"{parent.name}{division.name}" if parent else division.name


def _short(division: Division) -> set[str]:
    return {division.name.removesuffix(ending) for ending in _ENDINGS}
