"""Who gets what from a URL: the rows of the access table and where they are kept.

Each room keeps its rows in `tests/<room>/access.py` as `ROWS`, by URL name. A new URL without a row
fails `test_access.py`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from tests.cast import Cast

TESTS = Path(__file__).parents[1]


@dataclass(frozen=True)
class Access:
    """What each person of the cast gets from one URL.

    `subject` makes an object of `cast.rep` and gives the URL's arguments; `data` is posted. For people
    of another center such an object does not exist (404), unless everybody shares it (`is_shared`).
    Nobody gets anything without a login, unless the URL `is_open`.
    """

    rep: int = 200
    colleague: int | None = None
    manager: int = 200
    marketing: int = 200
    hq: int = 200
    admin: int = 200
    method: str = "get"
    subject: Callable[[Cast], dict] | None = None
    data: dict = field(default_factory=dict)
    is_shared: bool = False
    is_open: bool = False

    def expected(self) -> dict[str, int]:
        is_foreign_hidden = self.subject is not None and not self.is_shared
        return {
            "nobody": self.rep if self.is_open else 302,
            "rep": self.rep,
            "colleague": self.rep if self.colleague is None else self.colleague,
            "manager": self.manager,
            "foreign_rep": 404 if is_foreign_hidden else self.rep,
            "stranger": 404 if is_foreign_hidden else self.manager,
            "marketing": self.marketing,
            "hq": self.hq,
            "admin": self.admin,
        }


def all_rows() -> dict[str, Access]:
    """The rows of every room."""
    rows: dict[str, Access] = {}
    for path in sorted(TESTS.glob("**/access.py")):
        name = ".".join(path.relative_to(TESTS.parent).with_suffix("").parts)
        if name != __name__:
            rows |= import_module(name).ROWS
    return rows


def all_url_names() -> list[str]:
    """Every URL of the program by its full name; one without a name is named by its route."""
    return sorted(set(_names(get_resolver(), "")))


def _names(resolver: URLResolver, namespace: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield namespace + (pattern.name or str(pattern.pattern))
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _names(pattern, namespace + inner)
