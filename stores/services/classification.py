"""Proposing the classes of a center and month (handbook H3)."""

from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from salesops.accounts.models import Center, User
from salesops.notices.services import tell
from salesops.periods.month import Month
from salesops.workflow.models import AuditEvent
from salesops.workflow.services.bulk_rows import insert_rows
from stores import rules, steps
from stores.calc import certainty
from stores.calc.classification import RULE_VERSION
from stores.choices import RunStatus
from stores.models import ClassificationEntry, ClassificationRun
from stores.selectors.classification import Classification, Inputs, Placed, as_amount, classified, inputs_of


@transaction.atomic
def propose_classification(center: Center, month: Month, *, actor: Actor, at: datetime) -> ClassificationRun:
    """Make the proposal of a center and month, or refresh it; one that comes out the same stays untouched.

    The center is locked, so that two jobs make one proposal. Who looks at a proposal that was
    refreshed meanwhile cannot decide on it unseen: its revision has moved on.
    """
    Center.objects.select_for_update(no_key=True).get(pk=center.pk)
    inputs = inputs_of(center, month, on=timezone.localdate(at))
    wanted = _run_of(inputs, actor, at)
    if not rules.may_decide_classes(actor, wanted):
        raise PermissionDenied("propose_classification")
    run = _runs(center, month).filter(status=RunStatus.PROPOSED).first()
    if run is None:
        wanted.save(force_insert=True)
        _write_entries(wanted, classified(inputs))
        AuditEvent.record(wanted, steps.PROPOSE, actor=actor, at=at, after=RunStatus.PROPOSED)
        return wanted
    if _still_stands(run, wanted, "previous_class"):
        return run
    return _refresh(run, wanted, classified(inputs), actor=actor, at=at)


def standing_run(center: Center, month: Month, *, on: date) -> ClassificationRun | None:
    """The valid run of a month if classifying anew would change nothing. Nine queries."""
    run = _runs(center, month).filter(status=RunStatus.VALID).first()
    if run is None:
        return None
    wanted = _run_of(inputs_of(center, month, on=on), Actor.system("classify"), run.created_at)
    return run if _still_stands(run, wanted, "shown_class") else None


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


def _run_of(inputs: Inputs, actor: Actor, at: datetime) -> ClassificationRun:
    return ClassificationRun(
        center=inputs.center,
        month=inputs.month.first_day,
        window_starts_on=inputs.window[0].first_day,
        window_ends_on=inputs.window[-1].next_first_day,
        window_months=[str(month) for month in inputs.window],
        line_a_hundredths=inputs.rule.line_a_hundredths,
        line_b_hundredths=inputs.rule.line_b_hundredths,
        measure=inputs.rule.measure,
        rule_version=RULE_VERSION,
        sure_percent=inputs.rule.sure_percent,
        certainty_version=certainty.VERSION,
        resamples=certainty.RESAMPLES,
        seed=inputs.seed,
        inputs_digest=inputs.digest,
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
    "inputs_digest",
)
_ENTRY = (
    "run",
    "store",
    "rep",
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


def _write_entries(run: ClassificationRun, found: Classification) -> None:
    insert_rows(ClassificationEntry, _ENTRY, (_entry(run, placed) for placed in found.places))


def _entry(run: ClassificationRun, placed: Placed) -> tuple:
    placing = placed.placing
    return (
        run.pk,
        placed.store.pk,
        placed.rep_id,
        placing.rank,
        as_amount(placing.volume),
        as_amount(placing.before),
        as_amount(placing.total),
        {month: _kept(sold and sold.amount) for month, sold in zip(run.window_months, placed.months, strict=True)},
        placing.flags,
        placing.computed,
        placing.shown,
        placed.store.store_class,
        placed.is_kept,
        placed.counts and certainty.sureness(placed.counts, placed.settled),
        placed.counts or (),
        _drawn_from(placed.evidence) if placed.evidence else {},
    )


def _drawn_from(evidence: certainty.Evidence) -> dict[str, tuple[int, ...]]:
    """What the resamples were drawn from, by their method; the volume stands in the entry."""
    return {evidence.method: evidence.weeks or evidence.months}


def _kept(amount: int | Decimal | None) -> int | str | None:
    """Units as numbers, yuan as exact text; a month without a report stays empty."""
    return str(amount) if isinstance(amount, Decimal) else amount


def _still_stands(run: ClassificationRun, wanted: ClassificationRun, known_class: str) -> bool:
    """Whether a run's inputs are the same and its stores have the classes that it knows of. One query."""
    if any(getattr(run, name) != getattr(wanted, name) for name in _HEADER):
        return False
    entries = ClassificationEntry.objects.unscoped(because="the entries of the run that is held against its stores")
    return not entries.filter(run=run).exclude(**{known_class: F("store__store_class")}).exists()


def _runs(center: Center, month: Month):
    runs = ClassificationRun.objects.unscoped(because="there is one proposal and one valid run of a center and month")
    return runs.filter(center=center, month=month.first_day)


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
