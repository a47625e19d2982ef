"""What a store's page shows of its visits, its image, its reports and its tasks (handbook H2.2, H5.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from salesops.accounts.actor import Actor
from stores.choices import StoreStatus
from stores.models import Store
from visits.models import MarketReport, Task, Visit
from visits.rules import may_visit
from visits.selectors.findings import with_lateness, with_overdue

LAST_VISITS = 12
LAST_FINDINGS = 20
WIDTH, HEIGHT, MARGIN = 320, 64, 6
FULL = 100


@dataclass(frozen=True, slots=True)
class Trend:
    """Image scores, oldest first, as points of a small chart."""

    scores: tuple[Decimal, ...]

    @property
    def points(self) -> list[tuple[int, int]]:
        step = (WIDTH - 2 * MARGIN) / max(1, len(self.scores) - 1)
        return [(round(MARGIN + place * step), self._height(score)) for place, score in enumerate(self.scores)]

    @property
    def path(self) -> str:
        return " ".join(f"{x},{y}" for x, y in self.points)

    @staticmethod
    def _height(score: Decimal) -> int:
        return round(HEIGHT - MARGIN - float(score) / FULL * (HEIGHT - 2 * MARGIN))


def visits_of_store(actor: Actor, store: Store, on: date) -> dict[str, Any]:
    """The last visits and how the image went. One query."""
    rows = Visit.objects.visible_to(actor).filter(store=store).select_related("rep")
    visits = list(rows.order_by("-visited_on", "-checked_in_at")[:LAST_VISITS])
    return {
        "visits": visits,
        "trend": _trend(visits),
        "width": WIDTH,
        "height": HEIGHT,
    }


def visit_address(actor: Actor, store: Store) -> str:
    """Where this person begins a visit to the store, if it may. No query."""
    may_begin = store.status == StoreStatus.ACTIVE and may_visit(actor, store)
    return reverse("visits:visit_start", args=[store.pk]) if may_begin else ""


def last_visit_in_words(store: Store, on: date) -> str:
    """The day of the last visit and who made it. One query."""
    visits = Visit.objects.unscoped(because="the store was seen already").filter(store=store, visited_on__lte=on)
    last = visits.select_related("rep").order_by("-visited_on", "-checked_in_at").first()
    return f"{last.visited_on} · {last.rep}" if last else ""


def findings_of_store(actor: Actor, store: Store, on: date) -> dict[str, Any]:
    """Market reports and tasks, the newest and the most urgent first. Two queries."""
    reports = with_lateness(MarketReport.objects.visible_to(actor).filter(store=store), on)
    tasks = with_overdue(Task.objects.visible_to(actor).filter(store=store), on)
    return {
        "reports": list(reports.order_by("-reported_at", "-pk")[:LAST_FINDINGS]),
        "tasks": list(tasks.order_by("-status", "due_on", "pk")[:LAST_FINDINGS]),
    }


def _trend(visits: Sequence[Visit]) -> Trend | None:
    scores = tuple(visit.image_score for visit in reversed(visits) if visit.image_score is not None)
    return Trend(scores) if len(scores) > 1 else None
