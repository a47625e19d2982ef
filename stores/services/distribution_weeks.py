"""The weekly roll-up of distribution: each night for the last weeks, or anew on demand (handbook H2.7)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from salesops.accounts.models import Center
from stores.calc.distribution import ModelDistribution, distribution_by_model, monday_of
from stores.models import DistributionWeek, Store, StoreDistributionWeek
from stores.models.distribution_weeks import FIGURES
from stores.selectors.distribution import Measured, measured_on

BATCH = 1000
BECAUSE = "the roll-up is made of all stores of a center"
# Counts of visits without a network and corrections of sales come in late.
STILL_MOVING = 4


def weeks_until(on: date, count: int) -> list[date]:
    """The Mondays of the last weeks up to that of a day, oldest first."""
    return [monday_of(on) - timedelta(weeks=back) for back in reversed(range(count))]


def measure_weeks(center: Center, *, until: date, count: int = STILL_MOVING) -> int:
    """Make the last weeks of a center anew, week by week; return how many rows they have."""
    return sum(measure_week(center, week, on=until) for week in weeks_until(until, count))


@transaction.atomic
def measure_week(center: Center, week: date, *, on: date) -> int:
    """Make a center's roll-up of one week anew, as of its Sunday or the last day so far.

    Whatever stood there is replaced, so that it may run twice, late, or while another does the same.
    """
    Center.objects.select_for_update(no_key=True).get(pk=center.pk)
    day = min(week + timedelta(days=6), on)
    measured = measured_on(Store.objects.unscoped(because=BECAUSE).filter(center=center), day)
    rows = [_row(center, week, day, key, figures) for key, figures in _by_group(measured)]
    _replace(center, week, rows, [_row_of_store(one, week) for one in measured])
    return len(rows)


def _by_group(measured: Iterable[Measured]) -> Iterable[tuple[tuple[int, str, str], ModelDistribution]]:
    """Each model over the stores of one rep, class and format."""
    groups = defaultdict(list)
    for one in measured:
        groups[one.place.rep_id, one.place.store_class, one.place.store.format].append(one.target)
    for key, targets in sorted(groups.items()):
        for figures in distribution_by_model(targets).values():
            yield key, figures


def _row(
    center: Center, week: date, day: date, key: tuple[int, str, str], found: ModelDistribution
) -> DistributionWeek:
    rep_id, store_class, form = key
    figures = {name: getattr(found, name) for name in FIGURES}
    return DistributionWeek(
        center=center,
        week=week,
        measured_on=day,
        rep_id=rep_id,
        store_class=store_class,
        format=form,
        model_id=found.model_id,
        **figures,
    )


def _row_of_store(one: Measured, week: date) -> StoreDistributionWeek:
    part = one.target.distribution
    return StoreDistributionWeek(
        store=one.place.store, week=week, asked=part.whole, carried=part.part, is_known=one.target.is_known
    )


def _replace(center: Center, week: date, rows: list[DistributionWeek], stores: list[StoreDistributionWeek]) -> None:
    DistributionWeek.objects.unscoped(because=BECAUSE).filter(center=center, week=week).delete()
    StoreDistributionWeek.objects.unscoped(because=BECAUSE).filter(store__center=center, week=week).delete()
    DistributionWeek.objects.bulk_create(rows, BATCH)
    StoreDistributionWeek.objects.bulk_create(stores, BATCH)
