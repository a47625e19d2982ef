"""Market reports that belong together, and the pictures of all of them (handbook H5.6)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import cos, radians

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from salesops.accounts.actor import Actor
from visits.calc.similar import DAYS_APART, Told, similar_to
from visits.choices import ReportKind, ReportStrength
from visits.models import MarketReport
from visits.selectors.findings import WAITING

MOST_SIMILAR = 30
MOST_ON_MAP = 500
WEEKS = 12
A_WEEK = timedelta(days=7)
WIDTH, HEIGHT, MARGIN = 640, 420, 24


@dataclass(frozen=True, slots=True)
class Group:
    """A report's group, and those that may belong to it."""

    members: Sequence[MarketReport]
    suggested: Sequence[MarketReport]

    @property
    def waiting(self) -> int:
        return sum(report.status in WAITING for report in self.members)


@dataclass(frozen=True, slots=True)
class Dot:
    """A report on the map; nearer ones overlap, the strongest on top."""

    report: MarketReport
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class WeekOfReports:
    """How often each kind was told in one week."""

    starts_on: date
    counts: Sequence[tuple[str, int]]
    total: int


def group_of(actor: Actor, report: MarketReport) -> Group:
    """All of a report's group that this person sees, the report itself included. Three queries."""
    lead_id = report.lead_id or report.pk
    seen = MarketReport.objects.visible_to(actor).select_related("store", "rep", "center")
    members = list(seen.filter(Q(pk=lead_id) | Q(lead_id=lead_id)).order_by("reported_at", "pk"))
    first, last = (report.reported_at + timedelta(days=days) for days in (-DAYS_APART - 1, DAYS_APART + 1))
    near = seen.filter(kind=report.kind, reported_at__range=(first, last), lead=None).exclude(pk=lead_id)
    near = near.annotate(followers=Count("members")).filter(followers=0)
    others = {other.pk: other for other in near.order_by("-reported_at")[:500]}
    found = similar_to(_told(report), map(_told, others.values()))
    return Group(members, [others[key] for key in found[:MOST_SIMILAR]])


def desk(reports: QuerySet[MarketReport]) -> QuerySet[MarketReport]:
    """What waits, by its deadline, with the size of each group; members stand behind their lead."""
    waiting = reports.filter(status__in=WAITING)
    return waiting.annotate(group_size=Count("members")).order_by("answer_due_on", "-reported_at", "pk")


def dots(reports: QuerySet[MarketReport]) -> list[Dot]:
    """The reports as points of a map without tiles, the latest 500 of stores with a position. One query."""
    placed = reports.filter(store__lon__isnull=False).select_related("store", "rep").order_by("-reported_at")
    rows = list(placed[:MOST_ON_MAP])
    if not rows:
        return []
    lats = [float(row.store.lat) for row in rows]
    shrink = cos(radians(sum(lats) / len(lats)))
    lons = [float(row.store.lon) * shrink for row in rows]
    span = max(max(lons) - min(lons), (max(lats) - min(lats)) * WIDTH / HEIGHT, 0.001)
    scale = (WIDTH - 2 * MARGIN) / span
    strengths = list(ReportStrength)
    placed_rows = sorted(zip(rows, lons, lats, strict=True), key=lambda row: strengths.index(row[0].strength))
    return [
        Dot(row, round(MARGIN + (lon - min(lons)) * scale), round(MARGIN + (max(lats) - lat) * scale))
        for row, lon, lat in placed_rows
    ]


def weeks_of(reports: QuerySet[MarketReport], on: date) -> list[WeekOfReports]:
    """The last twelve weeks, the newest first, by kind. One query."""
    monday = on - timedelta(days=on.weekday())
    first = monday - A_WEEK * (WEEKS - 1)
    rows = reports.filter(reported_at__date__gte=first).values_list("reported_at", "kind")
    counts: dict[date, Counter[str]] = {monday - A_WEEK * number: Counter() for number in range(WEEKS)}
    for reported_at, kind in rows:
        day = timezone.localdate(reported_at)
        week = day - timedelta(days=day.weekday())
        if week in counts:
            counts[week][kind] += 1
    return [
        WeekOfReports(
            week, [(str(ReportKind(kind).label), number) for kind, number in found.most_common()], found.total()
        )
        for week, found in counts.items()
    ]


def _told(report: MarketReport) -> Told:
    on = report.since_on or timezone.localdate(report.reported_at)
    return Told(report.pk, report.kind, report.center_id, on, report.what, report.competitor, report.model_id)
