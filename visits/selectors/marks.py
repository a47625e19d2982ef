"""The marks of visits: what waits for an explanation, and what for a judgement (handbook H5.3)."""

from django.db.models import QuerySet

from visits.choices import MarkStatus
from visits.models import Visit, VisitMark, VisitPhoto

UNJUDGED = (MarkStatus.OPEN, MarkStatus.ANSWERED)


def with_visits(marks: QuerySet[VisitMark]) -> QuerySet[VisitMark]:
    """Marks with what a line shows of their visit; costs no query of its own."""
    return marks.select_related("visit__store", "visit__rep", "visit__center")


def marks_of_visit(visit: Visit) -> list[VisitMark]:
    """The marks of a visit that was seen already, the gravest first. One query."""
    marks = VisitMark.objects.unscoped(because="the visit was seen already").filter(visit=visit)
    return list(with_visits(marks).select_related("photo", "earlier_photo").order_by("-grade", "pk"))


def earlier_photo_for(mark: VisitMark, photos: QuerySet[VisitPhoto]) -> VisitPhoto | None:
    """The photo that a mark compares with, if it is among those that the reader may see. One query."""
    if mark.earlier_photo_id is None:
        return None
    return photos.select_related("visit__store").filter(pk=mark.earlier_photo_id).first()
