"""What visits found: reports of the market, open work, and the last look of each store (handbook H5.6, H5.7, H9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.db.models import BooleanField, Case, Count, QuerySet, Sum, Value, When
from django.utils.timezone import make_aware

from salesops.periods.month import Month
from stores.models import StockCount
from visits.choices import ReportStatus, TaskStatus
from visits.models import MarketReport, Task, Visit

UNKNOWN = (None, None)
WAITING = (ReportStatus.NEW, ReportStatus.TAKEN)


@dataclass(frozen=True, slots=True)
class ImageAndReports:
    """One store in one month: the last image score, how much the market moved, the last stock counted."""

    image_score: Decimal | None
    scored_on: date | None
    market_reports: int
    stock: int | None
    counted_on: date | None


def with_lateness(reports: QuerySet[MarketReport], on: date) -> QuerySet[MarketReport]:
    """Market reports that know whether their answer is late."""
    late = When(status__in=WAITING, answer_due_on__lt=on, then=Value(True))
    is_late = Case(late, default=Value(False), output_field=BooleanField())
    return reports.annotate(is_late=is_late).select_related("store", "rep")


def with_overdue(tasks: QuerySet[Task], on: date) -> QuerySet[Task]:
    """Tasks that know whether their day has passed."""
    overdue = When(status=TaskStatus.OPEN, due_on__lt=on, then=Value(True))
    is_overdue = Case(overdue, default=Value(False), output_field=BooleanField())
    return tasks.annotate(is_overdue=is_overdue).select_related("store", "rep")


def open_tasks_at(store_ids: Iterable[int]) -> dict[int, list[Task]]:
    """Open work by store, what is due first in front. One query."""
    tasks = Task.objects.unscoped(because="the stores were seen already").open()
    by_store: dict[int, list[Task]] = {store_id: [] for store_id in store_ids}
    for task in tasks.filter(store_id__in=by_store).order_by("due_on", "pk"):
        by_store[task.store_id].append(task)
    return by_store


def image_and_reports_of(store_ids: Iterable[int], month: Month) -> dict[int, ImageAndReports]:
    """What a business review says of image, market and stock, for each of these stores. Three queries.

    All of the month itself: score and stock are its last ones, or unknown if nobody looked.
    """
    ids = list(store_ids)
    scores, stocks = _last_scores(ids, month), _last_stocks(ids, month)
    reports = _report_counts(ids, month)
    return {
        store_id: ImageAndReports(
            *scores.get(store_id, UNKNOWN), reports.get(store_id, 0), *stocks.get(store_id, UNKNOWN)
        )
        for store_id in ids
    }


def _last_scores(ids: list[int], month: Month) -> dict[int, tuple[Decimal, date]]:
    visits = Visit.objects.unscoped(because="the review's stores were seen already")
    scored = visits.of_month(month).filter(store_id__in=ids, image_score__isnull=False)
    rows = scored.order_by("visited_on", "checked_in_at").values_list("store_id", "image_score", "visited_on")
    return {store_id: (score, on) for store_id, score, on in rows}


def _last_stocks(ids: list[int], month: Month) -> dict[int, tuple[int, date]]:
    """A store's stock is that of its last day with a count."""
    counts = StockCount.objects.unscoped(because="the review's stores were seen already")
    of_month = counts.filter(store_id__in=ids, counted_on__gte=month.first_day, counted_on__lt=month.next_first_day)
    rows = of_month.values("store_id", "counted_on").annotate(pieces=Sum("quantity")).order_by("counted_on")
    return {row["store_id"]: (row["pieces"], row["counted_on"]) for row in rows}


def _report_counts(ids: list[int], month: Month) -> dict[int, int]:
    reports = MarketReport.objects.unscoped(because="the review's stores were seen already").filter(store_id__in=ids)
    start, end = (make_aware(datetime.combine(day, time())) for day in (month.first_day, month.next_first_day))
    of_month = reports.filter(reported_at__gte=start, reported_at__lt=end)
    return dict(of_month.values_list("store_id").annotate(number=Count("pk")).order_by())
