"""Measuring promotions after their end, and saying what was learned (handbook H6.2)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from promotions import effect_steps as steps
from promotions.calc.effect.measure import RULE_VERSION, Measured, Summary, measure
from promotions.calc.effect.units import Times
from promotions.calc.effect.written import figures_of, rounded
from promotions.effect_choices import SummaryStatus
from promotions.models import Promotion, PromotionSummary, SummaryPart, SummaryStore
from promotions.rules import may_plan
from promotions.selectors.effect_material import Material, material_of, times_of
from promotions.selectors.effect_value import unit_value_of
from promotions.selectors.summaries import due_for_measuring
from promotions.services.summary_series import write_series
from promotions.services.telling import tell_measured
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.flow import NotPossibleNow, take_step
from salesops.workflow.models import AuditEvent
from salesops.workflow.services import (
    finish_job,
    note_progress,
    record_change,
    start_job,
    update_with_history,
)

JOB = gettext_noop("measure promotions")
BECAUSE = "a summary's own rows are replaced as a whole"
# The days after, and a week to say what was learned.
DAYS_TO_FINISH = 21


class StillRuns(DomainError):
    """A promotion is measured after its last day."""


class LessonsMissing(DomainError):
    """A summary is finished with what worked and what did not."""


def measure_promotions(*, on: date, at: datetime) -> int:
    """Measure what ended and is not final, and what sales arrived late for; return how many.

    Each is a transaction of its own: run twice, by two at once or cut off, there is one summary of each.
    """
    actor, due = Actor.system(JOB), due_for_measuring(on)
    run = start_job(JOB, f"{on:%Y-%m-%d}", total=len(due), at=at)
    for done, promotion in enumerate(due, start=1):
        measure_promotion(promotion, on=on, actor=actor, at=at)
        note_progress(run, done=done, at=at)
    finish_job(run, at=at, message=str(len(due)))
    return len(due)


@transaction.atomic
def measure_promotion(promotion: Promotion, *, on: date, actor: Actor, at: datetime) -> PromotionSummary:
    """Measure one promotion by the sales known before a day; the former figures give way, what was typed stays."""
    if on <= promotion.ends_on:
        raise StillRuns(_("It can be measured after its last day."))
    Promotion.objects.select_for_update().get(pk=promotion.pk)
    times, material = times_of(promotion), material_of(promotion, on)
    found = measure(material.stores, times, is_over=on > times.last)
    former = PromotionSummary.objects.filter(promotion=promotion).first()
    summary = _written(promotion, found, former, is_final=on > times.last, at=at)
    SummaryPart.objects.unscoped(because=BECAUSE).filter(summary=summary).delete()
    SummaryStore.objects.unscoped(because=BECAUSE).filter(summary=summary).delete()
    SummaryPart.objects.bulk_create(_parts(summary, found))
    SummaryStore.objects.bulk_create(_stores(summary, found, material, times), batch_size=1000)
    write_series(summary, times, on=on)
    _note(summary, former, actor, at)
    return summary


@transaction.atomic
def write_lessons(
    summary: PromotionSummary, lessons: str, *, revision: int, actor: Actor, at: datetime
) -> PromotionSummary:
    """Say what worked and what did not, before it is finished."""
    if not may_plan(actor, summary.promotion):
        raise PermissionDenied("write_lessons")
    if summary.status == SummaryStatus.FINISHED:
        raise NotPossibleNow(_("This summary is finished. Open it again before you change it."))
    return update_with_history(summary, {"lessons": lessons}, revision=revision, actor=actor, at=at)


def finish_summary(summary: PromotionSummary, *, actor: Actor, at: datetime) -> PromotionSummary:
    """Close it: the days after are over and somebody said what was learned."""
    if not summary.lessons:
        raise LessonsMissing(_("Say what worked and what did not before you finish."))
    if not summary.is_final:
        raise StillRuns(_("The two weeks after the end are not over: their dip is still to be subtracted."))
    return take_step(steps.FINISH, summary, actor=actor, at=at)


def reopen_summary(summary: PromotionSummary, *, reason: str, actor: Actor, at: datetime) -> PromotionSummary:
    return take_step(steps.REOPEN, summary, actor=actor, at=at, reason=reason)


def _written(
    promotion: Promotion, found: Summary, former: PromotionSummary | None, *, is_final: bool, at: datetime
) -> PromotionSummary:
    counted = found.counted
    values = {
        "rule_version": RULE_VERSION,
        "method": counted.method.value if counted else "",
        "verdict": found.verdict.value,
        "factor": rounded(found.matched.factor, "0.0001") if found.matched else None,
        "after_counted": rounded(counted.after_counted, "0.001") if counted and is_final else None,
        "unit_value_yuan": unit_value_of(promotion),
        "is_final": is_final,
        "measured_at": at,
        "due_on": promotion.ends_on + timedelta(days=DAYS_TO_FINISH),
    }
    if former is None:
        return PromotionSummary.objects.create(promotion=promotion, **values)
    PromotionSummary.objects.filter(pk=former.pk).update(**values)
    return PromotionSummary.objects.get(pk=former.pk)


def _parts(summary: PromotionSummary, found: Summary) -> Iterator[SummaryPart]:
    for measured in (found.matched, found.forecast):
        for (center, store_class), group in measured.by_group.items() if measured else ():
            yield SummaryPart(
                summary=summary,
                method=measured.method.value,
                center_id=int(center) if center else None,
                store_class=store_class,
                stores=group.stores,
                **figures_of(group.effect),
            )


def _stores(summary: PromotionSummary, found: Summary, material: Material, times: Times) -> Iterator[SummaryStore]:
    for store in material.stores:
        if not store.is_in:
            continue
        effect = found.counted.by_store.get(store.store_id) if found.counted else None
        sold = store.units[times.during]
        yield SummaryStore(
            summary=summary,
            store_id=store.store_id,
            store_class=store.store_class,
            is_mixed=store.store_id in material.mixed,
            sold=None if (sold != sold).all() else int(sold[sold == sold].sum()),
            by_matched=_baseline(found.matched, store.store_id),
            by_forecast=_baseline(found.forecast, store.store_id),
            uplift=rounded(effect.days.uplift) if effect else None,
            after=rounded(effect.after.uplift) if effect and effect.after else None,
            net=rounded(effect.net.uplift) if effect else None,
            net_low=rounded(effect.net.low) if effect else None,
            net_high=rounded(effect.net.high) if effect else None,
            partners=list(found.matched.partners.get(store.store_id, ())) if found.matched else [],
        )


def _baseline(measured: Measured | None, store_id: int) -> Decimal | None:
    effect = measured.by_store.get(store_id) if measured else None
    return rounded(effect.days.baseline) if effect else None


def _note(summary: PromotionSummary, former: PromotionSummary | None, actor: Actor, at: datetime) -> None:
    """The first measuring is an event, a later one only where it says something else."""
    if former is None:
        AuditEvent.record(summary, steps.MEASURE, actor=actor, at=at)
    elif (former.verdict, former.is_final) != (summary.verdict, summary.is_final):
        changes = {
            name: (str(getattr(former, name)), str(getattr(summary, name)))
            for name in ("verdict", "is_final")
            if getattr(former, name) != getattr(summary, name)
        }
        record_change(summary, changes, actor=actor, at=at, step=steps.MEASURE)
    if summary.is_final and (former is None or not former.is_final):
        tell_measured(summary, at=at)
