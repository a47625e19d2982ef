"""The weekly tracking on its pages: the desk, a plan's week, the lines to answer (handbook H8.3)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from operator import attrgetter

from django.db.models import Case, Count, ExpressionWrapper, F, FloatField, Max, Q, QuerySet, Sum, When

from dealers.calc.tracking import Elapsed, Tracked, expected, light_of, pace, run_rate, sum_of, week_before
from dealers.models import PlanWeek, ProfitPlan, TrackedLine
from dealers.rules import is_plan_owner
from dealers.tracking_choices import TrackLight
from salesops.accounts.actor import Actor
from stores.models import Store


@dataclass(frozen=True, slots=True)
class Standing:
    """Planned, sold and expected units of anything that is tracked, with its light."""

    planned: int
    tracked: Tracked
    elapsed: Elapsed
    light: TrackLight | None

    @property
    def actual(self) -> int | None:
        return self.tracked.actual

    @property
    def expected(self) -> Decimal | None:
        return None if self.actual is None else expected(self.tracked.planned, self.elapsed)

    @property
    def pace(self) -> Decimal | None:
        return pace(self.tracked, self.elapsed)

    @property
    def run_rate(self) -> int | None:
        return run_rate(self.tracked, self.elapsed)

    @property
    def missing(self) -> Decimal | None:
        """Units that lack to what is expected by now; nothing lacks where more was sold."""
        if self.expected is None:
            return None
        return max(self.expected - self.actual, Decimal(0))


@dataclass(frozen=True, slots=True)
class LineRow:
    line: TrackedLine
    standing: Standing
    can_answer: bool

    @property
    def is_open(self) -> bool:
        return self.line.light == TrackLight.RED and not self.line.cause


@dataclass(frozen=True, slots=True)
class StoreSection:
    """One store of a plan in a week; a store of another rep has no page to open."""

    store: Store
    standing: Standing
    rows: tuple[LineRow, ...]
    can_open: bool


@dataclass(frozen=True, slots=True)
class WeekPage:
    """One plan's week, the weeks beside it, and its stores."""

    week: PlanWeek
    standing: Standing
    sections: tuple[StoreSection, ...]
    weeks: tuple[tuple[PlanWeek, Standing], ...]
    is_last: bool

    @property
    def open_lines(self) -> int:
        return sum(row.is_open for section in self.sections for row in section.rows)


@dataclass(frozen=True, slots=True)
class RepRow:
    """One rep's plans of a week on the manager's desk."""

    rep_id: int
    name: str
    plans: int
    green: int
    amber: int
    red: int
    planned: int
    actual: int
    expected: Decimal
    red_lines: int
    open_lines: int

    @property
    def pace(self) -> Decimal | None:
        if not self.expected:
            return None
        return (self.actual / self.expected).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def standing_of(row: PlanWeek | TrackedLine, week: PlanWeek) -> Standing:
    """No query."""
    light = TrackLight(row.light) if row.light else None
    return Standing(row.planned, row.tracked, week.elapsed, light)


def latest_week(actor: Actor) -> date | None:
    """The Monday of the last week that was tracked. One query."""
    return PlanWeek.objects.visible_to(actor).aggregate(week=Max("week_on"))["week"]


def weeks_of(plan: ProfitPlan, actor: Actor) -> tuple[tuple[PlanWeek, Standing], ...]:
    """A plan's weeks, the first one first. One query."""
    weeks = PlanWeek.objects.visible_to(actor).filter(plan=plan).select_related("plan__customer").order_by("week_on")
    return tuple((week, standing_of(week, week)) for week in weeks)


def week_page(week: PlanWeek, actor: Actor, on: date) -> WeekPage:
    """One week of a plan by store and model. Three queries.

    Of the last week all lines are there, of earlier ones those that were far behind or were answered.
    """
    lines = TrackedLine.objects.visible_to(actor).filter(week=week).select_related("store", "model", "answered_by")
    lines = list(lines.order_by("store__code", "store_id", "-planned", "model__code"))
    visible = set(Store.objects.visible_to(actor).filter(customer=week.plan.customer_id).values_list("pk", flat=True))
    weeks = weeks_of(week.plan, actor)
    may_answer = is_plan_owner(actor, week.plan) and week.week_on >= week_before(on)
    return WeekPage(
        week=week,
        standing=standing_of(week, week),
        sections=tuple(_sections(week, lines, visible, may_answer=may_answer)),
        weeks=weeks,
        is_last=weeks[-1][0].pk == week.pk,
    )


def desk_of(weeks: QuerySet[PlanWeek]) -> list[RepRow]:
    """Some weeks of plans by their rep, the one with most open lines first. Two queries."""
    names = ("plan__rep", "plan__rep__name")
    asked = Case(
        When(actual__isnull=False, then=ExpressionWrapper(_ASKED, output_field=FloatField())),
        default=0.0,
        output_field=FloatField(),
    )
    rows = (
        weeks.order_by()
        .values_list(*names)
        .annotate(
            plans=Count("pk"),
            green=Count("pk", filter=Q(light=TrackLight.GREEN)),
            amber=Count("pk", filter=Q(light=TrackLight.AMBER)),
            red=Count("pk", filter=Q(light=TrackLight.RED)),
            planned_units=Sum("planned"),
            sold=Sum("actual"),
            asked=Sum(asked),
            far=Sum("red_lines"),
        )
    )
    lines = TrackedLine.objects.unscoped(because="lines of weeks that the caller may see").unanswered()
    lines = lines.filter(week__in=weeks.order_by().values("pk")).order_by()
    open_lines = dict(lines.values_list("week__plan__rep").annotate(n=Count("pk")))
    found = [
        RepRow(
            *(pk, name, plans, green, amber, red, planned, sold or 0),
            *(Decimal(str(round(asked_units or 0, 1))), far, open_lines.get(pk, 0)),
        )
        for pk, name, plans, green, amber, red, planned, sold, asked_units, far in rows
    ]
    return sorted(found, key=lambda row: (-row.open_lines, -row.red, row.name))


# What is expected by now of the stores that reported, in the database's words.
_ASKED = F("planned_reported") * 1.0 * F("days_passed") / F("days_total")


def _sections(
    week: PlanWeek, lines: Sequence[TrackedLine], visible: set[int], *, may_answer: bool
) -> Iterator[StoreSection]:
    for store, group in groupby(lines, key=attrgetter("store")):
        rows = tuple(_row(week, line, may_answer=may_answer) for line in group)
        yield StoreSection(store, _sum(week, (row.line for row in rows)), rows, store.pk in visible)


def _row(week: PlanWeek, line: TrackedLine, *, may_answer: bool) -> LineRow:
    is_telling = line.light == TrackLight.RED or bool(line.cause)
    return LineRow(line, standing_of(line, week), may_answer and is_telling)


def _sum(week: PlanWeek, lines: Iterable[TrackedLine]) -> Standing:
    known = list(lines)
    total = sum_of(line.tracked for line in known)
    light = light_of(total, week.elapsed, week.lines_drawn)
    return Standing(sum(line.planned for line in known), total, week.elapsed, TrackLight(light) if light else None)
