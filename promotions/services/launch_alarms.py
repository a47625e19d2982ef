"""Telling of launches whose curve falls behind its plan: once for each launch, center and week (handbook H6.1)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from promotions.calc.launch_curve import LaunchFigures, StoreFacts, ranked
from promotions.choices import LaunchStatus
from promotions.models import Launch, LaunchAlarm
from promotions.selectors.launch_evidence import facts_of, targets_of
from promotions.services.launch_notices import managers_of
from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from salesops.notices.services import tell
from salesops.workflow.services import finish_job, note_progress, start_job
from stores.calc.distribution import monday_of

JOB = gettext_noop("watch launches")


def watch_launches(*, on: date, at: datetime) -> int:
    """Look at every running launch as it stood the evening before; return how many centers are newly behind.

    Run again on the same day, or by two at once, it tells nobody twice.
    """
    running = Launch.objects.filter(status=LaunchStatus.PUBLISHED, starts_on__lt=on).order_by("pk")
    launches = list(running)
    run = start_job(JOB, f"{on:%Y-%m-%d}", total=len(launches), at=at)
    raised = 0
    for done, launch in enumerate(launches, start=1):
        raised += watch_launch(launch, on=on, at=at)
        note_progress(run, done=done, at=at)
    finish_job(run, at=at, message=str(raised))
    return raised


@transaction.atomic
def watch_launch(launch: Launch, *, on: date, at: datetime) -> int:
    """One launch in a transaction of its own."""
    evening = date.fromordinal(on.toordinal() - 1)
    facts = facts_of(launch, targets_of(launch, Actor.system(JOB)), evening)
    behind = _behind(launch, facts, evening)
    known = LaunchAlarm.objects.unscoped(because="the job looks at all centers")
    week_on = monday_of(on)
    told = set(known.filter(launch=launch, week_on=week_on).values_list("center_id", flat=True))
    fresh = [(center_id, figures) for center_id, figures in behind if center_id not in told]
    LaunchAlarm.objects.bulk_create(
        [_alarm(launch, center_id, figures, week_on, at) for center_id, figures in fresh], ignore_conflicts=True
    )
    _tell(launch, fresh, week_on, at)
    return len(fresh)


def _behind(launch: Launch, facts: Sequence[StoreFacts], on: date) -> list[tuple[int, LaunchFigures]]:
    by_center = ranked(facts, lambda store: store.center_id, launch.starts_on, launch.ends_on, on)
    return [(center_id, figures) for center_id, figures in by_center if figures.is_behind]


def _alarm(launch: Launch, center_id: int, figures: LaunchFigures, week_on: date, at: datetime) -> LaunchAlarm:
    return LaunchAlarm(
        launch=launch,
        center_id=center_id,
        week_on=week_on,
        carrying=figures.numeric.part,
        stores=figures.numeric.whole,
        planned_stores=figures.planned_stores,
        raised_at=at,
    )


def _tell(launch: Launch, fresh: Sequence[tuple[int, LaunchFigures]], week_on: date, at: datetime) -> None:
    """The center's managers and who planned the launch."""
    managers = managers_of(center_id for center_id, _figures in fresh)
    names = dict(Center.objects.values_list("pk", "name")) if fresh else {}
    for center_id, figures in fresh:
        tell(
            [launch.created_by_id, *(manager.pk for manager in managers.get(center_id, []))],
            "launch_behind",
            values={
                "launch": launch.name,
                "center": names[center_id],
                "carrying": figures.numeric.part,
                "stores": figures.numeric.whole,
                "planned": figures.planned_stores,
            },
            url=f"{reverse('promotions:launch_tracking', args=[launch.pk])}?center={center_id}",
            dedupe_key=f"launch_behind:{launch.pk}:{center_id}:{week_on}",
            at=at,
        )
