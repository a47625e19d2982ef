"""The generated sales against what their specification promises."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import accumulate
from statistics import fmean

from reports.demo.demand import arrives_on
from reports.demo.export import truth
from reports.demo.handsets import RUNS_SINCE
from reports.demo.ledger import unreported_months
from reports.demo.size import Options
from reports.demo.world import make_world
from salesops.periods.month import Month
from stores.calc.classification import StoreHistory, classify
from tests.reports.demo.conftest import TODAY


def classes(sold, months):
    """Each ranked store's class, area by area, by the program's own rule."""
    window = [Month.of(month) for month in months]
    placings = (
        placing
        for rep in sorted({one.rep for one in sold})
        for placing in classify(
            (_history(one, months) for one in sold if one.rep == rep and not one.store.closed_on),
            window=window,
            on=TODAY,
        )
    )
    return {placing.code: placing.computed for placing in placings if placing.rank is not None}


def _history(one, months):
    units = tuple(one.net[month] for month in months)
    return StoreHistory(one.store.code, units, opened_on=one.store.opened_on)


def kept(sold, months, before):
    now, then = classes(sold, months), classes(sold, before)
    both = now.keys() & then.keys()
    return sum(now[code] == then[code] for code in both) / len(both)


def wape(pairs):
    pairs = list(pairs)
    return sum(abs(actual - made) for actual, made in pairs) / sum(actual for actual, _ in pairs)


def daily_changes(ledger):
    """By SKU, what each day added to the stock."""
    net = ledger.net_sold()
    changes = {}
    for day, sku in sorted(ledger.delivered.keys() | net.keys()):
        changes.setdefault(sku, []).append(ledger.delivered[day, sku] - net[day, sku])
    return changes


def closing_stock(ledger):
    return +Counter({sku: sum(flow) for sku, flow in daily_changes(ledger).items()})


def lowest_stocks(ledger):
    return [min(accumulate(flow)) for flow in daily_changes(ledger).values()]


def net_cells(sold):
    cells = Counter()
    for one in sold:
        for (day, sku), units in one.ledger.net_sold().items():
            cells[one.store.code, sku.rpartition("-")[0], day.replace(day=1)] += units
    return cells


def test_classes_share_the_stores_as_in_real_areas(world, sold):
    shares = Counter(classes(sold, world.months[-4:-1]).values())

    total = shares.total()
    assert 0.15 <= shares["A"] / total <= 0.22
    assert 0.30 <= shares["B"] / total <= 0.38
    assert 0.43 <= shares["C"] / total <= 0.53


def test_classes_of_three_months_stay_the_next_month(world, sold):
    months = world.months[:-1]

    rates = [kept(sold, months[end - 3 : end], months[end - 4 : end - 1]) for end in range(18, 25)]
    assert fmean(rates) >= 0.90


def test_classes_of_one_month_move_more(world, sold):
    months = world.months[:-1]

    rates = [kept(sold, months[end - 1 : end], months[end - 2 : end - 1]) for end in range(18, 25)]
    assert 0.75 <= fmean(rates) <= 0.95


def test_the_mean_of_three_months_misses_as_much_as_in_real_panels(world, sold):
    months = world.months[:-1]
    old = [one for one in sold if one.store.opened_on < months[0] and not one.store.closed_on]

    last_three = wape((one.net[months[-1]], one.units(months[-4:-1]) / 3) for one in old)
    last_year = wape((one.net[months[-1]], one.net[months[-13]]) for one in old)
    assert 0.13 <= last_three <= 0.22
    assert last_three < last_year


def test_some_store_months_are_not_reported(world):
    made = make_world(Options.of("demo", seed=1, today=TODAY, months=24))
    stores = [store for center in made.centers for store in center.stores]
    lived = sum(store.is_open_on(month) for store in stores for month in made.months[:-1])
    missing = sum(store.is_open_on(month) for store in stores for month in unreported_months(made, store))
    assert 0.01 <= missing / lived <= 0.02


def test_stock_is_what_came_and_did_not_go(sold):
    assert [one.store.code for one in sold if closing_stock(one.ledger) != +one.ledger.stock] == []


def test_stock_never_falls_below_zero(sold):
    lowest = [low for one in sold for low in lowest_stocks(one.ledger)]

    assert min(lowest) >= 0


def test_few_cells_are_net_negative_but_some_are(sold):
    cells = net_cells(sold)

    negative = sum(units < 0 for units in cells.values())
    assert 0 < negative < 0.01 * len(cells)


def test_nothing_is_sold_outside_a_stores_life(sold):
    strays = [
        one.store.code for one in sold for day, _ in one.ledger.sold if not one.store.is_open_on(day) or day >= TODAY
    ]

    assert strays == []


def test_counts_follow_the_expected_values(sold):
    expected = sum(cell[2] for one in sold for cell in one.ledger.cells)
    drawn = sum(cell[3] for one in sold for cell in one.ledger.cells)

    assert abs(drawn / expected - 1) < 0.01


def test_the_truth_lists_every_cell():
    made = make_world(Options.of("small", seed=1, today=TODAY, stores=20, months=3))

    rows = list(truth(made))
    assert {row[2] for row in rows} == set(made.months)
    assert all(row[3] > 0 for row in rows)


def test_a_new_model_reaches_its_stores_over_some_weeks(world, sold):
    newest = launched_half_way(world)
    first = [min(days) for one in sold if (days := days_of(one.ledger.delivered, newest))]

    assert min(first) - newest.launched_on <= timedelta(days=3)
    at_once = sum(day <= newest.launched_on + timedelta(days=2) for day in first)
    assert at_once < 0.35 * len(first)


def test_nothing_is_sold_before_it_came(sold):
    strays = [
        (one.store.code, sku)
        for one in sold
        for day, sku in one.ledger.sold
        if day < min(came for came, other in one.ledger.delivered if other == sku)
    ]

    assert strays == []


def test_a_slow_center_takes_longer_to_take_a_new_model(world):
    newest = launched_half_way(world)
    center = world.centers[0]
    slow = replace(center, plan=replace(center.plan, pace=2.0))

    waits = [
        [(arrives_on(world, one, store, newest) - newest.launched_on).days for store in center.stores]
        for one in (center, slow)
    ]

    assert [second >= first for first, second in zip(*waits, strict=True)].count(False) == 0
    assert fmean(waits[1]) > 1.7 * fmean(waits[0])


def launched_half_way(world):
    """The model whose launch runs."""
    return next(one for one in world.handsets if one.launched_on == world.options.today - RUNS_SINCE)


def days_of(counts, handset):
    return [day for day, sku in counts if sku.startswith(f"{handset.code}-")]
