"""The guard: business rows can only be queried by somebody (handbook H0).

A queryset of a `ScopedModel` refuses to compile until `visible_to(actor)` or
`unscoped(because=...)` decided who looks. Lists, counts, form choices, related
managers and prefetches all pass through here, so a forgotten filter is an error.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import reduce
from operator import or_

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import F, Q, Subquery, sql

from salesops.accounts.actor import Actor
from salesops.accounts.among import Among
from salesops.errors import ScopeMissing

_suspended: ContextVar[bool] = ContextVar("scope_guard_suspended", default=False)


@contextmanager
def _guard_suspended():
    """Let Django's own uniqueness checks see all rows, as the database does."""
    token = _suspended.set(True)
    try:
        yield
    finally:
        _suspended.reset(token)


class ScopedQuery(sql.Query):
    """A query that knows whether a looker was named."""

    decided = False

    def get_compiler(self, *args, **kwargs):
        self._require_scope()
        return super().get_compiler(*args, **kwargs)

    def resolve_expression(self, *args, **kwargs):
        """A subquery is compiled by its parent: it needs a looker of its own."""
        self._require_scope()
        return super().resolve_expression(*args, **kwargs)

    def chain(self, klass=None):
        clone = super().chain(klass)
        clone.decided = self.decided
        return clone

    def _require_scope(self) -> None:
        if not (self.decided or _suspended.get()):
            raise ScopeMissing(f"Query on {self.model.__name__} without visible_to(actor) or unscoped(because=...).")


class ScopedQuerySet(models.QuerySet):
    """Rows of one model, closed until somebody looks."""

    def __init__(self, model=None, query=None, using=None, hints=None) -> None:
        super().__init__(model, query or ScopedQuery(model), using, hints)

    def visible_to(self, actor: Actor):
        """Only what this person may see; another center's rows do not exist for it."""
        return self._decided().filter(self._visibility(actor))

    def unscoped(self, *, because: str):
        """All rows, for a stated reason: jobs, uniqueness, totals that leave nobody's name."""
        if not because:
            raise ValueError("unscoped() needs a reason.")
        return self._decided()

    def update(self, **kwargs):
        self._require_decision()
        return super().update(**kwargs)

    def delete(self):
        self._require_decision()
        return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def _require_decision(self) -> None:
        if isinstance(self.query, ScopedQuery):
            self.query._require_scope()

    def _decided(self):
        clone = self._chain()
        clone.query.decided = True
        return clone

    def _visibility(self, actor: Actor) -> Q:
        if actor is None:
            return Q(pk__in=[])
        if actor.sees_all:
            return Q()
        if actor.is_manager and actor.center_id is not None:
            return self._paths_match(self.model.scope_center, [actor.center_id])
        if actor.rep_ids and actor.center_id is not None:
            own = self._paths_match(self.model.scope_rep, actor.rep_ids)
            return own & self._paths_match(self.model.scope_center, [actor.center_id])
        return Q(pk__in=[])

    def _paths_match(self, paths: str | tuple[str, ...], ids) -> Q:
        """Any of the paths leads to one of the ids.

        A path over a to-many relation goes through a subquery, as a join would double the rows; and so does one to
        a neighbour beside a column of the row's own, for both are found by their indexes and a join by none.
        """
        paths = (paths,) if isinstance(paths, str) else paths
        if not paths:
            return Q(pk__in=[])
        has_own = any("__" not in path for path in paths)
        return reduce(or_, (self._path_match(path, sorted(ids), is_beside_own=has_own) for path in paths))

    def _path_match(self, path: str, ids: list[int], *, is_beside_own: bool) -> Q:
        if not _is_to_many(self.model, path):
            neighbour, _dots, column = path.partition("__")
            if is_beside_own and column and "__" not in column:
                found = self.model._meta.get_field(neighbour).related_model._base_manager.filter(
                    **{f"{column}__in": ids}
                )
                return Q(Among(F(neighbour), Subquery(found.values("pk"))))
            return Q(**{f"{path}__in": ids}) if len(ids) > 1 else Q(**{path: ids[0]})
        rows = type(self)(self.model)._decided().filter(**{f"{path}__in": ids})
        return Q(pk__in=rows.values("pk"))


def _is_to_many(model: type[models.Model], path: str) -> bool:
    for name in path.split("__"):
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            return False
        if field.one_to_many or field.many_to_many:
            return True
        model = field.related_model
    return False


class ScopedModel(models.Model):
    """Base of every business row: says by which paths its center and its rep are found."""

    scope_center: str | tuple[str, ...] = "center"
    scope_rep: str | tuple[str, ...] = "rep"

    objects = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True

    def validate_unique(self, exclude=None) -> None:
        with _guard_suspended():
            super().validate_unique(exclude)

    def validate_constraints(self, exclude=None) -> None:
        with _guard_suspended():
            super().validate_constraints(exclude)
