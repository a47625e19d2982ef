"""Versions of a center's checklist: drawn up, published, then never touched again (handbook H5.2)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from salesops.errors import DomainError
from salesops.workflow.models import AuditEvent
from salesops.workflow.services import create_with_history
from visits import steps
from visits.choices import VisitStep
from visits.models import Checklist, ChecklistLine, Visit, VisitTick
from visits.rules import sets_visit_standards
from visits.selectors.checklists import BECAUSE, HANDBOOK_STEPS, asked_of, with_lines
from visits.services.filling import lock_open, unskip

# Further than any place: a line stands there while the others make room.
ASIDE = 10_000


class ChecklistPublished(DomainError):
    """Visits are made by a published version: it stays as it is."""


class NothingRequired(DomainError):
    """A checklist that asks for nothing."""


@transaction.atomic
def draft_checklist(center: Center, *, actor: Actor, at: datetime) -> Checklist:
    """Begin the next version, drawn from the one that holds; a draft that stands already is that version."""
    _check(actor, Checklist(center=center))
    Center.objects.select_for_update().get(pk=center.pk)
    versions = Checklist.objects.unscoped(because=BECAUSE).filter(center=center)
    draft = versions.filter(published_at=None).first()
    if draft is not None:
        return draft
    last = versions.aggregate(last=Max("version"))["last"] or 0
    draft = create_with_history(Checklist(center=center, version=last + 1), actor=actor, at=at)
    ChecklistLine.objects.bulk_create(_lines_for(draft, versions.filter(version=last).first()))
    return draft


@transaction.atomic
def save_line(
    checklist: Checklist, line: ChecklistLine | None, values: Mapping[str, Any], *, actor: Actor, at: datetime
) -> ChecklistLine:
    """Add a line, or change one, of a version that nobody visits by yet; the others move up or down for its place."""
    locked = _lock_draft(checklist, actor)
    line = line or ChecklistLine(checklist=locked)
    wanted = values.get("position") or ASIDE
    for name, value in values.items():
        setattr(line, name, value)
    line.position = ASIDE
    line.full_clean()
    line.save()
    others = list(_lines(locked).exclude(pk=line.pk).order_by("position"))
    others.insert(min(wanted - 1, len(others)), line)
    _number(locked, others)
    AuditEvent.record(locked, steps.EDIT_LINE, actor=actor, at=at, reason=line.name)
    line.refresh_from_db()
    return line


@transaction.atomic
def remove_line(line: ChecklistLine, *, actor: Actor, at: datetime) -> None:
    """Take a line out of a version that nobody visits by yet: the step stays possible and is not required."""
    locked = _lock_draft(line.checklist, actor)
    AuditEvent.record(locked, steps.REMOVE_LINE, actor=actor, at=at, reason=line.name)
    line.delete()
    _number(locked, list(_lines(locked).order_by("position")))


@transaction.atomic
def publish_checklist(checklist: Checklist, *, actor: Actor, at: datetime) -> Checklist:
    """Let a version hold for the visits that begin from now on; those under way keep theirs."""
    locked = _lock_draft(checklist, actor)
    if not _lines(locked).filter(is_required=True).exists():
        raise NothingRequired(_("A checklist needs at least one required line."))
    locked.published_at = at
    locked.save(update_fields=["published_at"])
    AuditEvent.record(locked, steps.PUBLISH_CHECKLIST, actor=actor, at=at)
    return locked


@transaction.atomic
def save_ticks(visit: Visit, words: Mapping[int, str], *, actor: Actor) -> None:
    """Keep which of the checklist's points were done, by line id with words or none; all others are open."""
    visit = lock_open(visit, actor)
    checklist = with_lines(pk=visit.checklist_id).first() if visit.checklist_id else None
    points = asked_of(checklist, visit.store).points
    VisitTick.objects.unscoped(because=BECAUSE).filter(visit=visit).delete()
    write_ticks(visit, {point.pk: words[point.pk] for point in points if point.pk in words})
    if words:
        unskip(visit, VisitStep.POINTS)


def write_ticks(visit: Visit, words: Mapping[int, str]) -> None:
    """Write the points that were done, by line id. One query."""
    VisitTick.objects.bulk_create(
        VisitTick(visit=visit, line_id=pk, words=said.strip()[:200]) for pk, said in words.items()
    )


def _lines_for(draft: Checklist, source: Checklist | None) -> list[ChecklistLine]:
    """The lines of the version before; the first one has the handbook's."""
    if source is None:
        return [
            ChecklistLine(checklist=draft, position=place, step=step, is_required=is_required)
            for place, (step, is_required) in enumerate(HANDBOOK_STEPS.items(), start=1)
        ]
    names = ("position", "step", "title", "title_en", "is_required", "only_classes", "only_formats")
    return [ChecklistLine(checklist=draft, **row) for row in _lines(source).order_by("position").values(*names)]


def _lines(checklist: Checklist):
    return ChecklistLine.objects.unscoped(because=BECAUSE).filter(checklist=checklist)


def _number(checklist: Checklist, lines: list[ChecklistLine]) -> None:
    """Give the lines the places from one on, as no two may stand in one place on the way."""
    _lines(checklist).update(position=F("position") + ASIDE)
    for place, line in enumerate(lines, start=1):
        line.position = place
    ChecklistLine.objects.unscoped(because=BECAUSE).bulk_update(lines, ["position"])


def _lock_draft(checklist: Checklist, actor: Actor) -> Checklist:
    locked = Checklist.objects.unscoped(because=BECAUSE).select_for_update().get(pk=checklist.pk)
    _check(actor, locked)
    if locked.is_published:
        raise ChecklistPublished(_("A published checklist is never changed; draw up a new version."))
    return locked


def _check(actor: Actor, checklist: Checklist) -> None:
    if not sets_visit_standards(actor, checklist):
        raise PermissionDenied("checklist")
