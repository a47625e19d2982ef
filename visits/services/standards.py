"""Setting visit standards and route parameters (handbook H4.1, H4.2)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied

from salesops.accounts.actor import Actor
from salesops.accounts.scoping import ScopedModel
from salesops.workflow.services import settle
from visits import rules
from visits.models import RouteParameters, VisitStandard


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


def _set(
    row: ScopedModel,
    place: Mapping[str, Any],
    values: Mapping[str, Any],
    *,
    revision: int,
    actor: Actor,
    at: datetime,
) -> Any:
    if not rules.sets_visit_standards(actor, row):
        raise PermissionDenied("set")
    return settle(row, values, place=place, revision=revision, actor=actor, at=at)
