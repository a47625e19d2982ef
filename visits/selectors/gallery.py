"""Photos by store and by item of the standard, and two days of one store side by side (handbook H5.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from salesops.accounts.actor import Actor
from stores.models import Store
from visits.models import ImageItem, VisitMark, VisitPhoto
from visits.selectors.marks import UNJUDGED

MOST_DAYS = 60
REVIEWED_AT_ONCE = 48


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two days that are compared."""

    on: date | None
    photos: Sequence[VisitPhoto]


def with_visits(photos: QuerySet[VisitPhoto]) -> QuerySet[VisitPhoto]:
    """Photos with what their tile says; costs no query of its own."""
    return photos.select_related("visit__store", "visit__rep", "item")


def item_names() -> list[str]:
    """The items of all published standards by name: an item keeps its name from version to version. One query."""
    items = ImageItem.objects.filter(standard__is_published=True)
    return sorted(set(items.values_list("name", flat=True)))


def photo_days(actor: Actor, store: Store) -> list[date]:
    """The days of a store that have photos, the latest first. One query."""
    photos = VisitPhoto.objects.visible_to(actor).filter(visit__store=store)
    days = photos.order_by("-visit__visited_on").values_list("visit__visited_on", flat=True).distinct()
    return list(days[:MOST_DAYS])


def photos_to_review(actor: Actor, since: date) -> tuple[list[VisitPhoto], int]:
    """A page of photos that nobody looked at, those with a mark first, and how many wait in all. Two queries."""
    waiting = VisitPhoto.objects.visible_to(actor).filter(review="", visit__visited_on__gte=since)
    marks = VisitMark.objects.unscoped(because="the photo was seen already").filter(photo=OuterRef("pk"))
    open_marks = Exists(marks.filter(status__in=UNJUDGED))
    page = with_visits(waiting).annotate(is_marked=open_marks).order_by("-is_marked", "visit__rep__name", "pk")
    return list(page[:REVIEWED_AT_ONCE]), waiting.count()


def two_sides(actor: Actor, store: Store, before: date | None, after: date | None) -> tuple[Side, Side]:
    """The photos of two days of a store, by what they show. One query."""
    photos = with_visits(VisitPhoto.objects.visible_to(actor)).filter(visit__store=store)
    of_both = photos.filter(visit__visited_on__in=[day for day in (before, after) if day])
    rows = list(of_both.order_by("step", "item__position", "pk"))
    sides = (Side(day, [row for row in rows if row.visit.visited_on == day]) for day in (before, after))
    return next(sides), next(sides)
