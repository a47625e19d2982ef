"""Setting visit standards and route parameters (handbook H4.1, H4.2)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from salesops.accounts.actor import Actor
from salesops.accounts.scoping import ScopedModel
from salesops.workflow.services import create_with_history, update_with_history
from visits import rules
from visits.models import RouteParameters, VisitStandard


def edit_standard(
    standard: VisitStandard, values: Mapping[str, Any], *, revision: int, actor: Actor, at: datetime
) -> VisitStandard:
    """Set one class's frequency and minutes; plans in force keep what they were made from."""
    return _set(standard, values, revision=revision, actor=actor, at=at)


def edit_parameters(
    parameters: RouteParameters, values: Mapping[str, Any], *, revision: int, actor: Actor, at: datetime
) -> RouteParameters:
    """Set the day of one rep, or of a center's reps who have none of their own."""
    return _set(parameters, values, revision=revision, actor=actor, at=at)


@transaction.atomic
def _set(row: ScopedModel, values: Mapping[str, Any], *, revision: int, actor: Actor, at: datetime) -> Any:
    """A default that nobody saved yet becomes a row with the first change."""
    if not rules.sets_visit_standards(actor, row):
        raise PermissionDenied("set")
    if row.pk is not None:
        return update_with_history(row, values, revision=revision, actor=actor, at=at)
    for name, value in values.items():
        setattr(row, name, value)
    return create_with_history(row, actor=actor, at=at)
