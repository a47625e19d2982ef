"""Looking at what a rep did on a day: only with a reason, and the rep is told (handbook H0 privacy)."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format

from salesops.accounts.actor import Actor
from salesops.accounts.models import User
from salesops.notices.services import tell
from visits import rules
from visits.models import DayLook
from visits.selectors.day_view import recent_look


@transaction.atomic
def look_at_day(rep: User, *, day: date, actor: Actor, at: datetime, reason: str) -> DayLook:
    """Write down who opens a rep's day and why, and tell the rep; the same reason again is the same look."""
    if not rules.looks_at_days_of(actor, rep):
        raise PermissionDenied("look")
    former = recent_look(actor, rep, day, at)
    if former is not None and former.reason == reason:
        return former
    look = DayLook.objects.create(
        rep=rep, center_id=rep.center_id, day=day, looked_by_id=actor.user_id, looked_at=at, reason=reason
    )
    who = User.objects.get(pk=actor.user_id)
    values = {"who": str(who), "day": date_format(day, "Y-m-d"), "reason": reason}
    tell([rep.pk], "day_looked_at", values=values, url=reverse("visits:look_list"), dedupe_key=f"look:{look.pk}", at=at)
    return look
