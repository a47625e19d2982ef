"""How near a rep's plan made in three seconds comes to one made in sixty, on fresh towns (handbook H4.3).

    python -m tests.bench.routes                          # six towns: two of each shape
    python -m tests.bench.routes --towns 1 --json         # one of each shape, as one JSON object
    python -m tests.bench.routes --shape road --seed 40   # one shape; towns are numbered on from the seed

Each town is planned with the rounds the product gives it, and with so many more that they last sixty processor
seconds. Both plans are checked by a checker that shares nothing with the planner. Fails where a plan breaks a rule,
takes longer than three processor seconds, or the mean gap passes two percent. The rep has a long day, so that all work
fits: travel compares only where both place the same visits and their days are about as even as each other. Needs no
database.
"""

import argparse
import json
from dataclasses import asdict, dataclass
from time import process_time

from tests.bench.towns import SHAPES, rep_problem
from tests.visits.calc.routing.checker import faults, unevenness
from visits.calc.routing.periodic.search import compile_kernel
from visits.calc.routing.problem import Plan, Problem
from visits.calc.routing.solver import ROUNDS, solve

STORES = 50
SHORT, LONG = 3.0, 60.0
MOST_GAP = 2.0
# A rep's day in which these stores fit, however far the towns lie from each other.
DAY_MINUTES = 570
# Longest day by mean day: a plan may be so much more even than another that is compared with it.
AS_EVEN = 0.02


@dataclass(frozen=True, slots=True)
class Town:
    """One town planned twice; travel in minutes of the cycle, the gap in percent of the long search's travel.

    No gap is told where the plans do not compare: the one has other visits, or days more even than the other's.
    """

    shape: str
    seed: int
    short_seconds: float
    short_travel: float
    short_uneven: float
    long_seconds: float
    long_travel: float
    long_uneven: float
    gap: float | None
    missing_visits: tuple[int, int]
    faults: tuple[str, ...]


def measure(shape: str, seed: int, *, stores: int, seconds: float, minutes: int) -> Town:
    """Plan one town with the product's rounds, and with those that fill `seconds`."""
    problem = rep_problem(shape, stores, seed=seed, daily_minutes=minutes)
    short, short_seconds = _timed(problem, ROUNDS)
    long, long_seconds = _timed(problem, round(ROUNDS * seconds / short_seconds))
    best = min(long.totals.travel, short.totals.travel)
    is_alike = short.totals.missing_visits == long.totals.missing_visits
    is_alike &= abs(unevenness(short) - unevenness(long)) <= AS_EVEN
    return Town(
        shape=shape,
        seed=seed,
        short_seconds=round(short_seconds, 2),
        short_travel=short.totals.travel,
        short_uneven=round(unevenness(short), 3),
        long_seconds=round(long_seconds, 1),
        long_travel=long.totals.travel,
        long_uneven=round(unevenness(long), 3),
        gap=round(100 * (short.totals.travel / best - 1), 2) if is_alike else None,
        missing_visits=(short.totals.missing_visits, long.totals.missing_visits),
        faults=(*faults(problem, short), *faults(problem, long)),
    )


def _timed(problem: Problem, rounds: int) -> tuple[Plan, float]:
    began = process_time()
    plan = solve(problem, rounds=rounds)
    return plan, process_time() - began


HEAD = (
    "| town | CPU s | travel | CPU s | travel | gap | days uneven | not placed | rules broken |\n" + "| --- " * 9 + "|"
)


def line_of(town: Town) -> str:
    """The town as a row of Markdown under HEAD."""
    cells = (
        f"{town.shape} {town.seed}",
        town.short_seconds,
        town.short_travel,
        town.long_seconds,
        town.long_travel,
        "–" if town.gap is None else f"{town.gap} %",
        f"{town.short_uneven}, {town.long_uneven}",
        f"{town.missing_visits[0]}, {town.missing_visits[1]}",
        len(town.faults),
    )
    return f"| {' | '.join(map(str, cells))} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--towns", type=int, default=2, help="of each shape")
    parser.add_argument("--shape", choices=SHAPES, help="only this one")
    parser.add_argument("--seed", type=int, default=1, help="the first town's")
    parser.add_argument("--stores", type=int, default=STORES)
    parser.add_argument("--seconds", type=float, default=LONG, help="processor seconds of the long search")
    parser.add_argument("--minutes", type=int, default=DAY_MINUTES, help="of the rep's day")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    compile_kernel()
    solve(rep_problem("dense", 3, seed=0), rounds=1)
    towns = []
    if not options.json:
        print(HEAD)
    for number in range(options.towns):
        for shape in [options.shape] if options.shape else SHAPES:
            limits = {"stores": options.stores, "seconds": options.seconds, "minutes": options.minutes}
            towns.append(measure(shape, options.seed + number, **limits))
            if not options.json:
                print(line_of(towns[-1]), flush=True)
    gaps = [town.gap for town in towns if town.gap is not None]
    mean = round(sum(gaps) / len(gaps), 2) if gaps else None
    slowest = max(town.short_seconds for town in towns)
    if options.json:
        told = {"mean_gap": mean, "compared": len(gaps), "slowest": slowest}
        print(json.dumps({"towns": [asdict(town) for town in towns]} | told))
    else:
        print(f"\nMean gap {mean} % of {len(gaps)} towns that compare, slowest {slowest} CPU s.")
    if (mean or 0) > MOST_GAP or slowest > SHORT or any(town.faults for town in towns):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
