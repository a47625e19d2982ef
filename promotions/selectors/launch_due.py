"""Launches as work in a visit: until every model is sold in and stands on display (handbook H5.1, H6.1)."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from promotions.choices import LaunchStatus, RefusalReason
from promotions.models import LaunchModel, LaunchStore
from visits.due import Ask, DueWork, WorkForm


def _form_of(place: LaunchStore, terms: LaunchModel) -> WorkForm:
    """What the rep says of one model, the price that the launch asks beside it."""
    price = _("price seen (CNY)")
    if terms.price_yuan is not None:
        price = _("price seen (CNY), asked %(price)s") % {"price": f"{terms.price_yuan:,.0f}"}
    return WorkForm(
        key=f"launch:{place.pk}:{terms.model_id}",
        title=str(terms.model),
        asks=(
            Ask("quantity", _("quantity"), "count"),
            Ask("is_displayed", _("stands on display"), "yes"),
            Ask("price_seen_yuan", price, "money"),
            Ask("refusal", _("refused because"), "choice", tuple((c.value, str(c.label)) for c in RefusalReason)),
            Ask("note", _("note"), "text"),
        ),
    )


def launches_at(store_ids: Iterable[int], on: date) -> Iterator[DueWork]:
    """What these stores lack of the published launches that have begun. Three queries."""
    places = LaunchStore.objects.unscoped(because="the caller names the stores it may see")
    lacking = places.to_do().filter(
        store__in=list(store_ids),
        quantity__gt=0,
        launch__status=LaunchStatus.PUBLISHED,
        launch__starts_on__lte=on,
    )
    rows = lacking.select_related("launch").prefetch_related("launch__models__model")
    for place in rows.order_by("launch__ends_on", "launch_id", "store_id"):
        detail = _("put on display") if place.is_sold_in else _("sell in %(units)s until %(day)s")
        yield DueWork(
            store_id=place.store_id,
            kind="launch",
            title=place.launch.name,
            detail=detail % {"units": place.quantity, "day": place.launch.ends_on},
            url=place.get_absolute_url(),
            forms=tuple(_form_of(place, terms) for terms in place.launch.models.all()),
        )
