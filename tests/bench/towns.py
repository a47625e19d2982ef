"""Made-up towns for the planner's benches: where stores lie and what they ask for."""

from collections.abc import Iterator
from random import Random

from visits.calc.routing.problem import Problem, Rep, StoreStop

# Minutes in the store and visits in two weeks, as the handbook has them.
STANDARD = {"A": (40, 6), "B": (25, 4), "C": (15, 1)}
# Degrees: about how far most stores of a dense town lie from its middle, and a road's and two towns' half length.
NEAR, ALONG = 0.04, 0.18
TOWN = (120.60, 31.30)


def dense(draw: Random) -> tuple[float, float]:
    """One town around its middle."""
    return draw.gauss(0, NEAR), draw.gauss(0, NEAR)


def road(draw: Random) -> tuple[float, float]:
    """Villages strung along a road."""
    along = draw.uniform(-ALONG, ALONG)
    return along, along * 0.4 + draw.gauss(0, 0.006)


def two_towns(draw: Random) -> tuple[float, float]:
    """Two small towns, half an hour from each other."""
    side = draw.choice((-ALONG, ALONG)) / 1.5
    return side + draw.gauss(0, NEAR / 2), draw.gauss(0, NEAR / 2)


SHAPES = {"dense": dense, "road": road, "two towns": two_towns}


def places(shape: str, count: int, draw: Random, *, middle: tuple[float, float] = TOWN) -> Iterator[tuple]:
    """Class, longitude and latitude of each store: an eighth A, a quarter B, the rest C."""
    for place in range(count):
        east, north = SHAPES[shape](draw)
        cls = "A" if place < count / 8 else "B" if place < count * 3 / 8 else "C"
        yield cls, round(middle[0] + east, 6), round(middle[1] + north, 6)


def rep_problem(shape: str, count: int, *, seed: int, **rep) -> Problem:
    """What the planner is asked for one rep who starts and ends in the middle."""
    stores = [
        StoreStop(
            code=f"S{place:03}", lon=lon, lat=lat, minutes=STANDARD[cls][0], visits_per_cycle=STANDARD[cls][1], cls=cls
        )
        for place, (cls, lon, lat) in enumerate(places(shape, count, Random(seed)))
    ]
    return Problem(tuple(stores), Rep(start=TOWN, end=TOWN, **rep))
