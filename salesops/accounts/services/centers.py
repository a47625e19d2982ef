"""Open and change centers (handbook H0)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from salesops.accounts.rules import keeps_people
from salesops.workflow.services import create_with_history, update_with_history


def open_center(values: Mapping[str, Any], *, actor: Actor, at: datetime) -> Center:
    """Open a new center."""
    _require(actor)
    return create_with_history(Center(**values), actor=actor, at=at)


def edit_center(center: Center, values: Mapping[str, Any], *, revision: int, actor: Actor, at: datetime) -> Center:
    """Change a center's name, week or position; its code stays."""
    _require(actor)
    return update_with_history(center, values, revision=revision, actor=actor, at=at)


def _require(actor: Actor) -> None:
    if not keeps_people(actor):
        raise PermissionDenied("centers")
