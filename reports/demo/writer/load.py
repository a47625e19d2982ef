"""More visits than the plans explain, for trying the program under load: plain, spread over the years before."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from reports.demo.writer.bulk import insert_rows
from reports.demo.writer.copied import copy_visits, filling, is_copied
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
    if wanted > 0 and is_copied(written):
        prefix = f"{_ids(written):032x}"[:20]
        strides = _STORE_STRIDE, _MINUTE_STRIDE
        with filling(written, Visit):
            copy_visits(written, wanted=wanted, days=_days(written, wanted), prefix=prefix, strides=strides)
    elif wanted > 0:
        insert_rows(Visit, _FIELDS, rows_of_load(written, wanted))
    if wanted > 0:
        written.say(f"{wanted} more visits")


def _days(written: Written, wanted: int) -> int:
    """Over how many days the visits are spread: as many as a rep can make, for three years at most."""
    return min(_MOST_DAYS, wanted // (len(written.reps) * _VISITS_A_DAY) + 1)


def _ids(written: Written) -> int:
    """The ids on phones count up from here."""
    return client_id(written.seed, "load", "").int >> 48 << 48


def rows_of_load(written: Written, wanted: int) -> Iterator[tuple]:
    """The visits one by one; PostgreSQL makes the same ones by itself (`copied`)."""
    stores = [store for store in written.stores.values() if store.status == StoreStatus.ACTIVE]
    days = _days(written, wanted)
    first = written.today - timedelta(weeks=PAST_WEEKS, days=days + 7)
    ids = _ids(written)
    for number in range(wanted):
        store = stores[number * _STORE_STRIDE % len(stores)]
        day = first + timedelta(days=number * days // wanted)
        arrived_at = moment(day, _OPENING_MINUTE + number * _MINUTE_STRIDE % _OPEN_MINUTES)
        minutes = 10 + number % 40
        left_at = arrived_at + timedelta(minutes=minutes)
        people = (store.center_id, store.rep_id, store.rep_id)
        times = (day, arrived_at, left_at, minutes, left_at)
        yield UUID(int=ids + number), store.pk, *people, *times, VisitStatus.CLOSED.value
