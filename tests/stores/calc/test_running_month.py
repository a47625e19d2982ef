"""The running month, filled up from the part seen (handbook H1)."""

import numpy as np
import pytest

from salesops.periods.month import Month, months_between
from stores.calc.forecast import forecast_stores
from stores.calc.panel import Panel, StoreMonths
from stores.calc.running_month import PartOfMonth, full_by_part, with_running_month

NOVEMBER = Month(2026, 11)
MONTHS = tuple(months_between(Month(2025, 1), Month(2026, 10)))

# February's mean day against the mean of its first fifteen: in 2026 all of them are rush, in 2025
# four are the holiday's and eleven come after it.
THIS_YEAR = (15 * 1.35 + 8 * 0.55 + 5 * 0.90) / 28 / 1.35
LAST_YEAR = ((4 * 0.55 + 14 * 0.90 + 10) / 28) / ((4 * 0.55 + 11 * 0.90) / 15)


def panel_of(*levels, end=NOVEMBER, first=MONTHS[0]):
    months = [month for month in MONTHS if first <= month < end]
    return Panel.of([StoreMonths(f"S{row}", dict.fromkeys(months, level)) for row, level in enumerate(levels)], end=end)


def test_part_grows_as_the_center_grew_last_year():
    part = PartOfMonth(NOVEMBER, 14, {"S0": 20}, center_part_last_year=100, center_full_last_year=250)

    panel = with_running_month(panel_of(50, 60), part)

    assert panel.end == Month(2026, 12)
    assert panel.units[0, -1] == 50
    assert np.isnan(panel.units[1, -1])


def test_part_grows_by_its_days_without_a_last_year():
    assert full_by_part(panel_of(50), PartOfMonth(NOVEMBER, 15, {})) == 2.0


def test_part_that_saw_the_rush_before_the_festival_grows_less():
    panel = panel_of(50, first=Month(2025, 3), end=Month(2026, 2))
    part = PartOfMonth(Month(2026, 2), 15, {}, center_part_last_year=100, center_full_last_year=200)

    assert full_by_part(panel, part) == pytest.approx(2 * THIS_YEAR / LAST_YEAR)
    assert full_by_part(panel, part, festivals={}) == 2.0


@pytest.mark.parametrize("days", [0, 31])
def test_part_fits_its_month(days):
    with pytest.raises(ValueError, match="first"):
        PartOfMonth(NOVEMBER, days, {})


def test_part_follows_the_complete_months():
    with pytest.raises(ValueError, match="follows"):
        with_running_month(panel_of(50), PartOfMonth(Month(2026, 12), 14, {}))


def test_draft_from_a_part_misses_little_more_than_one_from_the_whole():
    random = np.random.default_rng(7)
    levels = random.lognormal(np.log(60), 0.6, (120, 1)) * np.exp(np.cumsum(random.normal(0, 0.08, (120, 24)), 1))
    sold = random.poisson(levels)
    part = random.binomial(sold[:, 22], 19 / 30)
    stores = [
        StoreMonths(f"S{row:03d}", dict(zip(MONTHS, map(int, units), strict=False))) for row, units in enumerate(sold)
    ]
    running, target = MONTHS[0] + 22, MONTHS[0] + 23
    past = Panel.of(
        [StoreMonths(s.code, {m: u for m, u in s.units.items() if m < running}) for s in stores], end=running
    )
    seen = PartOfMonth(running, 19, {s.code: int(units) for s, units in zip(stores, part, strict=True)})
    truth = sold[:, 23]

    from_part = [f.point for f in forecast_stores(with_running_month(past, seen), target)]
    from_whole = [f.point for f in forecast_stores(Panel.of(stores, end=target), target)]
    from_less = [f.point for f in forecast_stores(past, target)]

    missed = [np.abs(np.array(points) - truth).sum() for points in (from_part, from_whole, from_less)]
    assert missed[0] <= 1.05 * missed[1]
    assert missed[0] < missed[2]
