"""Pages by key: a page begins behind the last row of the one before it.

No row is shown twice or left out while others write, and page 4,000 costs what page 1 costs. The
address of a page is signed, as it holds values of the row it begins behind.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.core import signing
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import connections, models
from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.constants import LOOKUP_SEP
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce

SIZES = (25, 50, 100)
# Up to here rows are counted; a list of millions must not be walked for one figure.
COUNTED = 1_000

_signer = signing.Signer(salt="salesops.web.paging")


@dataclass(frozen=True, slots=True)
class Key:
    """One column of the order, under the name it has in the rows."""

    alias: str
    path: str
    descending: bool
    may_be_empty: bool = False
    empty_last: bool = True

    def backwards(self) -> "Key":
        return replace(self, descending=not self.descending, empty_last=not self.empty_last)

    def as_order(self, *, sorts: bool = False) -> OrderBy:
        """Empty values come last in both directions and on both databases.

        Whoever `sorts` asks for an expression of the value, which no index has in order.
        """
        value = Coalesce(F(self.alias), F(self.alias)) if sorts else F(self.alias)
        if not self.may_be_empty:
            return OrderBy(value, self.descending)
        nulls = {"nulls_last": True} if self.empty_last else {"nulls_first": True}
        return OrderBy(value, self.descending, **nulls)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a page lies: behind or before these values, with so many rows ahead of it."""

    is_before: bool
    position: int
    values: tuple


class KeysetPage:
    """The rows of one page, and the addresses of its neighbours.

    Few rows among many (`is_short`) are counted and sorted before the page is read: asked for the page at once, the
    database would rather walk along an index until it met them, which may be at its end. Other rows that are
    searched by words are not counted at all.
    """

    is_keyset = True

    def __init__(
        self, rows: QuerySet, size: int, token: str = "", *, is_short: bool = False, is_searched: bool = False
    ) -> None:
        self._rows, self._size = rows, size
        self._is_short, self._is_searched = is_short, is_searched
        self._behind_mark: int | None = None
        self._keys = keys_of(rows)
        self._ordered = rows.annotate(**{key.alias: F(key.path) for key in self._keys})
        mark = self._read(token)
        if mark and mark.is_before:
            self._turn_back(mark)
        else:
            self._go_on(mark)
        if mark and not self.records:
            self._go_on(None)

    @property
    def has_other_pages(self) -> bool:
        return bool(self.next or self.previous)

    @property
    def first_number(self) -> int:
        return self._position + 1

    @property
    def last_number(self) -> int:
        return self._position + len(self.records)

    @property
    def next(self) -> str:
        return self._token(self.records[-1], self.last_number) if self._has_next else ""

    @property
    def previous(self) -> str:
        return self._token(self.records[0], self._position, is_before=True) if self._has_previous else ""

    @cached_property
    def total(self) -> "Total":
        """How many rows there are, as far as that is cheap to know. None, one or two queries."""
        if not self._has_next:
            return Total(self.last_number)
        if self._behind_mark is not None:
            return Total(self._position + self._behind_mark)
        if self._is_short or self._is_searched:
            return Total(self.last_number, "more")
        about = _estimate(self._rows)
        if about is not None and about > COUNTED:
            return Total(about, "about")
        counted = self._rows.order_by().values("pk")[: COUNTED + 1].count()
        return Total(COUNTED, "more") if counted > COUNTED else Total(counted)

    def _go_on(self, mark: Mark | None) -> None:
        found = self._fetch(self._keys, mark)
        self.records = found[: self._size]
        self._has_next = len(found) > self._size
        self._has_previous = mark is not None and bool(self.records)
        self._position = mark.position if mark else 0

    def _turn_back(self, mark: Mark) -> None:
        """At the beginning the first page is shown in full."""
        found = self._fetch([key.backwards() for key in self._keys], mark)
        if len(found) <= self._size:
            self._go_on(None)
            return
        self.records = found[self._size - 1 :: -1]
        self._behind_mark = None
        self._has_next = self._has_previous = True
        self._position = max(mark.position - self._size, 1)

    def _fetch(self, keys: Sequence[Key], mark: Mark | None) -> list[models.Model]:
        rows = self._ordered.filter(_behind(keys, mark.values)) if mark else self._ordered
        if self._is_short:
            rows = self._sorted_first(rows, keys)
        return list(rows.order_by(*(key.as_order() for key in keys))[: self._size + 1])

    def _sorted_first(self, rows: QuerySet, keys: Sequence[Key]) -> QuerySet:
        """The same rows asked for by the ids of this page alone; ids and number come from a query of their own."""
        found = rows.annotate(page_rows=Window(Count("*"))).order_by(*(key.as_order(sorts=True) for key in keys))
        page = dict(found.values_list("pk", "page_rows")[: self._size + 1])
        self._behind_mark = next(iter(page.values()), 0)
        by_id = rows.all()
        # Beside them the long list of what was found would be read a second time.
        by_id.query.clear_where()
        return by_id.filter(pk__in=list(page))

    def _token(self, record: models.Model, position: int, *, is_before: bool = False) -> str:
        values = [getattr(record, key.alias) for key in self._keys]
        texts = [None if value is None else str(value) for value in values]
        return _signer.sign_object([_signature(self._keys), is_before, position, texts])

    def _read(self, token: str) -> Mark | None:
        """What another order or another program wrote says nothing here: the list begins at its beginning."""
        try:
            order, is_before, position, texts = _signer.unsign_object(token)
            if order != _signature(self._keys):
                return None
            return Mark(is_before, position, tuple(self._values(texts)))
        except (signing.BadSignature, ValueError, TypeError, ValidationError):
            return None

    def _values(self, texts: Sequence[str | None]) -> list[Any]:
        fields = [self._ordered.query.annotations[key.alias].output_field for key in self._keys]
        return [field.to_python(text) for field, text in zip(fields, texts, strict=True)]


@dataclass(frozen=True, slots=True)
class Total:
    """How many rows: `exactly`, `about` as the database last estimated, or `more` than were counted."""

    count: int
    how: str = "exactly"


def keys_of(rows: QuerySet) -> list[Key]:
    """The order of the rows down to a column that occurs once, which the primary key always is."""
    keys: list[Key] = []
    descending = False
    for item in [*_order_of(rows), "pk"]:
        path, descending = _direction(item, descending)
        keys.append(Key(f"page_key_{len(keys)}", path, descending, _may_be_empty(rows, path)))
        if _is_unique(rows.model, path):
            break
    return keys


def _order_of(rows: QuerySet) -> Sequence:
    return rows.query.order_by or (rows.model._meta.ordering if rows.query.default_ordering else ())


def _direction(item: str | OrderBy | F, of_last: bool) -> tuple[str, bool]:
    """The primary key that ends an order runs the way of the column before it, as an index would."""
    if isinstance(item, OrderBy):
        return item.expression.name, item.descending
    if isinstance(item, F):
        return item.name, False
    if item == "pk":
        return item, of_last
    return item.removeprefix("-"), item.startswith("-")


def _may_be_empty(rows: QuerySet, path: str) -> bool:
    return path != "pk" and any(field is None or field.null for field in _fields_of(rows.model, path))


def _is_unique(model: type[models.Model], path: str) -> bool:
    if path == "pk":
        return True
    field = _fields_of(model, path)[0]
    return LOOKUP_SEP not in path and field is not None and field.unique and not field.null


def _fields_of(model: type[models.Model], path: str) -> list[models.Field | None]:
    """The fields along a path; None for what a query adds by itself."""
    fields: list[models.Field | None] = []
    for name in path.split(LOOKUP_SEP):
        try:
            field = model._meta.pk if name == "pk" else model._meta.get_field(name)
        except FieldDoesNotExist:
            return [*fields, None]
        fields.append(field)
        model = field.related_model
    return fields


def _behind(keys: Sequence[Key], values: Sequence[Any]) -> Q:
    """Rows that follow these values in this order.

    The bound on the first column repeats what the rest implies: with it an index is entered at the right place.
    """
    rest = Q(pk__in=[])
    for key, value in reversed(list(zip(keys, values, strict=True))):
        rest = _behind_one(key, value, rest)
    first, value = keys[0], values[0]
    if first.may_be_empty or value is None:
        return rest
    return Q(**{f"{first.alias}__{'lte' if first.descending else 'gte'}": value}) & rest


def _behind_one(key: Key, value: Any, rest: Q) -> Q:
    """Behind in this column, or level in it and behind in the columns that follow."""
    if value is None:
        level = Q(**{f"{key.alias}__isnull": True}) & rest
        return level if key.empty_last else level | Q(**{f"{key.alias}__isnull": False})
    further = Q(**{f"{key.alias}__{'lt' if key.descending else 'gt'}": value})
    if key.may_be_empty and key.empty_last:
        further |= Q(**{f"{key.alias}__isnull": True})
    return further | (Q(**{key.alias: value}) & rest)


def _signature(keys: Sequence[Key]) -> str:
    return ",".join(f"{'-' if key.descending else ''}{key.path}" for key in keys)


def _estimate(rows: QuerySet) -> int | None:
    """What PostgreSQL remembers of a whole table; of a part of it nothing is known. One query."""
    connection = connections[rows.db]
    if connection.vendor != "postgresql" or rows.query.where:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples::bigint FROM pg_class WHERE oid = %s::regclass", [rows.model._meta.db_table])
        return cursor.fetchone()[0]
