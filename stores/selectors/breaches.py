"""Which rows would break a rule of their table with new values, asked before many are written (handbook H2.3)."""

from collections.abc import Mapping
from typing import Any

from django.db.models import BooleanField, CheckConstraint, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce


def breaches(rows: QuerySet, values: Mapping[str, Any]) -> dict[int, str]:
    """The broken rule in words, by the row's id. One query for each constraint that the fields take part in."""
    found: dict[int, str] = {}
    for constraint in rows.model._meta.constraints:
        if isinstance(constraint, CheckConstraint) and _fields_of(constraint.condition) & values.keys():
            words = str(constraint.get_violation_error_message())
            found |= dict.fromkeys(_breaking(rows, constraint.condition, values), words)
    return found


def _breaking(rows: QuerySet, condition: Q, values: Mapping[str, Any]) -> QuerySet:
    """As in the database, a condition that is unknown because of an empty field is not broken."""
    column = rows.model._meta.get_field
    new = {f"new_{name}": Value(value, output_field=column(name)) for name, value in values.items()}
    holds = Coalesce(_of_new(condition, values), True, output_field=BooleanField())
    return rows.order_by().annotate(**new).annotate(holds=holds).filter(holds=False).values_list("pk", flat=True)


def _fields_of(condition: Q) -> set[str]:
    names: set[str] = set()
    for child in condition.children:
        if isinstance(child, Q):
            names |= _fields_of(child)
        else:
            names |= {part.name if isinstance(part, F) else part.partition("__")[0] for part in _names_in(child)}
    return names


def _names_in(lookup: tuple[str, Any]) -> list[str | F]:
    name, value = lookup
    return [name, value] if isinstance(value, F) else [name]


def _of_new(condition: Q, values: Mapping[str, Any]) -> Q:
    """The same condition over the new values, where there are some."""
    children = [
        _of_new(child, values) if isinstance(child, Q) else _lookup_of_new(*child, values)
        for child in condition.children
    ]
    return Q.create(children, connector=condition.connector, negated=condition.negated)


def _lookup_of_new(lookup: str, value: Any, values: Mapping[str, Any]) -> tuple[str, Any]:
    name, separator, rest = lookup.partition("__")
    if isinstance(value, F) and value.name in values:
        value = F(f"new_{value.name}")
    return (f"new_{name}{separator}{rest}" if name in values else lookup, value)
