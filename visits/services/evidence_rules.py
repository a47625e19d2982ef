"""The lines of a center by which evidence is judged, and when a position is kept at all (handbook H0, H5.3)."""

from datetime import datetime

from django.utils import timezone

from salesops.accounts.models import Center
from salesops.periods.selectors import week_of, workday_overrides
from salesops.periods.workdays import is_workday
from stores.models import Store
from visits.calc.evidence import EvidenceRules


def rules_of(store: Store) -> EvidenceRules:
    """What is plausible at a store."""
    return EvidenceRules(radius_metres=store.center.checkin_radius_metres)


def is_working_time(center: Center, moment: datetime, *, is_planned: bool) -> bool:
    """Whether a position may be kept: in the center's stated hours, on a day that is worked or that the plan asks for.

    Up to one query.
    """
    local = timezone.localtime(moment)
    if not center.positions_from <= local.time() < center.positions_until:
        return False
    return is_planned or is_workday(local.date(), week_of(center), workday_overrides())
