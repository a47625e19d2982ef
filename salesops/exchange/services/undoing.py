"""An import is taken back: looked at, decided, and done in one transaction (handbook H2.4, reliability I3)."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor, actor_for
from salesops.errors import DomainError
from salesops.exchange.choices import RunState, Severity
from salesops.exchange.models import ImportEffect, ImportIssue, ImportRun, ImportUndo
from salesops.exchange.problems import Param
from salesops.exchange.progress import Progress, telling_progress
from salesops.exchange.registry import kind_of
from salesops.exchange.services.checking import Clock
from salesops.exchange.undo import MOST_OBSTACLES, STEP, UndoContext, UndoPlan, UndoSession
from salesops.workflow.flow import NotPossibleNow, ReasonMissing
from salesops.workflow.models import AuditEvent

_BECAUSE = "a job works on the run that it was given"


class CannotBeUndone(DomainError):
    """Nothing is known of what the import did, or its kind has no way back."""


class RowsInTheWay(DomainError):
    """Rows would have to stay; carries the plan that names them."""

    def __init__(self, plan: UndoPlan) -> None:
        super().__init__(
            _("%(count)s rows stand in the way, so nothing was undone. Undo the others only, or leave it.")
            % {"count": plan.kept}
        )
        self.plan = plan


def look_at_undo(run: ImportRun, *, actor: Actor, at: datetime) -> UndoPlan:
    """What undoing the import would do now; nothing is written. What stands in no way costs no query."""
    _require(run, RunState.IMPORTED)
    plan = _session(run, UndoContext(run.pk, actor, at)).look()
    if plan.is_empty:
        raise CannotBeUndone(_("Of this import it was not kept what it did, so it cannot be undone."))
    return plan


@transaction.atomic
def request_undo(run: ImportRun, *, possible_only: bool, actor: Actor, at: datetime, reason: str) -> ImportRun:
    """Decide that an import shall be undone; the writing follows as a job. One of two wins."""
    if not reason.strip():
        raise ReasonMissing(_("Please give a reason."))
    runs = ImportRun.objects.unscoped(because="the row was seen; it is read again under a lock")
    run = runs.select_for_update().get(pk=run.pk)
    plan = look_at_undo(run, actor=actor, at=at)
    _refuse_in_the_way(plan, possible_only=possible_only)
    run.state = RunState.UNDOING
    run.attempts = run.done = 0
    run.total = plan.removed + plan.restored + plan.kept
    run.message_code = ""
    run.heartbeat_at = at
    run.save(update_fields=["state", "attempts", "done", "total", "message_code", "heartbeat_at"])
    who = {"requested_by_id": actor.user_id, "job": actor.job, "requested_at": at}
    wish = {"reason": reason.strip()[:200], "possible_only": possible_only}
    ImportUndo.objects.unscoped(because=_BECAUSE).update_or_create(run=run, defaults=who | wish)
    AuditEvent.record(run, STEP, actor=actor, at=at, reason=reason.strip())
    return run


def undo_import(run_id: int, *, clock: Clock) -> ImportRun:
    """Take the import back, all in one transaction; a kill on the way leaves it as it was.

    Of two jobs on one run the second finds the row locked and leaves; one that comes later finds the
    run undone. What cannot be done leaves the run imported, with the reason.
    """
    runs = ImportRun.objects.unscoped(because=_BECAUSE)
    run = runs.select_related("undo__requested_by").get(pk=run_id)
    if not _claim(run_id, at=clock()):
        return run
    try:
        with telling_progress(run, run.total) as progress:
            _undo(run, progress, at=clock())
    except RowsInTheWay as refusal:
        leave_imported(run, "undo_stands", {"count": refusal.plan.kept}, at=clock())
    except IntegrityError:
        leave_imported(run, "undo_clash", {}, at=clock())
    except DomainError as refusal:
        leave_imported(run, "said", {"text": str(refusal)[:500]}, at=clock())
    run.refresh_from_db()
    return run


def leave_imported(run: ImportRun, code: str, params: dict[str, Param], *, at: datetime) -> None:
    """Close an undo without anything undone, with the reason."""
    runs = ImportRun.objects.unscoped(because=_BECAUSE)
    runs.filter(pk=run.pk, state=RunState.UNDOING).update(
        state=RunState.IMPORTED, message_code=code, message_params=params, heartbeat_at=at
    )


@transaction.atomic
def _claim(run_id: int, *, at: datetime) -> bool:
    runs = ImportRun.objects.unscoped(because=_BECAUSE)
    waiting = runs.select_for_update(skip_locked=True).filter(pk=run_id, state=RunState.UNDOING)
    if waiting.first() is None:
        return False
    runs.filter(pk=run_id).update(attempts=F("attempts") + 1, heartbeat_at=at)
    return True


@transaction.atomic
def _undo(run: ImportRun, progress: Progress, *, at: datetime) -> None:
    runs = ImportRun.objects.unscoped(because=_BECAUSE)
    if runs.select_for_update(skip_locked=True).filter(pk=run.pk, state=RunState.UNDOING).first() is None:
        return
    undo = run.undo
    actor = _actor_of(undo, at)
    session = _session(run, UndoContext(run.pk, actor, at, undo.reason, is_writing=True, go_on=progress.add))
    plan = session.look()
    _refuse_in_the_way(plan, possible_only=undo.possible_only)
    session.apply()
    _store_outcome(run, plan, at=at)


def _store_outcome(run: ImportRun, plan: UndoPlan, *, at: datetime) -> None:
    """What was taken back is counted, what stayed is named; the effects have served."""
    undone = {"undone_at": at, "removed_count": plan.removed, "restored_count": plan.restored, "kept_count": plan.kept}
    ImportUndo.objects.unscoped(because=_BECAUSE).filter(run=run).update(**undone)
    ImportIssue.objects.unscoped(because=_BECAUSE).bulk_create(
        [
            ImportIssue(
                run=run, row=o.row, severity=Severity.KEPT, code=o.code, params=dict(o.params) | {"subject": o.subject}
            )
            for o in plan.obstacles[:MOST_OBSTACLES]
        ],
        batch_size=1_000,
    )
    ImportEffect.objects.unscoped(because=_BECAUSE).filter(run=run).delete()
    runs = ImportRun.objects.unscoped(because=_BECAUSE)
    runs.filter(pk=run.pk).update(state=RunState.UNDONE, heartbeat_at=at, attempts=0, done=F("total"))


def _refuse_in_the_way(plan: UndoPlan, *, possible_only: bool) -> None:
    is_possible = plan.removed or plan.restored
    if plan.kept and not (possible_only and is_possible):
        raise RowsInTheWay(plan)


def _session(run: ImportRun, context: UndoContext) -> UndoSession:
    kind = kind_of(run.kind)
    if kind is None or kind.undo is None:
        raise CannotBeUndone(_("Imports of this kind cannot be undone."))
    return kind.undo(context)


def _require(run: ImportRun, state: RunState) -> None:
    if run.state != state:
        raise NotPossibleNow(
            _("This is not possible now: the state is “%(state)s”.") % {"state": run.get_state_display()}
        )


def _actor_of(undo: ImportUndo, at: datetime) -> Actor:
    """Whoever decided, with the rights of this moment."""
    if undo.requested_by is None:
        return Actor.system(undo.job)
    return actor_for(undo.requested_by, timezone.localdate(at))
