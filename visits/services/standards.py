"""Setting visit standards and route parameters (handbook H4.1, H4.2)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from salesops.workflow.services import create_with_history, update_with_history
from visits import rules
from visits.models import RouteParameters, VisitStandard

BECAUSE = "the rule decided about the place of this row"
SEEN_BY_NOBODY = 0


def edit_standard(
    standard: VisitStandard, values: Mapping[str, Any], *, revision: int, actor: Actor, at: datetime
) -> VisitStandard:
    """Set one class's frequency and minutes; plans in force keep what they were made from."""
    place = {"center": standard.center_id, "store_class": standard.store_class}
    return _set(standard, place, values, revision=revision, actor=actor, at=at)


def edit_parameters(
    parameters: RouteParameters, values: Mapping[str, Any], *, revision: int, actor: Actor, at: datetime
) -> RouteParameters:
    """Set the day of one rep, or of a center's reps who have none of their own."""
    rep_id = parameters.rep_id
    place = {"rep": rep_id} if rep_id else {"center": parameters.center_id, "rep": None}
    return _set(parameters, place, values, revision=revision, actor=actor, at=at)


@transaction.atomic
def _set(
    row: ScopedModel,
    place: Mapping[str, Any],
    values: Mapping[str, Any],
    *,
    revision: int,
    actor: Actor,
    at: datetime,
) -> Any:
    """A default that nobody saved yet becomes the row of its place with the first change.

    Who changes the same default second is told; the center's lock lets one ask at a time.
    """
    if not rules.sets_visit_standards(actor, row):
        raise PermissionDenied("set")
    if row.pk is not None:
        return update_with_history(row, values, revision=revision, actor=actor, at=at)
    Center.objects.select_for_update().get(pk=row.center_id)
    first = type(row).objects.unscoped(because=BECAUSE).filter(**place).first()
    if first is not None:
        return update_with_history(first, values, revision=SEEN_BY_NOBODY, actor=actor, at=at)
    for name, value in values.items():
        setattr(row, name, value)
    return create_with_history(row, actor=actor, at=at)
