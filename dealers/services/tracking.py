"""The weekly tracking of approved plans, written center by center (handbook H8.3; jobs J1, J2, J8).

A week has one row for each plan and one for each line. A run again brings the figures up to the sales that have
arrived; what a person answered stays.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from dealers.calc.tracking import MID_MONTH, RULE_VERSION, Light, Tracked, light_of, sum_of
from dealers.models import PlanWeek, TrackedLine
from dealers.selectors.tracking_material import (
    BECAUSE,
    CenterWeek,
    PlanMaterial,
    StoreModel,
    center_week,
    plans_to_track,
    tracked_material,
)
from dealers.services.machine_rows import Parts, write_parts
from dealers.services.monthly import AT_ONCE
from dealers.services.tracking_notices import tell_of_center, tell_of_interims
from dealers.tracking_choices import TrackLight
from salesops.accounts.models import Center
from salesops.workflow.services import finish_job, note_progress, start_job
from stores.choices import CustomerKind

JOB = gettext_noop("track plans")
WEEK_FIELDS = (
    *("days_passed", "days_total", "due_on", "planned", "planned_reported", "actual", "light"),
    *("red_lines", "stores", "unreported", "terms", "rule", "built_at"),
)
LINES = Parts(
    document="week",
    key=("store_id", "model_id"),
    machine=("planned", "actual", "light"),
    untyped={
        "cause": "",
        "remark": "",
        "action": "",
        "action_due_on": None,
        "answered_by": None,
        "answered_at": None,
        "task_client_id": None,
        "revision": 1,
    },
)


@dataclass(frozen=True, slots=True)
class TrackReport:
    """What became of one center's week."""

    plans: int = 0
    red_lines: int = 0


def track_center(center: Center, week_on: date, *, at: datetime) -> TrackReport:
    """Track all approved plans of a center at the end of a week, and tell once who has to answer.

    Portions are written in transactions of their own; run twice, late, in parallel or after a kill, the rows are
    the same. A month of which no working day has passed has no week yet.
    """
    known = center_week(center, week_on)
    if known is None:
        return TrackReport()
    plan_ids = plans_to_track(center, week_on)
    run = start_job(JOB, f"{week_on}:{center.code}", total=len(plan_ids), at=at)
    red = 0
    for start in range(0, len(plan_ids), AT_ONCE):
        portion = plan_ids[start : start + AT_ONCE]
        red += write_weeks(portion, known, at=at)
        note_progress(run, done=start + len(portion), at=at)
    tell_of_center(center, week_on, at=at)
    tell_of_interims(center, week_on, at=at)
    finish_job(run, at=at, message=str(red))
    return TrackReport(len(plan_ids), red)


@transaction.atomic
def write_weeks(plan_ids: Sequence[int], known: CenterWeek, *, at: datetime) -> int:
    """Write one week of some plans; return how many lines are far behind. A dozen queries, whatever their number.

    The upsert holds the weeks' rows until the end, in the plans' order: of two runs the second finds the first's lines.
    """
    lines = {
        plan_id: _lines_of(material, known) for plan_id, material in tracked_material(plan_ids, known.week_on).items()
    }
    rows = PlanWeek.objects.unscoped(because=BECAUSE)
    rows.bulk_create(
        [_week(plan_id, lines[plan_id], known, at) for plan_id in plan_ids],
        update_conflicts=True,
        unique_fields=["plan", "week_on"],
        update_fields=WEEK_FIELDS,
    )
    weeks = dict(rows.of_week(known.week_on).filter(plan__in=plan_ids).values_list("plan_id", "pk"))
    _write_lines({weeks[plan_id]: of_plan for plan_id, of_plan in lines.items()})
    _forget_quiet_lines(plan_ids, known.week_on)
    return sum(_is_red(light) for of_plan in lines.values() for _tracked, light in of_plan.values())


def _write_lines(drafted: Mapping[int, Mapping[StoreModel, tuple[Tracked, str]]]) -> None:
    rows = TrackedLine.objects.unscoped(because=BECAUSE)
    wanted = {
        week_id: {key: (tracked.planned, tracked.actual, light) for key, (tracked, light) in of_week.items()}
        for week_id, of_week in drafted.items()
    }
    written = write_parts(rows, LINES, wanted, ())
    left = [row.pk for row in written.left if not row.cause]
    if left:
        rows.filter(pk__in=left).delete()


def _forget_quiet_lines(plan_ids: Sequence[int], week_on: date) -> None:
    """Of weeks before, the lines that were far behind or answered stay; the others the sales records still tell.

    An interim summary stays as it was gone through, with all its lines.
    """
    rows = TrackedLine.objects.unscoped(because=BECAUSE).exclude(light=TrackLight.RED)
    rows = rows.filter(week__plan__in=plan_ids, week__week_on__lt=week_on, cause="")
    gone_through = Q(week__week_on__day__range=MID_MONTH, week__plan__customer__kind=CustomerKind.DEALER)
    rows.exclude(gone_through).delete()


def _lines_of(material: PlanMaterial, known: CenterWeek) -> dict[StoreModel, tuple[Tracked, str]]:
    """What was planned or sold, by store and model, with its light."""
    return {key: (tracked, _light(tracked, known)) for key, tracked in _tracked(material)}


def _tracked(material: PlanMaterial) -> Iterator[tuple[StoreModel, Tracked]]:
    for key in sorted({*material.planned, *material.sold}):
        planned = material.planned.get(key, 0)
        actual = material.sold.get(key, 0) if key[0] in material.reporting else None
        if planned or actual:
            yield key, Tracked(planned, actual)


def _week(plan_id: int, lines: Mapping[StoreModel, tuple[Tracked, str]], known: CenterWeek, at: datetime) -> PlanWeek:
    tracked = [one for one, _light_of_line in lines.values()]
    total = sum_of(tracked)
    stores = {store_id for store_id, _model_id in lines}
    silent = {store_id for (store_id, _model_id), (one, _light_of_line) in lines.items() if one.actual is None}
    return PlanWeek(
        plan_id=plan_id,
        week_on=known.week_on,
        days_passed=known.elapsed.passed,
        days_total=known.elapsed.total,
        due_on=known.due_on,
        planned=sum(one.planned for one in tracked),
        planned_reported=0 if total.actual is None else total.planned,
        actual=total.actual,
        light=_light(total, known),
        red_lines=sum(_is_red(light) for _one, light in lines.values()),
        stores=len(stores),
        unreported=len(silent),
        terms={
            "green_from": known.terms.green_from,
            "red_below": known.terms.red_below,
            "least_missing": known.terms.least_missing,
        },
        rule=RULE_VERSION,
        built_at=at,
    )


def _light(tracked: Tracked, known: CenterWeek) -> str:
    light = light_of(tracked, known.elapsed, known.terms.lines)
    return light.value if light else ""


def _is_red(light: str) -> bool:
    return light == Light.RED
