"""Keeping which handsets were sold and which came back, beside the records that say so (handbook H2.5)."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from salesops.errors import DomainError
from stores.models import SalesRecord, SoldHandset
from stores.selectors.handsets import ImeiChange
from stores.services.samples import end_sold_samples

BATCH = 1000


class ImeiSoldMeanwhile(DomainError):
    """Somebody else sold the same IMEI between the look and the writing."""


def keep_handsets(changes: Sequence[tuple[SalesRecord, ImeiChange]]) -> None:
    """Free what came back, then keep what was sold, in the caller's transaction. The database says if one is sold
    twice. One query for the new ones and one for each record that has some."""
    rows = SoldHandset.objects.unscoped(because="the caller has looked at the facts")
    for record, change in changes:
        if change.freed:
            rows.filter(pk__in=change.freed).update(freed_by=record)
    new = [SoldHandset(imei=imei, record=record) for record, change in changes for imei in change.added]
    if not new:
        return
    for record, change in changes:
        if change.added:
            end_sold_samples(change.added, on=record.sold_on)
    try:
        with transaction.atomic():
            SoldHandset.objects.bulk_create(new, BATCH)
    except IntegrityError as clash:
        raise ImeiSoldMeanwhile(_("One of these IMEIs was sold meanwhile. Check them, then save again.")) from clash
