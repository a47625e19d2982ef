"""Which store has how much of whom, from when to when (handbook H7)."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from promotions import promoter_steps as steps
from promotions.calc.working_time import WHOLE, first_room
from promotions.models import Assignment, Promoter
from promotions.promoter_rules import keeps_promoter
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.services import record_change
from stores.choices import StoreStatus
from stores.models import Store

_BECAUSE = "the promoter was seen already; its days are its own"


class NoRoom(DomainError):
    """The person's working time on those days is given away already."""


@transaction.atomic
def assign(
    promoter: Promoter,
    store: Store,
    *,
    starts_on: date,
    ends_on: date | None = None,
    share_percent: int = WHOLE,
    actor: Actor,
    at: datetime,
) -> Assignment:
    """Give a store so much of a person's time from a day on, to the day before `ends_on`.

    The promoter's lock lets one ask at a time; whatever else writes, the database refuses what overlaps.
    """
    if not keeps_promoter(actor, promoter):
        raise PermissionDenied("assign")
    promoter = Promoter.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=promoter.pk)
    _check(promoter, store, starts_on)
    assignment = Assignment(
        promoter=promoter, store=store, starts_on=starts_on, ends_on=ends_on, share_percent=share_percent
    )
    assignment.full_clean(exclude=["share_from"])
    assignment.share_from = _room_for(assignment)
    try:
        with transaction.atomic():
            assignment.save(force_insert=True)
    except IntegrityError as clash:
        raise NoRoom(_("Somebody gave these days away meanwhile. Look at the stores again.")) from clash
    record_change(promoter, {_trail(assignment): ("", _told(assignment))}, actor=actor, at=at, step=steps.ASSIGN)
    return assignment


@transaction.atomic
def end_assignment(assignment: Assignment, *, ends_on: date, actor: Actor, at: datetime) -> None:
    """Let the store have the person until the day before; a place that never began goes as a whole."""
    promoter = assignment.promoter
    if not keeps_promoter(actor, promoter):
        raise PermissionDenied("end_assignment")
    rows = Assignment.objects.unscoped(because=_BECAUSE).select_for_update(of=("self",)).select_related("store")
    held = rows.filter(pk=assignment.pk).first()
    if held is None:
        raise ValidationError({"ends_on": _("It ends before that day already.")})
    before = _told(held)
    if held.ends_on and ends_on >= held.ends_on:
        raise ValidationError({"ends_on": _("It ends before that day already.")})
    after = _shorten(held, ends_on)
    record_change(promoter, {_trail(assignment): (before, after)}, actor=actor, at=at, step=steps.END_ASSIGNMENT)


def cut_assignments(promoter: Promoter, on: date) -> None:
    """Nothing of a person belongs to a store from that day on. Two queries, and one for each place."""
    rows = Assignment.objects.unscoped(because=_BECAUSE).filter(promoter=promoter).select_for_update(of=("self",))
    for assignment in rows.touching(on, None).select_related("store"):
        _shorten(assignment, on)


def _shorten(assignment: Assignment, ends_on: date) -> str:
    if ends_on <= assignment.starts_on:
        Assignment.objects.unscoped(because=_BECAUSE).filter(pk=assignment.pk).delete()
        return ""
    assignment.ends_on = ends_on
    assignment.save(update_fields=["ends_on"])
    return _told(assignment)


def _check(promoter: Promoter, store: Store, starts_on: date) -> None:
    if not promoter.is_here:
        raise DomainError(_("%(name)s has left. Employ the person again first.") % {"name": promoter})
    if store.center_id != promoter.center_id:
        raise ValidationError({"store": _("Choose a store of the promoter's center.")})
    if store.status not in {StoreStatus.ACTIVE, StoreStatus.PROSPECT} or store.merged_into_id:
        raise ValidationError({"store": _("This store is not open.")})
    if starts_on < promoter.employed_on:
        words = _("%(name)s is employed since %(day)s.")
        values = {"name": promoter, "day": date_format(promoter.employed_on, "SHORT_DATE_FORMAT")}
        raise ValidationError({"starts_on": words % values})


def _room_for(assignment: Assignment) -> int:
    rows = Assignment.objects.unscoped(because=_BECAUSE).filter(promoter_id=assignment.promoter_id)
    rows = rows.touching(assignment.starts_on, assignment.ends_on).select_related("store").order_by("starts_on", "pk")
    others = list(rows)
    place = first_room(((row.share_from, row.share_percent) for row in others), assignment.share_percent)
    if place is None:
        taken = "; ".join(f"{row.store} {_told(row)}" for row in others)
        raise NoRoom(_("On these days the person already works elsewhere: %(taken)s.") % {"taken": taken})
    return place


def _trail(assignment: Assignment) -> str:
    return f"{steps.ASSIGNED}:{assignment.pk}"


def _told(assignment: Assignment) -> str:
    last = f"{assignment.ends_on - timedelta(days=1)}" if assignment.ends_on else "…"
    return f"{assignment.store} {assignment.starts_on} – {last}, {assignment.share_percent} %"
