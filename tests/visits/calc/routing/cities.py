"""Small made-up areas for the planner's tests."""

from random import Random

from visits.calc.routing.problem import Problem, Rep, StoreStop

HOME = (120.60, 31.31)
STANDARD = {"A": (40, 6), "B": (25, 4), "C": (15, 1)}
QUARTERS = {"A": (120.60, 31.30), "B": (120.66, 31.30), "C-west": (120.54, 31.28), "C-north": (120.60, 31.36)}


def store(code="S1", *, cls="C", lon=120.61, lat=31.31, **changes):
    minutes, visits = STANDARD[cls]
    return StoreStop(
        **({"code": code, "lon": lon, "lat": lat, "minutes": minutes, "visits_per_cycle": visits, "cls": cls} | changes)
    )


def city(count, *, seed=1, spread=0.04, **changes):
    """Scatter stores around home: an eighth A, a quarter B, the rest C."""
    draw = Random(seed)
    return tuple(
        store(
            f"S{place:03}",
            cls="A" if place < count / 8 else "B" if place < count * 3 / 8 else "C",
            lon=HOME[0] + draw.gauss(0, spread),
            lat=HOME[1] + draw.gauss(0, spread),
            **changes,
        )
        for place in range(count)
    )


def handbook_example():
    """Twenty stores of the handbook: 5 A, 5 B and 10 C, each group in its own quarter."""
    draw = Random(7)
    quarters = ["A"] * 5 + ["B"] * 5 + ["C-west"] * 5 + ["C-north"] * 5
    stores = [
        store(
            f"{number:02}",
            cls=quarter[0],
            lon=QUARTERS[quarter][0] + draw.gauss(0, 0.005),
            lat=QUARTERS[quarter][1] + draw.gauss(0, 0.005),
            minutes=30,
        )
        for number, quarter in enumerate(quarters, start=1)
    ]
    return Problem(tuple(stores), Rep(start=HOME, end=HOME, max_stops=5))


def days_of(plan, code):
    return tuple(day.day for day in plan.days for stop in day.stops if stop.code == code)


def codes_by_name(plan):
    return {day.name: {stop.code for stop in day.stops} for day in plan.days if day.stops}
