"""Visits for other programs (handbook H13, H5)."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from salesops.accounts.choices import ApiScope
from salesops.web.openapi import DAY, MOMENT, TEXT, UUID, WHOLE, or_null, whole_record
from salesops.web.views.feeds import feed, feed_page, of_days
from visits.choices import VisitStatus
from visits.models import Visit

VISIT = whole_record(
    id=WHOLE,
    client_id=UUID,
    store=TEXT,
    center=TEXT,
    rep=TEXT,
    done_by=TEXT,
    visited_on=DAY,
    checked_in_at=MOMENT,
    checked_out_at=or_null(MOMENT),
    minutes=or_null(WHOLE),
    image_score=or_null(TEXT),
    status={"enum": VisitStatus.values},
)


@feed(ApiScope.VISITS, VISIT, visited_from=DAY, visited_to=DAY)
def visit_feed(request: HttpRequest) -> HttpResponse:
    """Visits with their times and image scores; where a person stood is not part of it (privacy, H0)."""
    visits = Visit.objects.visible_to(request.actor).select_related("store", "center", "rep", "done_by")
    return feed_page(request, of_days(request, visits, "visited_on", "visited"), _written)


def _written(visits: Sequence[Visit]) -> Iterator[dict[str, Any]]:
    for visit in visits:
        yield {
            "id": visit.pk,
            "client_id": visit.client_id,
            "store": visit.store.code,
            "center": visit.center.code,
            "rep": visit.rep.username,
            "done_by": visit.done_by.username,
            "visited_on": visit.visited_on,
            "checked_in_at": visit.checked_in_at,
            "checked_out_at": visit.checked_out_at,
            "minutes": visit.minutes,
            "image_score": None if visit.image_score is None else str(visit.image_score),
            "status": visit.status,
        }
