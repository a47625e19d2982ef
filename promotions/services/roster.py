"""Planning a week of promoters: shifts, the week before copied, published, opened again (handbook H7)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from promotions import roster_steps as steps
from promotions.calc.roster import clashes
from promotions.models import Promoter, RosterWeek, Shift
from promotions.promoter_rules import keeps_promoter
from promotions.selectors.days_off import days_off_of, on_leave
from promotions.selectors.promoter_terms import terms_of
from promotions.selectors.roster import DAYS, monday_of, roster_of, shifts_between, turns_of
from salesops.accounts.actor import Actor
from salesops.accounts.models import User
from salesops.errors import DomainError
from salesops.workflow.flow import NotPossibleNow, ReasonMissing, take_step
from salesops.workflow.services import EditedMeanwhile, differences_between, record_change

_BECAUSE = "the rep of the week was seen already"


class NotWorkable(DomainError):
    """Somebody would be in two places at once, or in a store without a place."""


@transaction.atomic
def add_shifts(
    promoter: Promoter, values: Mapping[str, Any], days: Iterable[date], *, actor: Actor, at: datetime
) -> list[Shift]:
    """Plan the same hours in one store for days of one week; the promoter's lock lets one plan at a time."""
    days = sorted(days)
    week = _open_week(promoter.rep, monday_of(days[0]), actor)
    promoter = Promoter.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=promoter.pk)
    if promoter.rep_id != week.rep_id:
        raise NotWorkable(_("The week is that of another rep's promoters."))
    if not promoter.is_here:
        raise DomainError(_("%(name)s has left. Employ the person again first.") % {"name": promoter})
    shifts = [Shift(**values, week=week, promoter=promoter, work_on=day) for day in days]
    _check(promoter, shifts)
    for shift in shifts:
        shift.full_clean()
    Shift.objects.bulk_create(shifts)
    _trace(week, steps.PLAN, shifts, actor=actor, at=at)
    return shifts


def move_shift(
    shift: Shift, *, promoter: Promoter | None = None, day: date | None = None, actor: Actor, at: datetime
) -> Shift:
    """Give a shift to another day of its week, or to another of the rep's promoters; what is not given stays."""
    values = {"promoter": promoter, "work_on": day}
    return edit_shift(shift, {name: value for name, value in values.items() if value}, actor=actor, at=at)


@transaction.atomic
def edit_shift(
    shift: Shift, values: Mapping[str, Any], *, revision: int | None = None, actor: Actor, at: datetime
) -> Shift:
    """Other hours, another store, another day of the week or another person.

    The shift is read again under its week's lock and only what differs is changed. Whoever saw an older `revision`
    is told what stands now (EditedMeanwhile); without one, what others changed beside these values stays.
    """
    week = _open_week(shift.week.rep, shift.week.monday, actor)
    shift = _held(shift)
    changed = {name: value for name, value in values.items() if getattr(shift, name) != value}
    if not changed:
        return shift
    if revision is not None and shift.revision != revision:
        raise EditedMeanwhile(differences_between(shift, changed), shift)
    before = f"{shift.promoter} {shift}"
    for name, value in changed.items():
        setattr(shift, name, value)
    shift.revision += 1
    promoter = Promoter.objects.unscoped(because=_BECAUSE).select_for_update(of=("self",)).get(pk=shift.promoter_id)
    if monday_of(shift.work_on) != week.monday:
        raise NotWorkable(_("A shift is moved within its week."))
    if "promoter" in changed and (promoter.rep_id != week.rep_id or not promoter.is_here):
        raise NotWorkable(_("The week is that of another rep's promoters."))
    _check(promoter, [shift])
    shift.full_clean()
    shift.save(update_fields=[*changed, "revision"])
    changes = {_trail(shift): (before, f"{promoter} {shift}")}
    record_change(week, changes, actor=actor, at=at, step=steps.PLAN)
    return shift


@transaction.atomic
def remove_shift(shift: Shift, *, actor: Actor, at: datetime) -> RosterWeek:
    week = _open_week(shift.week.rep, shift.week.monday, actor)
    shift = _held(shift)
    record_change(week, {_trail(shift): (f"{shift.promoter} {shift}", "")}, actor=actor, at=at, step=steps.PLAN)
    shift.delete()
    return week


@transaction.atomic
def copy_week_before(rep: User, monday: date, *, actor: Actor, at: datetime) -> int:
    """Plan what the week before had; days that are planned already, and what cannot be worked now, are left out."""
    week = _open_week(rep, monday, actor)
    people = Promoter.objects.unscoped(because=_BECAUSE).filter(rep=rep).here()
    people = list(people.select_for_update(of=("self",)).order_by("pk"))
    planned = shifts_between(people, monday, monday + timedelta(days=DAYS - 1))
    taken = {(shift.promoter_id, shift.work_on) for shift in planned}
    before = shifts_between(people, monday - timedelta(days=DAYS), monday - timedelta(days=1))
    copies = [_a_week_on(shift, week) for shift in before]
    copies = [shift for shift in copies if (shift.promoter_id, shift.work_on) not in taken]
    leaves = days_off_of(people, monday, monday + timedelta(days=DAYS - 1))
    fits = [turn.has_place and not turn.is_on_leave for turn in turns_of(copies, people, leaves)]
    copies = [shift for shift, is_fit in zip(copies, fits, strict=True) if is_fit]
    Shift.objects.bulk_create(copies)
    if copies:
        _trace(week, steps.COPY, copies, actor=actor, at=at)
    return len(copies)


@transaction.atomic
def publish_week(week: RosterWeek, *, actor: Actor, at: datetime, reason: str = "") -> RosterWeek:
    """Let it hold. What nobody can work is refused; beyond the labour limits it needs a reason."""
    published = take_step(steps.PUBLISH, week, actor=actor, at=at, reason=reason)
    roster = roster_of(published, terms_of(published.center))
    if not roster.shifts:
        raise NotWorkable(_("Nobody is planned in this week yet."))
    if roster.impossible:
        raise NotWorkable(_("Somebody is planned where the person cannot work. Mend what is marked first."))
    if roster.grave and not reason.strip():
        raise ReasonMissing(_("The week goes beyond the limits of labour. Say why before you publish it."))
    return published


def reopen_week(week: RosterWeek, *, actor: Actor, at: datetime, reason: str) -> RosterWeek:
    return take_step(steps.REOPEN, week, actor=actor, at=at, reason=reason)


def _open_week(rep: User, monday: date, actor: Actor) -> RosterWeek:
    """The week under its lock, made where it is the first shift's; a published one is opened again first."""
    rows = RosterWeek.objects.unscoped(because=_BECAUSE)
    week = RosterWeek(rep=rep, center_id=rep.center_id, monday=monday)
    if not keeps_promoter(actor, week):
        raise PermissionDenied("plan_roster")
    rows.get_or_create(rep=rep, monday=monday, defaults={"center_id": rep.center_id})
    week = rows.select_for_update(of=("self",)).select_related("rep").get(rep=rep, monday=monday)
    if week.is_published:
        raise NotPossibleNow(_("This week is published. Open it again, with a reason, before you change it."))
    return week


def _held(shift: Shift) -> Shift:
    """The shift as it stands now; the lock of its week is held, so nobody else writes it."""
    rows = Shift.objects.unscoped(because=_BECAUSE).select_related("week", "promoter", "store")
    held = rows.filter(pk=shift.pk).first()
    if held is None:
        raise NotPossibleNow(_("Somebody took this shift out of the week meanwhile."))
    return held


def _check(promoter: Promoter, shifts: list[Shift]) -> None:
    days = [shift.work_on for shift in shifts]
    others = [one for one in shifts_between([promoter], min(days), max(days)) if one.pk not in {s.pk for s in shifts}]
    leaves = days_off_of([promoter], min(days), max(days))
    planned = turns_of(others, [promoter], leaves)
    for shift, turn in zip(shifts, turns_of(shifts, [promoter], leaves), strict=True):
        if leave := on_leave(leaves, promoter.pk, shift.work_on):
            raise NotWorkable(
                _("%(name)s is on leave on %(day)s: %(leave)s.")
                % {"name": promoter, "day": shift.work_on, "leave": leave}
            )
        if not turn.has_place:
            words = _("%(name)s has no place in %(store)s on %(day)s. Assign the person first.")
            said = {"name": promoter, "store": shift.store, "day": shift.work_on}
            raise ValidationError({"store": words % said})
        met = next((one for one, other in zip(others, planned, strict=True) if clashes(turn, other)), None)
        if met is not None:
            raise NotWorkable(_("The person works already: %(shift)s.") % {"shift": met})


def _a_week_on(shift: Shift, week: RosterWeek) -> Shift:
    return Shift(
        week=week,
        promoter_id=shift.promoter_id,
        store=shift.store,
        work_on=shift.work_on + timedelta(days=DAYS),
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        break_minutes=shift.break_minutes,
    )


def _trace(week: RosterWeek, step: str, shifts: list[Shift], *, actor: Actor, at: datetime) -> None:
    changes = {_trail(shift): ("", f"{shift.promoter} {shift}") for shift in shifts}
    record_change(week, changes, actor=actor, at=at, step=step)


def _trail(shift: Shift) -> str:
    return f"{steps.SHIFT}:{shift.pk}"
