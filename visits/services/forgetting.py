"""Positions go after the center's time; what was judged by them stays (handbook H0)."""

from datetime import datetime, timedelta

from django.utils import timezone

from salesops.accounts.models import Center
from visits.models import Visit

BECAUSE = "positions of every center are deleted on time"


def forget_positions(*, at: datetime) -> dict[str, int]:
    """Delete the positions of visits that are older than their center keeps them. Returns how many, by center code."""
    gone = {}
    for center in Center.objects.order_by("code"):
        last_day = timezone.localdate(at) - timedelta(days=center.position_days)
        visits = Visit.objects.unscoped(because=BECAUSE).filter(center=center, visited_on__lt=last_day)
        placed = visits.filter(checkin_lon__isnull=False)
        gone[center.code] = placed.update(checkin_lon=None, checkin_lat=None)
    return gone
