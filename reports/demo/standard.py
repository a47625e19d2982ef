"""Which models the invented company asks of which store, and from when to when (handbook H2.7).

Class A carries every model on sale, B the newest of each line and the entry line's former one, C the newest
of a few lines. Small stores are asked later, as a new model reaches them later.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from reports.demo.handsets import Handset, predecessor
from stores.choices import StoreClass, StoreFormat

_ASKED_AFTER = {StoreClass.A: timedelta(14), StoreClass.B: timedelta(45), StoreClass.C: timedelta(75)}
_LINES_OF_C = {
    StoreFormat.BRAND: "YCNS",
    StoreFormat.MULTI: "YCN",
    StoreFormat.CHAIN: "YCNS",
    StoreFormat.OPERATOR: "YCS",
    StoreFormat.COUNTER: "YCN",
}
_SMALL_FORMATS = frozenset({StoreFormat.OPERATOR, StoreFormat.COUNTER})


@dataclass(frozen=True, slots=True)
class Demand:
    """So many colours of a model in one class and format, from a day until another."""

    handset: Handset
    store_class: StoreClass
    format: StoreFormat
    colours: int
    starts_on: date
    ends_on: date | None


def demands(handsets: tuple[Handset, ...], since: date) -> Iterator[Demand]:
    """The whole standard since a day; the end of life ends a demand by itself."""
    successors = {before.code: one for one in handsets if (before := predecessor(one, handsets))}
    for handset in handsets:
        for store_class in StoreClass:
            for form in StoreFormat:
                if _is_asked(handset, store_class, form):
                    demand = _demand(handset, successors.get(handset.code), store_class, form)
                    if demand.ends_on is None or demand.ends_on > max(since, demand.starts_on):
                        yield demand


def _is_asked(handset: Handset, store_class: StoreClass, form: StoreFormat) -> bool:
    return store_class != StoreClass.C or handset.line.code in _LINES_OF_C[form]


def _demand(handset: Handset, successor: Handset | None, store_class: StoreClass, form: StoreFormat) -> Demand:
    """Where a model gives way to the next of its line, it does so when that one is asked for."""
    gives_way = store_class == StoreClass.C or (
        handset.line.tier != "entry" and (store_class == StoreClass.B or form in _SMALL_FORMATS)
    )
    after = _ASKED_AFTER[store_class]
    ends_on = successor.launched_on + after if gives_way and successor else None
    return Demand(
        handset=handset,
        store_class=store_class,
        format=form,
        colours=2 if store_class == StoreClass.A and form not in _SMALL_FORMATS else 1,
        starts_on=handset.launched_on + after,
        ends_on=ends_on,
    )
