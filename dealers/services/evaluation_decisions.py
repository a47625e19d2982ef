"""What people do with a dealer's evaluation: other scores, a proposal, a decision (handbook H10.6)."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dealers import evaluation_steps as steps
from dealers.calc.quarters import Quarter
from dealers.evaluation_choices import OPEN_TO_TYPE, Adjustment
from dealers.evaluation_rules import sets_evaluation_terms, writes_evaluation
from dealers.models import DealerEvaluation, EvaluationLine, EvaluationTerms
from dealers.services.evaluations import judge
from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from salesops.accounts.models import User
from salesops.notices.services import tell
from salesops.periods.choices import DeadlineKind
from salesops.periods.services.deadlines import meet_deadline, reopen_deadline
from salesops.workflow.flow import NotPossibleNow, take_step
from salesops.workflow.services import record_change, settle


@transaction.atomic
def type_score(
    line: EvaluationLine, *, score: Decimal | None, reason: str, actor: Actor, at: datetime
) -> DealerEvaluation:
    """Say another score than the measured one, with the reason; nothing brings the measured one back."""
    rows = DealerEvaluation.objects.visible_to(actor).select_for_update(of=("self",))
    held = rows.get(pk=line.evaluation_id)
    if not writes_evaluation(actor, held):
        raise PermissionDenied("type_score")
    if held.status not in OPEN_TO_TYPE:
        words = _("This is not possible now: the state is “%(state)s”.")
        raise NotPossibleNow(words % {"state": held.get_status_display()})
    own = EvaluationLine.objects.visible_to(actor).get(pk=line.pk)
    before = (own.typed_score, own.typed_reason)
    own.typed_score, own.typed_reason = score, reason if score is not None else ""
    if before == (own.typed_score, own.typed_reason):
        return held
    own.full_clean(exclude=["evidence", "numerator", "denominator", "drafted_score"])
    own.save(update_fields=["typed_score", "typed_reason"])
    judge(held)
    held.revision += 1
    held.save(update_fields=["score", "grade", "suggestion", "revision"])
    changes = {steps.MEASURES_IN_WORDS[own.measure]: tuple("" if s is None else str(s) for s in (before[0], score))}
    record_change(held, changes, actor=actor, at=at, reason=reason, step=steps.TYPE_SCORE)
    return held


@transaction.atomic
def propose(
    evaluation: DealerEvaluation,
    *,
    adjustment: Adjustment | str,
    reason: str,
    improve_by: date | None = None,
    follow_up: str = "",
    revision: int | None = None,
    actor: Actor,
    at: datetime,
) -> DealerEvaluation:
    """Say what should follow, and hand it to the center's manager."""
    if improve_by and improve_by <= timezone.localdate(at):
        raise ValidationError({"improve_by": _("This day must still come.")})
    if (adjustment == Adjustment.IMPROVE) != (improve_by is not None):
        raise ValidationError({"improve_by": _("“Improve” needs the day, the others have none.")})
    said = {"adjustment": adjustment, "adjustment_reason": reason, "improve_by": improve_by, "follow_up": follow_up}
    done = take_step(steps.SUBMIT, evaluation, actor=actor, at=at, reason=reason, revision=revision, also=said)
    meet_deadline(DeadlineKind.EVALUATION, Quarter.of(done.quarter).last_month, done.customer_id, at=at)
    managers = User.objects.active().filter(role=Role.MANAGER, center_id=done.center_id).exclude(pk=actor.user_id)
    _tell(
        managers.values_list("pk", flat=True),
        "evaluation_submitted",
        done,
        at,
        adjustment=done.get_adjustment_display(),
    )
    return done


def approve_evaluation(
    evaluation: DealerEvaluation, *, revision: int | None, actor: Actor, at: datetime, reason: str = ""
) -> DealerEvaluation:
    return take_step(steps.APPROVE, evaluation, actor=actor, at=at, reason=reason, revision=revision)


@transaction.atomic
def return_evaluation(
    evaluation: DealerEvaluation, *, revision: int | None, actor: Actor, at: datetime, reason: str
) -> DealerEvaluation:
    """Give it back with a remark; it is owed again."""
    done = take_step(steps.RETURN, evaluation, actor=actor, at=at, reason=reason, revision=revision)
    reopen_deadline(DeadlineKind.EVALUATION, Quarter.of(done.quarter).last_month, done.customer_id)
    _tell([done.rep_id], "evaluation_returned", done, at, reason=reason)
    return done


@transaction.atomic
def set_evaluation_terms(
    terms: EvaluationTerms, values: Mapping[str, object], *, revision: int, actor: Actor, at: datetime
) -> EvaluationTerms:
    """Set what a center weighs; the first change makes the row. Drafts follow with the next measuring."""
    if not sets_evaluation_terms(actor, terms):
        raise PermissionDenied("set_evaluation_terms")
    return settle(terms, values, place={"center": terms.center_id}, revision=revision, actor=actor, at=at)


def _tell(people, text: str, evaluation: DealerEvaluation, at: datetime, **values: str) -> None:
    tell(
        people,
        text,
        values={"evaluation": str(evaluation), **values},
        url=evaluation.get_absolute_url(),
        dedupe_key=f"{text} {evaluation.pk} {evaluation.revision}",
        at=at,
    )
