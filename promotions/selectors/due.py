"""Promotions as work in a visit (handbook H6)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from promotions.choices import PromotionStatus
from promotions.models import PromotionStore
from promotions.selectors.execution import with_proof
from visits.due import DueWork

SELL_IN_AHEAD = timedelta(days=7)


def work_at(store_ids: Iterable[int], on: date) -> Iterator[DueWork]:
    """Promotions that run at these stores, or begin within a week and are to be sold in. One query."""
    places = PromotionStore.objects.unscoped(because="the caller names the stores it may see")
    due = places.filter(
        store__in=list(store_ids),
        promotion__status=PromotionStatus.PUBLISHED,
        promotion__starts_on__lte=on + SELL_IN_AHEAD,
        promotion__ends_on__gte=on,
    )
    for place in (
        with_proof(due).select_related("promotion").order_by("promotion__starts_on", "promotion_id", "store_id")
    ):
        promotion = place.promotion
        is_running = promotion.starts_on <= on
        asked = _("until %(day)s · prove that it is carried out") if place.executed is None else _("until %(day)s")
        detail = asked if is_running else _("sell in before %(day)s")
        yield DueWork(
            store_id=place.store_id,
            kind="promotion",
            title=promotion.name,
            detail=detail % {"day": promotion.ends_on if is_running else promotion.starts_on},
            url=reverse("promotions:promotion_at_store", args=[promotion.pk, place.store_id]),
        )
