"""One rep of the first center is on leave this week, and a neighbour stands in (handbook H0)."""

from datetime import timedelta

from reports.demo.writer.written import Written, moment
from salesops.accounts.services import hand_over

_ANNOUNCED_MINUTE = 17 * 60
_DAYS = 5
_REASON = "年假"


def write_leave(written: Written) -> None:
    """From today on, so that the visits of the past are still the rep's own."""
    center = next(iter(written.centers.values()))
    *_, colleague, rep = [None, *(rep for rep in written.reps if rep.center_id == center.pk)]
    if colleague is None:
        return
    hand_over(
        rep=rep,
        colleague=colleague,
        starts_on=written.today,
        ends_on=written.today + timedelta(days=_DAYS),
        actor=written.manager_of(center.pk),
        at=moment(written.today - timedelta(days=1), _ANNOUNCED_MINUTE),
        reason=_REASON,
    )
    written.stand_ins[rep.pk] = colleague.pk
