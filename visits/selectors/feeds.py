"""Whose subscription a token is, and the visits that it gives (handbook H4.4)."""

from datetime import date
from hashlib import sha256

from django.db.models import QuerySet

from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from salesops.accounts.models import User
from visits.models import CalendarFeed, PlannedVisit


def feed_of(actor: Actor) -> CalendarFeed | None:
    """The subscription of this person. One query."""
    return CalendarFeed.objects.visible_to(actor).filter(rep=actor.user_id).first()


def rep_of_token(token: str) -> User | None:
    """The rep at work whose secret this is. One query."""
    feeds = CalendarFeed.objects.unscoped(because="the token itself says whose feed it is")
    found = feeds.filter(token_sha256=digest_of(token), rep__is_active=True, rep__role=Role.REP)
    feed = found.select_related("rep__center").first()
    return feed.rep if feed else None


def feed_visits(actor: Actor, first: date, last: date) -> QuerySet[PlannedVisit]:
    """The planned visits of a rep and of those it stands in for, also dropped ones. One query."""
    rows = PlannedVisit.objects.visible_to(actor).filter(rep__in=actor.rep_ids)
    rows = rows.filter(planned_on__gte=first, planned_on__lte=last)
    return rows.select_related("store").order_by("planned_on", "position", "pk")


def digest_of(token: str) -> str:
    """How a token is kept and found."""
    return sha256(token.encode()).hexdigest()
