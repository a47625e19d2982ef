"""What people changed in the archive lately: one store of each center has a history to look at (handbook H2.3)."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any

from reports.demo import words
from reports.demo.stream import Stream
from reports.demo.writer.written import BECAUSE, Written, moment
from salesops.accounts.actor import Actor
from stores.models import Store
from stores.services.stores import edit_store

_NEW_OWNER, _NEW_HOURS, _REBUILT = "店长更换", "冬季营业时间调整", "重新装修，柜台扩大"
_NEW_OPENING = time(9, 30)


def write_edits(written: Written) -> None:
    stores = Store.objects.unscoped(because=BECAUSE).active().order_by("center_id", "rep_id", "code")
    firsts = [next(group) for _, group in groupby(stores, key=attrgetter("center_id"))]
    for store in firsts:
        for values, actor, at, reason in _edits(written, store):
            store = edit_store(store, values, revision=store.revision, actor=actor, at=at, reason=reason)  # noqa: PLW2901
    written.say(f"{len(firsts)} stores edited")


def _edits(written: Written, store: Store) -> Iterator[tuple[dict[str, Any], Actor, datetime, str]]:
    """The rep keeps people and hours, the manager the size."""
    stream = Stream(written.seed, "edits", store.code)
    rep, manager = written.actor_of(store.rep_id), written.manager_of(store.center_id)
    owner = {"contact_name": words.person(stream), "phone": words.phone(stream)}
    yield owner, rep, _days_ago(written, 34, stream), _NEW_OWNER
    yield {"opens_at": _NEW_OPENING}, rep, _days_ago(written, 16, stream), _NEW_HOURS
    size = {"counters": (store.counters or 1) + 1, "area_m2": (store.area_m2 or 20) + stream.between(5, 15)}
    yield size, manager, _days_ago(written, 3, stream), _REBUILT


def _days_ago(written: Written, days: int, stream: Stream) -> datetime:
    return moment(written.today - timedelta(days=days), stream.between(9 * 60, 17 * 60))
