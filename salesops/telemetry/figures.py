"""What is asked of the database when Prometheus asks: who is late, what waits, what is well.

A room adds its own queue by `register_queue`; each figure is a number over all centers and names nobody.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db.models import Count, Min
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from salesops.exchange.choices import RunState
from salesops.exchange.models import ExportRun, ImportRun
from salesops.periods.models import Deadline
from salesops.web.pulse import pulses
from salesops.workflow.choices import JobState
from salesops.workflow.models import JobRun

BECAUSE = "numbers for the machine's keeper"
# How many wait, and since when the first of them.
Waiting = tuple[int, datetime | None]
_queues: dict[str, Callable[[], Waiting]] = {}


def register_queue(name: str, waiting: Callable[[], Waiting]) -> None:
    """Show how much waits in a room's queue, and for how long."""
    _queues[name] = waiting


def waiting_in(rows, since: str) -> Waiting:
    """The count and the first moment of rows that wait. One query."""
    found = rows.aggregate(count=Count("pk"), first=Min(since))
    return found["count"], found["first"]


def _imports() -> Waiting:
    states = (RunState.UPLOADED, RunState.CHECKING, RunState.IMPORTING, RunState.UNDOING)
    return waiting_in(ImportRun.objects.unscoped(because=BECAUSE).filter(state__in=states), "created_at")


def _exports() -> Waiting:
    return waiting_in(ExportRun.objects.filter(file=""), "created_at")


def _jobs() -> Waiting:
    return waiting_in(JobRun.objects.filter(state=JobState.RUNNING), "started_at")


register_queue("imports", _imports)
register_queue("exports", _exports)
register_queue("jobs", _jobs)


class House(Collector):
    """The figures of one moment; a handful of queries, each by an index or over a small table."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield self._late()
        yield from self._outbox()
        yield self._failed()
        well = GaugeMetricFamily("salesops_well", "Whether a part is well, as /readyz says.", labels=["part"])
        for pulse in pulses(self.at):
            well.add_metric([pulse.name], float(pulse.is_well))
        yield well

    def _late(self) -> GaugeMetricFamily:
        late = GaugeMetricFamily("salesops_deadlines_late", "Duties that are overdue.", labels=["kind"])
        overdue = Deadline.objects.unscoped(because=BECAUSE).overdue(timezone.localdate(self.at))
        for kind, count in overdue.values_list("kind").annotate(count=Count("pk")).order_by("kind"):
            late.add_metric([kind], count)
        return late

    def _outbox(self) -> Iterator[GaugeMetricFamily]:
        waiting = GaugeMetricFamily("salesops_outbox_waiting", "What waits to be done.", labels=["queue"])
        age = GaugeMetricFamily("salesops_outbox_age_seconds", "How long the first of them waits.", labels=["queue"])
        for name, ask in _queues.items():
            count, first = ask()
            waiting.add_metric([name], count)
            age.add_metric([name], (self.at - first).total_seconds() if first else 0)
        yield waiting
        yield age

    def _failed(self) -> GaugeMetricFamily:
        failed = GaugeMetricFamily("salesops_jobs_failed", "Subjects whose job ended in failure.", labels=["job"])
        rows = JobRun.objects.filter(state=JobState.FAILED).values_list("job").annotate(count=Count("pk"))
        for job, count in rows.order_by("job"):
            failed.add_metric([job], count)
        return failed
