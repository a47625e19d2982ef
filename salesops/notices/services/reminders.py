"""Reminders of deadlines: 5, 2 and 0 days before to who owes, and the day after to the manager (handbook H1)."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.urls import reverse

from salesops.accounts.choices import Role
from salesops.accounts.models import User
from salesops.notices.services.notices import tell
from salesops.periods.models import Deadline

DAYS_BEFORE = (5, 2, 0)
# Whoever could not be told of a late deadline for so long finds it in the list.
LATEST = timedelta(days=7)


def remind(*, on: date, at: datetime) -> int:
    """Tell each rep what falls due and each manager what is overdue; run again, it tells nobody twice.

    A reminder whose day the job missed is told late, and only the last one of those that were missed: nobody hears
    of five days left when there are two. Returns the number of reminders that stand on that day.
    """
    open_deadlines = Deadline.objects.unscoped(because="the daily reminder goes to all centers").open()
    due = _grouped(open_deadlines.filter(due_on__gte=on, due_on__lte=on + timedelta(days=max(DAYS_BEFORE))))
    overdue = _grouped(open_deadlines.filter(due_on__lt=on, due_on__gte=on - LATEST))
    managers = _managers()
    for (kind, month, rep, due_on), deadlines in due.items():
        _tell([rep.pk], f"{kind}_due", month, due_on, deadlines, _reminder_day(due_on, on), at)
    for (kind, month, rep, due_on), deadlines in overdue.items():
        _tell(managers[rep.center_id], f"{kind}_overdue", month, due_on, deadlines, due_on + timedelta(days=1), at)
    return len(due) + len(overdue)


def _reminder_day(due_on: date, on: date) -> date:
    """The last day, up to this one, on which a deadline is reminded of."""
    return max(day for days in DAYS_BEFORE if (day := due_on - timedelta(days=days)) <= on)


def _grouped(deadlines) -> dict[tuple[str, date, User, date], list[Deadline]]:
    groups = defaultdict(list)
    for deadline in deadlines.select_related("rep").order_by("due_on", "rep_id", "pk"):
        groups[deadline.kind, deadline.month, deadline.rep, deadline.due_on].append(deadline)
    return groups


def _managers() -> dict[int, list[int]]:
    managers = defaultdict(list)
    rows = User.objects.active().filter(role=Role.MANAGER).values_list("center_id", "pk")
    for center_id, user_id in rows:
        managers[center_id].append(user_id)
    return managers


def _tell(
    user_ids: list[int],
    text_key: str,
    month: date,
    due_on: date,
    deadlines: list[Deadline],
    reminder_day: date,
    at: datetime,
) -> None:
    rep = deadlines[0].rep
    tell(
        user_ids,
        text_key,
        values={
            "rep": rep.name,
            "count": len(deadlines),
            "month": f"{month:%Y-%m}",
            "due_on": due_on.isoformat(),
        },
        url=f"{reverse('periods:deadline_list')}?rep={rep.pk}",
        dedupe_key=f"{text_key}:{month:%Y-%m}:{rep.pk}:{reminder_day}",
        at=at,
    )
