"""Positions go after the center's time; what was judged by them stays (handbook H0)."""

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from salesops.accounts.models import Center
from visits.choices import PlaceSource, PlaceStatus
from visits.models import PlaceProposal, Visit

BECAUSE = "positions of every center are deleted on time"


def forget_positions(*, at: datetime) -> dict[str, int]:
    """Delete where people were, once it is older than their center keeps it. Returns how many, by center code."""
    gone = {}
    for center in Center.objects.order_by("code"):
        last_day = timezone.localdate(at) - timedelta(days=center.position_days)
        gone[center.code] = _forget_check_ins(center, last_day) + _forget_words(center, last_day)
    return gone


def _forget_check_ins(center: Center, last_day: date) -> int:
    visits = Visit.objects.unscoped(because=BECAUSE).filter(center=center, visited_on__lt=last_day)
    return visits.filter(checkin_lon__isnull=False).update(checkin_lon=None, checkin_lat=None)


def _forget_words(center: Center, last_day: date) -> int:
    """One rep's word for a store's place is where that rep stood.

    What was refused or left undecided goes; what was taken over is the archive's by now, and forgets its visit.
    """
    words = PlaceProposal.objects.unscoped(because=BECAUSE).filter(center=center, source=PlaceSource.REP)
    old = words.filter(Q(visit__visited_on__lt=last_day) | Q(visit=None, made_at__date__lt=last_day))
    forgotten = old.exclude(status=PlaceStatus.APPROVED).delete()[0]
    return forgotten + old.filter(visit__isnull=False).update(visit=None)
