"""What the room does by itself: proposals of classes, overrides that end, likely duplicates (handbook H2.2, H3)."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext_noop

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from salesops.errors import DomainError
from salesops.periods.month import Month
from salesops.workflow.services import fail_job, finish_job, note_progress, start_job
from stores.selectors.runs import is_decided, runs_to_measure
from stores.services.bulk_jobs import BULK_JOB, stalled_bulk_edits, work_on_bulk_edit
from stores.services.class_certainty import areas_to_measure, measure_certainty
from stores.services.class_decisions import return_from_overrides
from stores.services.classification import propose_classification, tell_managers
from stores.services.distribution_weeks import measure_weeks
from stores.services.hand_overs import carry_out_hand_over, due_hand_overs, tell_of_hand_over
from stores.services.twins import find_all_twins

MEASURING = gettext_noop("stores.measure_certainty")
PROPOSING = gettext_noop("stores.propose_classifications")
FINDING_TWINS = gettext_noop("stores.find_twins")


@shared_task(name=PROPOSING)
def propose_classifications(month: str = "") -> None:
    """Start one proposal for each center; a month that its manager has decided on is left alone."""
    wanted = Month.parse(month) if month else Month.of(timezone.localdate())
    for center_id in Center.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True):
        if not is_decided(center_id, wanted):
            propose_center.delay(center_id=center_id, month=str(wanted))


@shared_task(name="stores.propose_center")
def propose_center(*, center_id: int, month: str) -> None:
    at = timezone.now()
    center = Center.objects.get(pk=center_id)
    job = start_job(PROPOSING, f"{center.code} {month}", total=1, at=at)
    try:
        run = propose_classification(center, Month.parse(month), actor=Actor.system(PROPOSING), at=at)
    except DomainError as refusal:
        fail_job(job, at=timezone.now(), message=str(refusal))
        return
    tell_managers(run, at=at)
    finish_job(job, at=timezone.now())
    if not run.certainty_version:
        measure_run.delay(run_id=run.pk)


@shared_task(name=MEASURING)
def measure_certainties() -> None:
    """Take up each run that nobody has measured to its end."""
    for run in runs_to_measure():
        measure_run.delay(run_id=run.pk)


@shared_task(name="stores.measure_run")
def measure_run(*, run_id: int) -> None:
    run = runs_to_measure().filter(pk=run_id).first()
    if run is None:
        return
    job = start_job(MEASURING, f"{run.center.code} {run.month:%Y-%m}", total=areas_to_measure(run), at=timezone.now())
    measured = measure_certainty(run, note=lambda areas: note_progress(job, done=areas, at=timezone.now()))
    finish_job(job, at=timezone.now(), message=str(measured))


@shared_task(name="stores.end_class_overrides")
def end_class_overrides() -> None:
    at = timezone.now()
    return_from_overrides(
        on=timezone.localdate(at), actor=Actor.system(gettext_noop("stores.end_class_overrides")), at=at
    )


@shared_task(name="stores.carry_out_hand_overs")
def carry_out_hand_overs() -> None:
    at = timezone.now()
    actor = Actor.system(gettext_noop("stores.carry_out_hand_overs"))
    for hand_over in due_hand_overs(timezone.localdate(at)):
        tell_of_hand_over(carry_out_hand_over(hand_over, actor=actor, at=at), at=at)


@shared_task(name=BULK_JOB)
def work_on_bulk(*, edit_id: int) -> None:
    """Preview, make or undo a long bulk edit."""
    work_on_bulk_edit(edit_id, clock=timezone.now)


@shared_task(name="stores.resume_bulk_edits")
def resume_bulk_edits() -> None:
    """Send again what lost its worker; the settings' schedule calls this every few minutes."""
    for edit_id in stalled_bulk_edits(timezone.now()):
        work_on_bulk.delay(edit_id=edit_id)


@shared_task(name=FINDING_TWINS)
def find_twins() -> None:
    """Start one search for each center."""
    for center_id in Center.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True):
        find_center_twins.delay(center_id=center_id)


@shared_task(name="stores.find_center_twins")
def find_center_twins(*, center_id: int) -> None:
    at = timezone.now()
    center = Center.objects.get(pk=center_id)
    job = start_job(FINDING_TWINS, center.code, total=1, at=at)
    found = find_all_twins(center, at=at)
    finish_job(job, at=timezone.now(), message=str(found))


@shared_task(name="stores.measure_distribution")
def measure_distribution() -> None:
    """Measure each center's last weeks anew, up to the last full day; a center that fails keeps no other back."""
    for center_id in Center.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True):
        measure_center.delay(center_id=center_id)


@shared_task(name="stores.measure_center")
def measure_center(*, center_id: int) -> None:
    measure_weeks(Center.objects.get(pk=center_id), until=timezone.localdate() - timedelta(days=1))
