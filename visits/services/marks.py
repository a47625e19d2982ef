"""Marks: noticed by the program, explained by the rep, judged by the superior (handbook H5.3)."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from salesops.accounts.actor import Actor
from salesops.workflow.flow import take_step
from visits import steps
from visits.calc.evidence import Grade, Signal
from visits.choices import MarkStatus
from visits.models import Visit, VisitMark

BECAUSE = "the marks of a visit that was seen already"


def marks_of(signals: Iterable[Signal]) -> list[dict]:
    """Signals as the visit keeps them; what is good is no mark."""
    return [asdict(signal) for signal in signals if signal.grade > Grade.GOOD]


@transaction.atomic
def add_marks(visit: Visit, signals: Iterable[Signal], *, at: datetime) -> None:
    """Mark a visit that stands already; the same mark is never there twice. Up to four queries."""
    new = marks_of(signals)
    if not new:
        return
    locked = Visit.objects.unscoped(because=BECAUSE).select_for_update().get(pk=visit.pk)
    known = [_key(mark) for mark in locked.marks]
    locked.marks += [mark for mark in new if _key(mark) not in known]
    locked.save(update_fields=["marks"])
    visit.marks = locked.marks
    sync_marks(visit, at=at)


def sync_marks(visit: Visit, *, at: datetime) -> None:
    """Give each mark of a visit its row, so that it can be explained and judged. One query."""
    VisitMark.objects.bulk_create([_row(visit, mark, at) for mark in visit.marks], ignore_conflicts=True)


def answer_mark(mark: VisitMark, *, answer: str, actor: Actor, at: datetime) -> VisitMark:
    """The rep says how it came; what was judged before is judged again."""
    also = {"answer": answer.strip()}
    return take_step(steps.ANSWER_MARK, mark, actor=actor, at=at, reason=answer, also=also)


def accept_mark(mark: VisitMark, *, verdict: str, actor: Actor, at: datetime) -> VisitMark:
    """The superior takes the explanation, or knows better."""
    return take_step(steps.ACCEPT_MARK, mark, actor=actor, at=at, reason=verdict, also={"verdict": verdict.strip()})


def reject_mark(mark: VisitMark, *, verdict: str, actor: Actor, at: datetime) -> VisitMark:
    """The superior does not take it, and says why."""
    return take_step(steps.REJECT_MARK, mark, actor=actor, at=at, reason=verdict, also={"verdict": verdict.strip()})


@transaction.atomic
def withdraw_marks(marks: Iterable[VisitMark], *, reason: str, actor: Actor, at: datetime) -> int:
    """Take marks away that turned out to be the archive's fault; lists forget them, the rows keep the history."""
    number = 0
    for mark in marks:
        if mark.status == MarkStatus.WITHDRAWN:
            continue
        take_step(steps.WITHDRAW_MARK, mark, actor=actor, at=at, reason=reason)
        visit = Visit.objects.unscoped(because=BECAUSE).select_for_update().get(pk=mark.visit_id)
        visit.marks = [kept for kept in visit.marks if _key(kept) != (mark.code, mark.photo_id)]
        visit.save(update_fields=["marks"])
        number += 1
    return number


def _key(mark: Mapping[str, Any]) -> tuple[str, int | None]:
    return mark["code"], mark["params"].get("photo")


def _row(visit: Visit, mark: Mapping[str, Any], at: datetime) -> VisitMark:
    params = mark["params"]
    return VisitMark(
        visit=visit,
        code=mark["code"],
        grade=mark["grade"],
        params=params,
        photo_id=params.get("photo"),
        earlier_photo_id=params.get("earlier"),
        made_at=at,
    )
