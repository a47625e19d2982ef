"""Search boxes over the archive's search texts, for its own lists and for those of the rooms above (handbook H2)."""

import json
from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import BigIntegerField, F, Func, Q, Subquery, Value
from django.db.models.constants import LOOKUP_SEP

from salesops.accounts.actor import Actor
from salesops.accounts.among import Among
from salesops.searching.rows import Searchable
from salesops.searching.texts import patterns
from salesops.web.filters import SearchFilter
from salesops.web.views.doors import rows_for

# Up to here finds are looked up by themselves, and what the list shows is made of those alone.
MOST = 2_000


class ArchiveSearch(SearchFilter):
    """One box of an archive's list: every word must be found in the row's own text, or in that of what it refers to.

    The finds of each word are looked up first, with one query: they are few, as a rule, and the page is sorted
    from those alone (`has_few`). Of many, the database meets enough on its way along the order of the list.
    """

    def __init__(self, *args, through: tuple[str, ...] = (), **kwargs) -> None:
        super().__init__(*args, fields=(), **kwargs)
        self.through = through

    def filter(self, rows, value):
        for pattern in patterns(value or ""):
            ids = self._few(rows.model, pattern)
            if len(ids) <= MOST:
                self.parent.has_few = True
                rows = rows.filter(Among(F("pk"), Told(ids)))
            else:
                actor = self.parent.request.actor
                ways = [_where_many_refer(rows.model, path, actor, pattern) for path in self.through]
                rows = rows.filter(reduce(or_, ways, Q(search_text__contains=pattern)))
        return rows

    def _few(self, model: type[models.Model], pattern: str) -> set[int]:
        """The ids of the finds, or more than `MOST` of them."""
        actor = self.parent.request.actor
        seen = rows_for(model, actor).order_by()
        there = [rows_for(_model_behind(model, path), actor).found_by(pattern).order_by() for path in self.through]
        ways = [Among(F(path), Subquery(found.values("pk"))) for path, found in zip(self.through, there, strict=True)]
        own, *others = [found.values_list("pk") for found in (seen.found_by(pattern), *map(seen.filter, ways))]
        found = own.union(*others, all=True) if others else own
        return {pk for (pk,) in found[: 2 * MOST + 1]}


class Told(Func):
    """Ids that are known, in one parameter: a thousand places of an IN take longer to read than the rows."""

    output_field = BigIntegerField()
    template = "(SELECT value FROM json_each(%(expressions)s))"

    def __init__(self, ids: Iterable[int]) -> None:
        super().__init__(Value(json.dumps(sorted(ids))))

    def as_postgresql(self, compiler, connection, **context):
        template = "(SELECT value::bigint FROM json_array_elements_text(%(expressions)s::json))"
        return self.as_sql(compiler, connection, template=template, **context)


class ReferredSearch(SearchFilter):
    """One box over rows that refer to the archive: every word must be found there, or in a text of the row's own."""

    def __init__(self, *args, through: tuple[str, ...], fields: tuple[str, ...] = (), **kwargs) -> None:
        super().__init__(*args, fields=fields, **kwargs)
        self.through = through

    def filter(self, rows, value):
        for pattern in patterns(value or ""):
            written = pattern.replace(" ", "")
            own = [Q(**{f"{name}__icontains": written}) for name in self.fields]
            ways = [_where_referring(rows.model, path, self.parent.request.actor, pattern) for path in self.through]
            rows = rows.filter(reduce(or_, [*own, *ways]))
        return rows


class SkuSearch(SearchFilter):
    """One box over variants and their models."""

    def filter(self, rows, value):
        return reduce(lambda found, pattern: found.found_by(pattern), patterns(value or ""), rows)


def _where_referring(model: type[models.Model], path: str, actor: Actor, pattern: str) -> Q:
    """Where the path leads to a find. One query: with ids the database can use the index of each of several paths."""
    found = rows_for(_model_behind(model, path), actor).found_by(pattern).order_by()
    ids = list(found.values_list("pk", flat=True)[: MOST + 1])
    return Q(**{f"{path}__in": ids}) if len(ids) <= MOST else _where_many_refer(model, path, actor, pattern)


def _where_many_refer(model: type[models.Model], path: str, actor: Actor, pattern: str) -> Q:
    """The same for many finds: they are met along the order of the list, where each row can be asked by itself."""
    there = _model_behind(model, path)
    if actor.sees_all and issubclass(there, Searchable):
        return Q(**{f"{path}__search_text__contains": pattern})
    return Q(**{f"{path}__in": rows_for(there, actor).found_by(pattern).order_by()})


def _model_behind(model: type[models.Model], path: str) -> type[models.Model]:
    for name in path.split(LOOKUP_SEP):
        model = model._meta.get_field(name).related_model
    return model
