"""Promotions that never were, over the history of the demonstration: few may claim to have worked (field.md C7)."""

import random
from datetime import date, timedelta

import numpy as np
import pytest

from promotions.calc.effect.measure import Verdict, measure
from promotions.calc.effect.units import StoreDays, Times
from reports.demo.campaigns import takes_part
from reports.demo.ledger import make_ledger
from reports.demo.size import Options
from reports.demo.world import make_world

TODAY = date(2026, 11, 20)
PLACEBOS = 60


@pytest.fixture(scope="module")
def world():
    return make_world(Options.of("small", seed=7, today=TODAY, stores=90, months=9))


@pytest.fixture(scope="module")
def sold_by_store(world):
    """Units by day and model of each store that is open."""
    center = world.centers[0]
    model_by_sku = {variant.code: handset.code for handset in world.handsets for variant in handset.variants}
    found = {}
    for store in (store for store in center.stores if store.closed_on is None):
        sold = found.setdefault(store, {})
        for (day, sku), units in make_ledger(world, center, store).net_sold().items():
            sold[day, model_by_sku[sku]] = sold.get((day, model_by_sku[sku]), 0) + units
    return found


def placebo(world, sold_by_store, seed):
    """Some stores, some models, some days, and nothing that happened in them."""
    chance = random.Random(seed)
    first = TODAY - timedelta(days=chance.randint(35, 70))
    times = Times(first, first + timedelta(days=chance.randint(4, 13)))
    models = chance.sample([handset.code for handset in world.handsets if handset.is_sold_in(first.replace(day=1))], 2)
    campaigns = [one for one in world.centers[0].campaigns if set(one.models) & set(models)]
    inside = chance.choice((0.2, 0.4, 0.6))
    stores = []
    for number, (store, sold) in enumerate(sold_by_store.items()):
        units = np.array([sum(sold.get((day, model), 0) for model in models) for day in times.all], dtype=float)
        units[hidden(world, campaigns, store, times)] = np.nan
        is_in = chance.random() < inside
        stores.append(StoreDays(number, "center", store.size_class, store.level, is_in, units))
    return measure(stores, times, is_over=True)


def hidden(world, campaigns, store, times):
    """Days of which it is not known what would have sold anyway."""
    ran = [one for one in campaigns if takes_part(world.options.seed, one.code, store.code)]
    return np.array(
        [day < store.opened_on or any(one.starts_on <= day < one.ends_on for one in ran) for day in times.all]
    )


def test_of_placebos_at_most_one_in_twenty_claims_to_have_worked(world, sold_by_store):
    found = [placebo(world, sold_by_store, seed) for seed in range(PLACEBOS)]
    told = [one for one in found if one.verdict != Verdict.UNKNOWN]

    assert len(told) >= 0.6 * PLACEBOS
    assert sum(one.verdict == Verdict.WORKED for one in told) <= 0.05 * len(told)
