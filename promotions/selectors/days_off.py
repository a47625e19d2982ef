"""Promoters' days of leave (handbook H7)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from promotions.models import DayOff, Promoter

_BECAUSE = "the promoters were seen already"
LATEST = 20


def days_off_of(people: Iterable[Promoter], first: date, last: date) -> dict[int, list[DayOff]]:
    """The leaves that touch some days, by promoter. One query."""
    rows = DayOff.objects.unscoped(because=_BECAUSE).filter(
        promoter__in=list(people), starts_on__lte=last, ends_on__gte=first
    )
    found: dict[int, list[DayOff]] = defaultdict(list)
    for leave in rows.order_by("starts_on", "pk"):
        found[leave.promoter_id].append(leave)
    return dict(found)


def on_leave(leaves: Mapping[int, list[DayOff]], promoter_id: int, day: date) -> DayOff | None:
    """The leave of a person that covers a day."""
    return next((one for one in leaves.get(promoter_id, ()) if one.starts_on <= day <= one.ends_on), None)


def latest_days_off(promoter: Promoter) -> list[DayOff]:
    """A promoter's leaves, the latest first. One query."""
    rows = DayOff.objects.unscoped(because=_BECAUSE).filter(promoter=promoter)
    return list(rows.order_by("-starts_on", "-pk")[:LATEST])
