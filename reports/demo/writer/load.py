"""More visits than the plans explain, for trying the program under load: plain, spread over the years before."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from reports.demo.writer.bulk import insert_rows
from reports.demo.writer.visits import client_id
from reports.demo.writer.written import PAST_WEEKS, Written, moment
from stores.choices import StoreStatus
from visits.choices import VisitStatus
from visits.models import Visit

_VISITS_A_DAY = 8
_MOST_DAYS = 3 * 365
_OPENING_MINUTE, _OPEN_MINUTES = 9 * 60, 8 * 60
# Primes, so that stores and times follow no pattern that a database could profit from.
_STORE_STRIDE, _MINUTE_STRIDE = 7919, 37
_FIELDS = (
    *("client_id", "store", "center", "rep", "done_by", "visited_on", "checked_in_at", "checked_out_at", "minutes"),
    *("received_at", "status"),
)


def write_more_visits(written: Written, done: int) -> None:
    wanted = (written.world.options.size.visits or 0) - done
    if wanted > 0:
        insert_rows(Visit, _FIELDS, _rows(written, wanted))
        written.say(f"{wanted} more visits")


def _rows(written: Written, wanted: int) -> Iterator[tuple]:
    stores = [store for store in written.stores.values() if store.status == StoreStatus.ACTIVE]
    days = min(_MOST_DAYS, wanted // (len(written.reps) * _VISITS_A_DAY) + 1)
    first = written.today - timedelta(weeks=PAST_WEEKS, days=days + 7)
    ids = client_id(written.seed, "load", "").int >> 48 << 48
    for number in range(wanted):
        store = stores[number * _STORE_STRIDE % len(stores)]
        day = first + timedelta(days=number * days // wanted)
        arrived_at = moment(day, _OPENING_MINUTE + number * _MINUTE_STRIDE % _OPEN_MINUTES)
        minutes = 10 + number % 40
        left_at = arrived_at + timedelta(minutes=minutes)
        people = (store.center_id, store.rep_id, store.rep_id)
        times = (day, arrived_at, left_at, minutes, left_at)
        yield UUID(int=ids + number), store.pk, *people, *times, VisitStatus.CLOSED.value
