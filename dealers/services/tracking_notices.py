"""Telling of lines far behind and of interim summaries: the rep, and the center's managers (handbook H8.3, H12.7)."""

from datetime import date, datetime, timedelta

from django.db.models import Count, F
from django.urls import reverse

from dealers.models import PlanWeek, TrackedLine
from dealers.selectors.interim import interims
from salesops.accounts.choices import Role
from salesops.accounts.models import Center, User
from salesops.notices.services import tell

BECAUSE = "the job tells whoever has to answer, in every center"


def tell_of_center(center: Center, week_on: date, *, at: datetime) -> None:
    """Tell each rep and the managers, once a week, what has no cause yet. Three queries and one for each rep."""
    open_lines = TrackedLine.objects.unscoped(because=BECAUSE).unanswered().of_week(week_on)
    rows = open_lines.filter(week__plan__center=center).order_by()
    counts = list(
        rows.values_list("week__plan__rep", "week__due_on").annotate(
            lines=Count("pk"), customers=Count("week__plan__customer", distinct=True)
        )
    )
    for rep_id, due_on, lines, customers in counts:
        values = {"lines": lines, "customers": customers, "due_on": due_on.isoformat()}
        _tell([rep_id], "tracking_red", values, week_on, f"tracking_red:{week_on}:{rep_id}", at)
    if counts:
        values = {"lines": sum(row[2] for row in counts), "customers": sum(row[3] for row in counts)}
        _tell(_managers(center), "tracking_center", values, week_on, f"tracking_center:{week_on}:{center.pk}", at)


def tell_of_interims(center: Center, week_on: date, *, at: datetime) -> None:
    """In the middle of the month tell each rep of dealers, and the managers, that the summaries stand; once a week."""
    weeks = interims(PlanWeek.objects.unscoped(because=BECAUSE).of_week(week_on)).filter(plan__center=center)
    counts = list(weeks.order_by().values_list("plan__rep").annotate(n=Count("pk")))
    told = [([rep_id], n, f"interim_ready:{week_on}:{rep_id}") for rep_id, n in counts]
    if counts:
        told.append((_managers(center), sum(n for _rep, n in counts), f"interim_ready:{week_on}:center:{center.pk}"))
    day = week_on + timedelta(days=6)
    for people, count, key in told:
        values = {"count": count, "day": day.isoformat()}
        tell(people, "interim_ready", values=values, url=reverse("dealers:interim_list"), dedupe_key=key, at=at)


def tell_of_unanswered(on: date, *, at: datetime) -> int:
    """On the day after the answers were due, tell the managers whose are missing; return how many reps they are."""
    rows = TrackedLine.objects.unscoped(because=BECAUSE).waiting(on).filter(week__due_on__lt=on).order_by()
    counts = rows.values_list("week__plan__center", "week__plan__rep", "week__week_on", "week__due_on").annotate(
        rep=F("week__plan__rep__name"), lines=Count("pk")
    )
    late = list(counts)
    for center_id, rep_id, week_on, due_on, rep, lines in late:
        values = {"rep": rep, "lines": lines, "due_on": due_on.isoformat()}
        key = f"tracking_unanswered:{week_on}:{rep_id}"
        _tell(_managers(center_id), "tracking_unanswered", values, week_on, key, at)
    return len(late)


def _managers(center: Center | int):
    return User.objects.active().filter(role=Role.MANAGER, center=center).values_list("pk", flat=True)


def _tell(people, text: str, values: dict, week_on: date, dedupe_key: str, at: datetime) -> None:
    url = f"{reverse('dealers:tracked_line_list')}?week={week_on}"
    tell(people, text, values=values, url=url, dedupe_key=dedupe_key, at=at)
