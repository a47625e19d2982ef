"""Proposing the classes of a center and month (handbook H3).

Where PostgreSQL can rank by itself it does (`class_sets`); else Python does (`class_rows`), by the rule that both obey.
"""

from datetime import date, datetime

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
from stores.calc.classification import RULE_VERSION
from stores.choices import RunStatus
from stores.models import ClassificationEntry, ClassificationRun
from stores.selectors.class_sets import SetInputs, set_inputs_of, work_as_sets
from stores.selectors.class_windows import Digests, class_rule_of
from stores.selectors.classification import Inputs, inputs_of
from stores.services import class_rows, class_sets


@transaction.atomic
def propose_classification(center: Center, month: Month, *, actor: Actor, at: datetime) -> ClassificationRun:
    """Make the proposal of a center and month, or refresh it; one that comes out the same stays untouched.

    The center is locked, so that two jobs make one proposal. Who looks at a proposal that was
    refreshed meanwhile cannot decide on it unseen: its revision has moved on.
    """
    Center.objects.select_for_update(no_key=True).get(pk=center.pk)
    inputs = _inputs_of(center, month, timezone.localdate(at))
    wanted = _run_of(inputs, actor, at)
    if not rules.may_decide_classes(actor, wanted):
        raise PermissionDenied("propose_classification")
    run = _runs(center, month).filter(status=RunStatus.PROPOSED).first()
    if run is None:
        wanted.save(force_insert=True)
        _write(wanted, inputs)
        AuditEvent.record(wanted, steps.PROPOSE, actor=actor, at=at, after=RunStatus.PROPOSED)
        return wanted
    if _has_same_rule(run, wanted) and _known(digests := _digests_of(inputs), digests.proposed, run):
        return run
    return _refresh(run, wanted, inputs, actor=actor, at=at)


@transaction.atomic
def standing_run(center: Center, month: Month, *, on: date) -> ClassificationRun | None:
    """The valid run of a month if classifying anew would change nothing. Four queries as sets, nine as rows."""
    run = _runs(center, month).filter(status=RunStatus.VALID).first()
    if run is None:
        return None
    inputs = _inputs_of(center, month, on)
    if not _has_same_rule(run, _run_of(inputs, Actor.system("classify"), run.created_at)):
        return None
    digests = _digests_of(inputs)
    return run if _known(digests, digests.valid, run) else None


def keep_valid_classes(run: ClassificationRun) -> None:
    """Note with which classes a run that was made valid stands. Two queries."""
    way = class_sets if work_as_sets(run) else class_rows
    run.classes_digest = way.class_sum_of(run)
    run.save(update_fields=["classes_digest"])


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


def _run_of(inputs: Inputs | SetInputs, actor: Actor, at: datetime) -> ClassificationRun:
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
        seed=inputs.seed,
        created_at=at,
        created_by_id=actor.user_id,
    )


_RULE = (
    "window_starts_on",
    "window_ends_on",
    "window_months",
    "line_a_hundredths",
    "line_b_hundredths",
    "measure",
    "rule_version",
    "sure_percent",
    "seed",
)


def _inputs_of(center: Center, month: Month, on: date) -> Inputs | SetInputs:
    gather = set_inputs_of if work_as_sets(class_rule_of(center)) else inputs_of
    return gather(center, month, on=on)


def _digests_of(inputs: Inputs | SetInputs) -> Digests:
    return _way(inputs).digests_of(inputs)


def _write(run: ClassificationRun, inputs: Inputs | SetInputs) -> None:
    """Keep the places of a run, and by which inputs and classes they came about."""
    digests = _way(inputs).write_places(run, inputs)
    run.inputs_digest, run.classes_digest = digests.inputs, digests.proposed
    run.save(update_fields=["inputs_digest", "classes_digest", "certainty_version", "resamples"])


def _way(inputs: Inputs | SetInputs):
    return class_sets if isinstance(inputs, SetInputs) else class_rows


def _has_same_rule(run: ClassificationRun, wanted: ClassificationRun) -> bool:
    return all(getattr(run, name) == getattr(wanted, name) for name in _RULE)


def _known(digests: Digests, classes: str, run: ClassificationRun) -> bool:
    return (digests.inputs, classes) == (run.inputs_digest, run.classes_digest)


def _runs(center: Center, month: Month):
    runs = ClassificationRun.objects.unscoped(because="there is one proposal and one valid run of a center and month")
    return runs.filter(center=center, month=month.first_day)


def _refresh(
    run: ClassificationRun, wanted: ClassificationRun, inputs: Inputs | SetInputs, *, actor: Actor, at: datetime
) -> ClassificationRun:
    for name in _RULE:
        setattr(run, name, getattr(wanted, name))
    run.revision += 1
    run.save(update_fields=[*_RULE, "revision"])
    entries = ClassificationEntry.objects.unscoped(because="the entries of the run that is refreshed")
    entries.filter(run=run).delete()
    _write(run, inputs)
    AuditEvent.record(run, steps.REFRESH, actor=actor, at=at, before=RunStatus.PROPOSED, after=RunStatus.PROPOSED)
    return run
