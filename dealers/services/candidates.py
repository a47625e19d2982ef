"""Candidates found, visited, judged and decided on (handbook H10.1)."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dealers import dealer_steps as steps
from dealers.calc.candidates import score_of
from dealers.dealer_rules import adds_candidates, keeps_candidate
from dealers.models import CandidateMark, CandidateVisit, DealerCandidate
from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from salesops.accounts.models import User
from salesops.notices.services import tell
from salesops.workflow.flow import NotPossibleNow, Step, take_step
from salesops.workflow.services import create_with_history, record_change, update_with_history
from stores.rules import is_rep_of

# A mark and what it was seen by.
Marks = Mapping[str, tuple[int, str]]
_BECAUSE = "the candidate was seen already; marks are its own"


@transaction.atomic
def add_candidate(values: Mapping[str, Any], *, actor: Actor, at: datetime) -> DealerCandidate:
    """Take a business into the list of its rep's center."""
    candidate = DealerCandidate(**values, center_id=values["rep"].center_id, created_at=at)
    if not adds_candidates(actor) or not keeps_candidate(actor, candidate):
        raise PermissionDenied("add_candidate")
    _check_rep(candidate.rep, candidate.center_id)
    return create_with_history(candidate, actor=actor, at=at)


@transaction.atomic
def edit_candidate(
    candidate: DealerCandidate, values: Mapping[str, Any], *, revision: int, actor: Actor, at: datetime
) -> DealerCandidate:
    """Change the facts; another rep of the same center may take over."""
    if not keeps_candidate(actor, candidate):
        raise PermissionDenied("edit_candidate")
    if "rep" in values:
        _check_rep(values["rep"], candidate.center_id)
    return update_with_history(candidate, values, revision=revision, actor=actor, at=at)


@transaction.atomic
def log_visit(candidate: DealerCandidate, values: Mapping[str, Any], *, actor: Actor, at: datetime) -> CandidateVisit:
    """Write down a visit; the first one moves the candidate on."""
    held = _hold(candidate, steps.OPEN, actor)
    if values["visited_on"] > timezone.localdate(at):
        raise ValidationError({"visited_on": _("This day is still to come.")})
    visit = CandidateVisit(candidate=held, visited_by_id=actor.user_id, recorded_at=at, **values)
    visit.full_clean()
    visit.save(force_insert=True)
    if held.status in steps.VISIT.sources:
        take_step(steps.VISIT, held, actor=actor, at=at, reason=visit.findings)
    else:
        record_change(held, {}, actor=actor, at=at, reason=visit.findings, step=steps.VISIT_AGAIN)
    return visit


@transaction.atomic
def set_marks(candidate: DealerCandidate, marks: Marks, *, actor: Actor, at: datetime) -> DealerCandidate:
    """Judge the candidate; with a mark for each criterion it has a score and waits for the manager.

    Marks can be mended until then, and each change stays in the history.
    """
    held = _hold(candidate, steps.MARKABLE, actor)
    score = score_of({name: mark for name, (mark, _evidence) in marks.items()})
    changed = _save_marks(held, marks)
    if changed:
        record_change(held, changed, actor=actor, at=at, step=steps.MARK)
    if held.status not in steps.SCORE.sources:
        return _score_anew(held, score) if changed else held
    scored = take_step(steps.SCORE, held, actor=actor, at=at, also={"score": score})
    _tell_managers(scored, at)
    return scored


def accept(candidate: DealerCandidate, *, revision: int | None, actor: Actor, at: datetime, reason: str):
    """The center wants this dealer; what follows is the contract."""
    return _decide(steps.ACCEPT, candidate, revision, actor, at, reason)


def turn_down(candidate: DealerCandidate, *, revision: int | None, actor: Actor, at: datetime, reason: str):
    return _decide(steps.TURN_DOWN, candidate, revision, actor, at, reason)


def give_up(candidate: DealerCandidate, *, revision: int | None, actor: Actor, at: datetime, reason: str):
    """The candidate does not want us, or is no more."""
    return take_step(steps.GIVE_UP, candidate, actor=actor, at=at, reason=reason, revision=revision)


def take_up_again(candidate: DealerCandidate, *, revision: int | None, actor: Actor, at: datetime, reason: str):
    """Begin anew with a visit; what was written stays."""
    return take_step(steps.TAKE_UP_AGAIN, candidate, actor=actor, at=at, reason=reason, revision=revision)


@transaction.atomic
def _decide(
    step: Step, candidate: DealerCandidate, revision: int | None, actor: Actor, at: datetime, reason: str
) -> DealerCandidate:
    done = take_step(step, candidate, actor=actor, at=at, reason=reason, revision=revision)
    text = "candidate_accepted" if step is steps.ACCEPT else "candidate_turned_down"
    _tell([done.rep_id], text, done, at, reason=reason)
    return done


def _hold(candidate: DealerCandidate, states: frozenset[str], actor: Actor) -> DealerCandidate:
    """The candidate under its lock, in one of the states."""
    if not keeps_candidate(actor, candidate):
        raise PermissionDenied("candidate")
    held = DealerCandidate.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=candidate.pk)
    if held.status not in states:
        words = _("This is not possible now: the state is “%(state)s”.")
        raise NotPossibleNow(words % {"state": held.get_status_display()})
    return held


def _score_anew(held: DealerCandidate, score: Decimal | None) -> DealerCandidate:
    """Another score is another revision: nobody decides by the former one unseen."""
    held.score, held.revision = score, held.revision + 1
    held.save(update_fields=["score", "revision"])
    return held


def _save_marks(held: DealerCandidate, marks: Marks) -> dict[str, tuple[str, str]]:
    """Upsert all marks; what changed, in the words of the history. Two queries."""
    rows = CandidateMark.objects.unscoped(because=_BECAUSE)
    before = {row.criterion: (row.mark, row.evidence) for row in rows.filter(candidate=held)}
    CandidateMark.objects.bulk_create(
        [CandidateMark(candidate=held, criterion=name, mark=m, evidence=e) for name, (m, e) in marks.items()],
        update_conflicts=True,
        unique_fields=["candidate", "criterion"],
        update_fields=["mark", "evidence"],
    )
    return {
        steps.MARKS_IN_WORDS[name]: (_told(before.get(name)), _told(new))
        for name, new in marks.items()
        if before.get(name) != new
    }


def _told(mark: tuple[int, str] | None) -> str:
    return " – ".join(filter(None, (str(mark[0]), mark[1]))) if mark else ""


def _check_rep(rep: User, center_id: int | None) -> None:
    if not is_rep_of(rep, center_id):
        raise ValidationError({"rep": _("Choose an active rep of the candidate's center.")})


def _tell_managers(candidate: DealerCandidate, at: datetime) -> None:
    managers = User.objects.active().filter(role=Role.MANAGER, center_id=candidate.center_id)
    _tell(list(managers.values_list("pk", flat=True)), "candidate_scored", candidate, at, score=str(candidate.score))


def _tell(people: list[int], text: str, candidate: DealerCandidate, at: datetime, **values: str) -> None:
    tell(
        people,
        text,
        values={"candidate": candidate.name, **values},
        url=candidate.get_absolute_url(),
        dedupe_key=f"{text} {candidate.pk} {candidate.revision}",
        at=at,
    )
