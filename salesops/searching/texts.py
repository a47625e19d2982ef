"""What a row is found by, and what somebody who searches means (handbook H2).

Each Chinese character stands between spaces, so that a single one is a word of its own: PostgreSQL's
trigrams begin at words, and two characters such as 杭州 find their rows by the index as a long name does.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import import_module
from types import ModuleType

_CHINESE = re.compile(r"([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")
_CHINESE_WORDS = re.compile(f"((?:{_CHINESE.pattern[1:-1]})+)")
_BETWEEN = " | "
# Shorter words have no trigram of their own; they are looked for where words begin.
_SHORT = 2
MOST_WORDS = 6
# In the names of shops it is the district far more often than the morning sun.
_OWN_WORDS = {"朝阳": [["cháo"], ["yáng"]]}


def search_text(names: Iterable[str], others: Iterable[str]) -> str:
    """All that is searched in one line: names, the rest, then the names' pinyin and initials.

    >>> search_text(["重庆手机"], ["S01"])
    ' 重 庆 手 机 | s01 | chongqingshouji | cqsj '
    """
    names = [folded(name) for name in names if name]
    sounds = [sound for name in names if _CHINESE.search(name) for sound in _sounds(name)]
    parts = [*names, *(folded(other) for other in others if other), *sounds]
    return f" {spaced(_BETWEEN.join(parts))} "


def patterns(typed: str) -> list[str]:
    """The pieces of search text that all must occur, one for each word.

    >>> patterns("杭州 hz １３８")
    [' 杭 州 ', ' hz', '138']
    """
    return [_pattern(word) for word in folded(typed).split()[:MOST_WORDS]]


def folded(text: str) -> str:
    """Small letters, no full-width forms, single spaces, nothing that cannot be seen."""
    plain = unicodedata.normalize("NFKC", text).lower()
    if not plain.isprintable():
        plain = "".join(c if c.isprintable() else " " for c in plain)
    return " ".join(plain.split())


def spaced(text: str) -> str:
    return " ".join(" ".join(_CHINESE.split(text)).split())


def _pattern(word: str) -> str:
    if not _CHINESE.search(word):
        return f" {word}" if len(word) <= _SHORT else word
    opens, closes = (" " if _CHINESE.match(edge) else "" for edge in (word[0], word[-1]))
    return f"{opens}{spaced(word)}{closes}"


def _sounds(name: str) -> tuple[str, str]:
    """杭州手机20 as hangzhoushouji20 and hzsj20."""
    full, initials = "", ""
    for piece in _CHINESE_WORDS.split(name.replace(" ", "")):
        is_chinese = _CHINESE.match(piece)
        full += "".join(_syllables(piece)) if is_chinese else piece
        initials += "".join(syllable[0] for syllable in _syllables(piece)) if is_chinese else piece
    return full, initials


@lru_cache(maxsize=20_000)
def _syllables(words: str) -> tuple[str, ...]:
    """A character of several sounds is read by the words it stands in. Names of shops repeat each other."""
    return tuple(_pypinyin().lazy_pinyin(words))


@cache
def _pypinyin() -> ModuleType:
    """The dictionary takes half a second and some 50 MB: a process loads it when it writes its first name."""
    library = import_module("pypinyin")
    library.load_phrases_dict(_OWN_WORDS)
    return library
