"""Promotions as work in a visit (handbook H6)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from promotions.choices import Executed, PromotionStatus
from promotions.models import Promotion, PromotionStore
from promotions.selectors.execution import with_proof
from visits.due import Ask, DueWork, WorkForm

SELL_IN_AHEAD = timedelta(days=7)


def _proof_of(promotion: Promotion) -> WorkForm:
    return WorkForm(
        key=f"promotion:{promotion.pk}",
        title=_("Is it carried out?"),
        asks=(
            Ask("executed", _("carried out"), "choice", tuple((c.value, str(c.label)) for c in Executed)),
            Ask("has_material", _("material is there"), "yesno"),
            Ask("is_price_right", _("price is right"), "yesno"),
            Ask("photo", _("photo of the execution"), "photo"),
            Ask("note", _("note"), "text"),
        ),
    )


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
            forms=(_proof_of(promotion),) if is_running else (),
            url=reverse("promotions:promotion_at_store", args=[promotion.pk, place.store_id]),
        )
