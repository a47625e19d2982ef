"""What launches bring into the plans of a month (handbook H6.1, H8.2)."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from promotions.calc.increments import extra_of_month
from promotions.calc.launch_split import by_model
from promotions.choices import ContributionKind, LaunchStatus
from promotions.models import LaunchStore
from promotions.selectors.contributions import Contribution
from salesops.periods.month import Month


def contributions_of_launches(store_ids: Sequence[int], month: Month) -> Iterator[Contribution]:
    """What published launches are to sell at these stores in a month, by the days that fall into it. Two queries.

    A store's quantity is spread evenly over the launch's days and over its models by their parts.
    """
    places = LaunchStore.objects.unscoped(because="the caller names the stores it may see")
    running = places.filter(
        store__in=list(store_ids),
        quantity__gt=0,
        launch__status=LaunchStatus.PUBLISHED,
        launch__starts_on__lte=month.last_day,
        launch__ends_on__gte=month.first_day,
    )
    for place in running.select_related("launch").prefetch_related("launch__models").order_by("launch", "store"):
        yield from _of_place(place, month)


def _of_place(place: LaunchStore, month: Month) -> Iterator[Contribution]:
    launch = place.launch
    part = extra_of_month(place.quantity, launch.starts_on, launch.ends_on, month.first_day)
    words = _("%(part)s of %(whole)s units for this store; launch from %(first)s to %(last)s")
    values = {"part": part, "whole": place.quantity, "first": launch.starts_on, "last": launch.ends_on}
    for model_id, quantity in by_model(part, {row.model_id: row.weight for row in launch.models.all()}).items():
        if quantity:
            yield Contribution(
                store_id=place.store_id,
                model_id=model_id,
                kind=ContributionKind.LAUNCH,
                quantity=quantity,
                reason=words % values,
                source=launch.name,
                url=place.get_absolute_url(),
                object_id=launch.pk,
            )
