"""Mending a doubtful position, and saying what a center covers (handbook H2.2)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied

from salesops.accounts.actor import Actor
from salesops.workflow.services import settle, update_with_history
from stores import rules, steps
from stores.choices import PositionMend
from stores.models import CenterArea, Store
from stores.services.belonging import require_fields


def mend_position(
    store: Store, mend: PositionMend, *, revision: int, actor: Actor, at: datetime, reason: str = ""
) -> Store:
    """Swap a store's longitude and latitude, or clear them; its history keeps what stood there."""
    require_fields(actor, ("lon", "lat"), rules.editable_store_fields(actor, store))
    values = {"lon": store.lat, "lat": store.lon} if mend == PositionMend.SWAP else {"lon": None, "lat": None}
    return update_with_history(
        store, values, revision=revision, actor=actor, at=at, reason=reason, step=steps.MEND_POSITION
    )


def set_center_area(
    area: CenterArea, values: Mapping[str, Any], *, revision: int, actor: Actor, at: datetime
) -> CenterArea:
    """Keep what a center covers; the list of doubtful positions follows at once."""
    if not rules.may_set_area(actor, area):
        raise PermissionDenied("set_center_area")
    return settle(area, values, place={"center": area.center_id}, revision=revision, actor=actor, at=at)
