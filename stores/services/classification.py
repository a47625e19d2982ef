"""Proposing the classes of a center and month (handbook H3)."""

from datetime import datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from salesops.accounts.models import Center, User
from salesops.notices.services import tell
from salesops.periods.month import Month
from salesops.workflow.models import AuditEvent
from stores import rules, steps
from stores.calc import certainty
from stores.choices import RunStatus
from stores.models import ClassificationEntry, ClassificationRun
from stores.selectors.classification import Classification, Placed, as_amount, classification_of

BATCH = 500


@transaction.atomic
def propose_classification(center: Center, month: Month, *, actor: Actor, at: datetime) -> ClassificationRun:
    """Make the proposal of a center and month, or refresh it; one that comes out the same stays untouched.

    The center is locked, so that two jobs make one proposal. Who looks at a proposal that was
    refreshed meanwhile cannot decide on it unseen: its revision has moved on.
    """
    Center.objects.select_for_update(no_key=True).get(pk=center.pk)
    found = classification_of(center, month, on=timezone.localdate(at))
    wanted = _run_of(found, actor, at)
    if not rules.may_decide_classes(actor, wanted):
        raise PermissionDenied("propose_classification")
    runs = ClassificationRun.objects.unscoped(because="there is one proposal of a center and month")
    run = runs.filter(center=center, month=month.first_day, status=RunStatus.PROPOSED).first()
    if run is None:
        wanted.save(force_insert=True)
        _write_entries(wanted, found)
        AuditEvent.record(wanted, steps.PROPOSE, actor=actor, at=at, after=RunStatus.PROPOSED)
        return wanted
    if _says_the_same(run, wanted, found):
        return run
    return _refresh(run, wanted, found, actor=actor, at=at)


def tell_managers(run: ClassificationRun, *, at: datetime) -> None:
    """Ask the center's managers to decide, and raise the alarm if stores jump; a month is announced once."""
    entries = ClassificationEntry.objects.unscoped(because="how many stores a proposal moves").filter(run=run)
    _tell(run, "classification_proposed", {"movers": entries.movers().count()}, at=at)
    jumps = entries.jumps().count()
    if jumps:
        _tell(run, "classification_jumps", {"jumps": jumps}, at=at, query="?show=jumps")


def _tell(run: ClassificationRun, text_key: str, values: dict[str, int], *, at: datetime, query: str = "") -> None:
    managers = User.objects.active().filter(role=Role.MANAGER, center_id=run.center_id)
    tell(
        managers.values_list("pk", flat=True),
        text_key,
        values={"month": f"{run.month:%Y-%m}", **values},
        url=run.get_absolute_url() + query,
        dedupe_key=f"{text_key} {run.center_id} {run.month:%Y-%m}",
        at=at,
    )


def _run_of(found: Classification, actor: Actor, at: datetime) -> ClassificationRun:
    return ClassificationRun(
        center=found.center,
        month=found.month.first_day,
        window_starts_on=found.window[0].first_day,
        window_ends_on=found.window[-1].next_first_day,
        window_months=[str(month) for month in found.window],
        line_a_hundredths=found.rule.line_a_hundredths,
        line_b_hundredths=found.rule.line_b_hundredths,
        measure=found.rule.measure,
        rule_version=found.rule_version,
        sure_percent=found.rule.sure_percent,
        certainty_version=certainty.VERSION,
        resamples=certainty.RESAMPLES,
        seed=found.seed,
        created_at=at,
        created_by_id=actor.user_id,
    )


_HEADER = (
    "window_starts_on",
    "window_ends_on",
    "window_months",
    "line_a_hundredths",
    "line_b_hundredths",
    "measure",
    "rule_version",
    "sure_percent",
    "certainty_version",
    "resamples",
    "seed",
)
_ENTRY = (
    "store_id",
    "rep_id",
    "rank",
    "volume",
    "before",
    "total",
    "months",
    "flags",
    "store_class",
    "shown_class",
    "previous_class",
    "is_kept",
    "certainty_percent",
    "class_counts",
    "evidence",
)


def _entry(run: ClassificationRun, placed: Placed) -> ClassificationEntry:
    placing = placed.placing
    return ClassificationEntry(
        run=run,
        store=placed.store,
        rep_id=placed.rep_id,
        rank=placing.rank,
        volume=as_amount(placing.volume),
        before=as_amount(placing.before),
        total=as_amount(placing.total),
        months={str(month): _kept(sold and sold.amount) for month, sold in placed.months.items()},
        flags=[str(flag) for flag in placing.flags],
        store_class=placing.computed,
        shown_class=placing.shown,
        previous_class=placed.store.store_class,
        is_kept=placed.is_kept,
        certainty_percent=placed.counts and certainty.sureness(placed.counts, placed.settled),
        class_counts=list(placed.counts or ()),
        evidence=_drawn_from(placed.evidence) if placed.evidence else {},
    )


def _drawn_from(evidence: certainty.Evidence) -> dict[str, list[int]]:
    """What the resamples were drawn from, by their method; the volume stands in the entry."""
    drawn = evidence.weeks or evidence.months
    return {str(evidence.method): list(drawn)}


def _kept(amount: int | Decimal | None) -> int | str | None:
    """Units as numbers, yuan as exact text; a month without a report stays empty."""
    return str(amount) if isinstance(amount, Decimal) else amount


def _write_entries(run: ClassificationRun, found: Classification) -> None:
    ClassificationEntry.objects.bulk_create([_entry(run, placed) for placed in found.places], BATCH)


def _says_the_same(run: ClassificationRun, wanted: ClassificationRun, found: Classification) -> bool:
    if any(getattr(run, name) != getattr(wanted, name) for name in _HEADER):
        return False
    entries = ClassificationEntry.objects.unscoped(because="the entries of the run that is refreshed")
    kept = entries.filter(run=run).order_by("store_id").values_list(*_ENTRY)
    fresh = sorted((_entry(run, placed) for placed in found.places), key=lambda entry: entry.store_id)
    return list(kept) == [tuple(getattr(entry, name) for name in _ENTRY) for entry in fresh]


def _refresh(
    run: ClassificationRun, wanted: ClassificationRun, found: Classification, *, actor: Actor, at: datetime
) -> ClassificationRun:
    for name in _HEADER:
        setattr(run, name, getattr(wanted, name))
    run.revision += 1
    run.save(update_fields=[*_HEADER, "revision"])
    entries = ClassificationEntry.objects.unscoped(because="the entries of the run that is refreshed")
    entries.filter(run=run).delete()
    _write_entries(run, found)
    AuditEvent.record(run, steps.REFRESH, actor=actor, at=at, before=RunStatus.PROPOSED, after=RunStatus.PROPOSED)
    return run
