"""The distribution standard of the demonstration (handbook H2.7)."""

from reports.demo.standard import demands
from reports.demo.writer.written import BATCH, Written
from stores.models import DistributionLine


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
