"""Reckons the numbers of a plan's line anew from what its evidence lists, and from nothing else."""

from datetime import date
from math import ceil, floor, sqrt

from salesops.periods.month import Month

KINDS = ("launch", "promotion", "promoter")
RAMP = (0.27, 0.55, 0.65, 0.70, 0.78, 0.80, 0.85, 0.90, 0.92, 0.95, 0.99, 1.0)


def cells_of(line) -> dict:
    """Each number of the line by its name: as it stands, and as its listed inputs make it."""
    kept = line.inputs
    launch, promotion, promoter = added_to(line.baseline_quantity, kept["promotions"])
    cells = {
        "launch": (line.launch_quantity, launch),
        "promotion": (line.promotion_quantity, promotion),
        "promoter": (line.promoter_quantity, promoter),
        "drafted": (line.drafted_quantity, line.baseline_quantity + launch + promotion + promoter),
        "stock": (line.stock_quantity, stock_of(kept["stock"])),
        **store_cells(kept),
    }
    if kept["share"] is None:
        return cells | {"baseline": (line.baseline_quantity, 0)}
    low, high = range_of(kept, line.baseline_quantity)
    return cells | {
        "units here": (kept["share"]["recent_units"], units_here(kept, line.plan.month)),
        "share": (kept["share"]["share"], share_of(kept["share"])),
        "baseline": (line.baseline_quantity, baseline_of(kept, line.model.code)),
        "low": (line.low_quantity, max(0, low + min(0, promoter))),
        "high": (line.high_quantity, high + launch + promotion + promoter),
    }


def added_to(baseline, parts) -> tuple[int, int, int]:
    """Of a launch what the baseline does not expect yet; promoters who go take at most the baseline."""
    of = {kind: sum(part["quantity"] for part in parts if part["kind"] == kind) for kind in KINDS}
    return max(0, of["launch"] - baseline), of["promotion"], max(-baseline, of["promoter"])


def store_cells(kept) -> dict:
    store, value = kept["store"], usual_of(kept["store"]) * kept["store"]["ramp"] * kept["store"]["festival"]
    low, high = store["spread"]
    cells = {
        "store": (store["point"], floor(value + 0.5)),
        "store low": (store["low"], floor(value * low)),
        "store high": (store["high"], ceil(value * high)),
    }
    months = usual_months(kept)
    if store["months"] >= 3:
        units = [units for _month, units in months]
        cells |= {"recent": (store["recent"], sum(units[-3:]) / 3), "level": (store["level"], level_of(kept, units))}
    elif months:
        grown = [units / ramp_of(store["opened"], month) for month, units in months]
        cells |= {"level": (store["level"], sum(grown) / len(grown))}
    return cells


def usual_months(kept) -> list[tuple[str, float]]:
    """The months that the rule looks at, without the festival; the one that was not over is grown to a full one."""
    units = [(month, units) for month, units, *_ in kept["months"]]
    if kept["part"]:
        units.append((kept["part"]["month"], kept["part"]["units"] * kept["part"]["growth"]))
    return [(month, sold / kept["store"]["past"].get(month, 1.0)) for month, sold in units][-15:]


def level_of(kept, units) -> float:
    level = kept["store"]["earlier"]
    for sold in units:
        level = sold if level is None else level + 0.3 * (sold - level)
    return level


def ramp_of(opened, month) -> float:
    return 1.0 if opened is None else RAMP[min(max(Month.parse(month) - Month.parse(opened), 0), 11)]


def usual_of(store) -> float:
    return max(0.0, (store["level"] + store["recent"] * store["season"] ** store["exponent"]) / 2)


def units_here(kept, target) -> float:
    """The model's units a month, of the months that the mix is read in; a life that began or ends is grown."""
    of_month = {month: max(0, units) for month, _store, units, _row in kept["months"]}
    reported = [month for month in kept["share"]["months"] if month in of_month]
    weights = list(zip(reported, (0.5, 0.3, 0.2), strict=False))
    there = [(month, weight) for month, weight in weights if part_sold(kept, Month.parse(month)) > 0] or weights
    after = part_sold(kept, Month.of(target))
    units = sum(
        weight * of_month[month] * growth(part_sold(kept, Month.parse(month)), after) for month, weight in there
    )
    return units / sum(weight for _month, weight in there) if units else 0


def part_sold(kept, month) -> float:
    launched, ends = kept["share"]["life"] or (None, None)
    first = max(date.fromisoformat(launched), month.first_day) if launched else month.first_day
    end = min(date.fromisoformat(ends), month.next_first_day) if ends else month.next_first_day
    return max(0, (end - first).days) / month.last_day.day


def growth(before, after) -> float:
    return min(after / before, 3.0) if before else after


def share_of(share) -> float:
    return (share["recent_units"] + 20 * share["center_share"]) / (share["store_units"] + 20)


def baseline_of(kept, code) -> int:
    quota = kept["store"]["point"] * kept["share"]["share"]
    if kept["share"]["rounded_up"] is None:
        return round(quota)
    least, last = kept["share"]["rounded_up"]
    remainder = quota - floor(quota)
    return floor(quota) + (remainder > least or (remainder == least and code <= last))


def range_of(kept, baseline) -> tuple[int, int]:
    store, share = kept["store"], kept["share"]["share"]
    mean = store["point"] * share
    scatter = 1.28**2 * (1.2 * mean + (0.2 * mean) ** 2)
    below = sqrt(((store["point"] - store["low"]) * share) ** 2 + scatter)
    above = sqrt(((store["high"] - store["point"]) * share) ** 2 + scatter)
    return min(baseline, max(0, floor(mean - below + 0.5))), max(baseline, floor(mean + above + 0.5))


def stock_of(stock) -> int | None:
    return None if stock is None else max(0, sum(stock["made_of"]))
