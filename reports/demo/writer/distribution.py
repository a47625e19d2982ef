"""The distribution standard of the demonstration, and what its stores made of it week by week (handbook H2.7)."""

from datetime import timedelta

from reports.demo.standard import demands
from reports.demo.writer.written import BATCH, Written
from stores.models import DistributionLine
from stores.services.distribution_weeks import measure_weeks

_WEEKS = 13


def write_distribution_standard(written: Written) -> None:
    lines = [
        DistributionLine(
            model=written.models[demand.handset.code],
            store_class=demand.store_class,
            format=demand.format,
            colours=demand.colours,
            starts_on=demand.starts_on,
            ends_on=demand.ends_on,
        )
        for demand in demands(written.world.handsets, written.world.first_month)
    ]
    DistributionLine.objects.bulk_create(lines, batch_size=BATCH)
    written.say(f"{len(lines)} lines of the distribution standard")


def write_distribution_weeks(written: Written) -> None:
    """Measured by the room's own service, once all counts and sales are there."""
    until = written.today - timedelta(days=1)
    rows = sum(measure_weeks(center, until=until, count=_WEEKS) for center in written.centers.values())
    written.say(f"{rows} figures of distribution by week")
