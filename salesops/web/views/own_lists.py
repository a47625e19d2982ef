"""How one person has a list: its views by name, its columns, and what narrows it now."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest, QueryDict
from django_tables2 import Table

from salesops.accounts.models import SavedView
from salesops.web.look_up import WORDS

_NOT_KEPT = {"page", "export", "all", "csrfmiddlewaretoken"}


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    label: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in use: what it is, what it asks for, and the address without it."""

    label: str
    words: str
    address: str


class OwnList:
    """One list for one person; its views and columns cost one query."""

    def __init__(self, request: HttpRequest, empty_counts: Iterable[str] = ()) -> None:
        self._said, self._user_id = request.GET, request.actor.user_id
        self._empty_counts = frozenset(empty_counts)
        self.list_name = request.resolver_match.view_name
        self.query = kept_query(request.GET.urlencode(), empty_counts=self._empty_counts)

    @cached_property
    def _kept(self) -> list[SavedView]:
        return list(SavedView.objects.filter(user_id=self._user_id, list_name=self.list_name).order_by("name"))

    @property
    def views(self) -> list[SavedView]:
        return [view for view in self._kept if view.name]

    @property
    def default(self) -> SavedView | None:
        return next((view for view in self.views if view.is_default), None)

    @property
    def open_view(self) -> SavedView | None:
        """The view that the address is, if it is one."""
        return next((view for view in self.views if view.query == self.query), None)

    @property
    def whole_address(self) -> str:
        """The list without any choice, whatever the default is."""
        return "?all=1"

    def choose(self, table: Table) -> list[Choice]:
        """Hide what the person does not want to see; the first column, which opens the row, stays."""
        offered = [column for column in table.columns if not column.column.exclude_from_export][1:]
        names = self._columns() or [c.name for c in offered if c.name not in getattr(table, "extra", ())]
        for column in offered:
            if column.name not in names:
                table.columns.hide(column.name)
        return [Choice(column.name, column.header, column.name in names) for column in offered]

    def without(self, name: str) -> str:
        """The address without one filter."""
        left_out = {name, f"{name}{WORDS}"}
        said = [(key, value) for key, value in parse_qsl(self.query, keep_blank_values=True) if key not in left_out]
        if name in self._empty_counts:
            said.append((name, ""))
        return f"?{urlencode(said)}" if said else self.whole_address

    def _columns(self) -> list[str]:
        said = self._said.get("columns", "") or next(
            (QueryDict(view.query).get("columns", "") for view in self._kept if not view.name), ""
        )
        return said.split(",") if said else []


def kept_query(query: str, *, without: str = "", empty_counts: Iterable[str] = ("month",)) -> str:
    """What of an address makes a view: no page, nothing that was left empty."""
    said = parse_qsl(query, keep_blank_values=True)
    left_out = _NOT_KEPT | {without}
    return urlencode([(key, value) for key, value in said if key not in left_out and (value or key in empty_counts)])


def own_address(path: str, query: str) -> str:
    return f"{path}?{query or 'all=1'}"
