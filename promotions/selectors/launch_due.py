"""Launches as work in a visit: until every model is sold in and stands on display (handbook H5.1, H6.1)."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from promotions.choices import LaunchStatus
from promotions.models import LaunchStore
from visits.due import DueWork


def launches_at(store_ids: Iterable[int], on: date) -> Iterator[DueWork]:
    """What these stores lack of the published launches that have begun. One query."""
    places = LaunchStore.objects.unscoped(because="the caller names the stores it may see")
    lacking = places.to_do().filter(
        store__in=list(store_ids),
        quantity__gt=0,
        launch__status=LaunchStatus.PUBLISHED,
        launch__starts_on__lte=on,
    )
    for place in lacking.select_related("launch").order_by("launch__ends_on", "launch_id", "store_id"):
        detail = _("put on display") if place.is_sold_in else _("sell in %(units)s until %(day)s")
        yield DueWork(
            store_id=place.store_id,
            kind="launch",
            title=place.launch.name,
            detail=detail % {"units": place.quantity, "day": place.launch.ends_on},
            url=place.get_absolute_url(),
        )
