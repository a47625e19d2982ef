"""What the tags said in some of the past visits, beside the list price of their day (handbook H5.2)."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal

from reports.demo.handsets import Handset
from reports.demo.stream import Stream
from reports.demo.writer.bulk import insert_rows
from reports.demo.writer.written import Written
from visits.calc.prices import is_off
from visits.choices import VisitStatus
from visits.models import Visit, VisitPrice

_READ, _MOST_TAGS = 0.25, 5
_CUTS_PRICES, _CUT, _FORGOTTEN = 0.06, 0.5, 0.12
_CUT_PERCENT = (6, 12)
_OLD_TAGS = timedelta(days=21)


def write_prices(written: Written, visits: Iterable[Visit]) -> None:
    rows = (row for visit in visits if visit.status == VisitStatus.CLOSED for row in _tags(written, visit))
    fields = ("visit", "sku", "shelf_yuan", "list_yuan", "band_percent", "is_off")
    written.say(f"{insert_rows(VisitPrice, fields, rows)} prices on tags")


def _tags(written: Written, visit: Visit) -> Iterator[tuple]:
    """Of a few models that are in the store, in one visit of four."""
    stream = Stream(written.seed, "tags", f"{visit.store.code}|{visit.visited_on}")
    if not stream.chance(_READ):
        return
    shelf = written.shelves[visit.store.code]
    shown = [
        (handset, variant.code)
        for handset in written.world.handsets
        for variant in handset.variants
        if variant.code in written.skus_on_sale and shelf.has_had(variant.code, visit.visited_on)
    ]
    first, band = stream.between(0, max(0, len(shown) - _MOST_TAGS)), visit.store.center.price_band_percent
    for handset, sku in shown[first : first + _MOST_TAGS]:
        asked = Decimal(handset.price_on(visit.visited_on).list_yuan)
        said = _tag(written, visit, handset, stream)
        yield visit.pk, written.skus[sku].pk, said, asked, band, is_off(said, asked, band)


def _tag(written: Written, visit: Visit, handset: Handset, stream: Stream) -> Decimal:
    """Some shops undercut the list by habit; others forget to change the tag after a price cut."""
    now = handset.price_on(visit.visited_on)
    if Stream(written.seed, "undercut", visit.store.code).chance(_CUTS_PRICES) and stream.chance(_CUT):
        return Decimal(now.list_yuan * (100 - stream.between(*_CUT_PERCENT)) // 1000 * 10 + 9)
    before = next((step for step in reversed(handset.prices) if step.starts_on < now.starts_on), now)
    is_fresh = visit.visited_on - now.starts_on <= _OLD_TAGS
    return Decimal((before if is_fresh and stream.chance(_FORGOTTEN) else now).list_yuan)
