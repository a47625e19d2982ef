"""One generated center of twelve areas, made once for all tests of a worker."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import pytest

from reports.demo.archive import Store
from reports.demo.ledger import Ledger, make_ledger
from reports.demo.size import Options
from reports.demo.world import World, make_world

TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Sold:
    """A store with its movements and its net units by month."""

    store: Store
    rep: str
    ledger: Ledger
    net: Counter[date]

    def units(self, months: tuple[date, ...]) -> int:
        return sum(self.net[month] for month in months)


@pytest.fixture(scope="session")
def world() -> World:
    return make_world(Options.of("small", seed=1, today=TODAY, stores=240, months=24))


@pytest.fixture(scope="session")
def sold(world) -> list[Sold]:
    center = world.centers[0]
    return [_sold(center.rep_of(store), store, make_ledger(world, center, store)) for store in center.stores]


def _sold(rep: str, store: Store, ledger: Ledger) -> Sold:
    net: Counter[date] = Counter()
    for (day, _), units in ledger.net_sold().items():
        net[day.replace(day=1)] += units
    return Sold(store, rep, ledger, net)
