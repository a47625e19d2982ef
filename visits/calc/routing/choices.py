"""The two plans between which people choose: most of the former one kept, or made anew (handbook H4.3)."""

from collections.abc import Mapping, Sequence

from visits.calc.routing.problem import Plan, Problem
from visits.calc.routing.solver import ROUNDS, solve

Asked = tuple[Problem, Mapping[int, Sequence[str]] | None]


def solve_both(asked: Asked, rounds: int = ROUNDS) -> tuple[Plan | None, Plan]:
    """The plan that keeps most of the former one, if there is any, and the plan made anew.

    One argument that can be sent to another process, which needs nothing but this.
    """
    problem, former = asked
    kept = solve(problem, former=former, rounds=rounds) if former else None
    return kept, solve(problem, rounds=rounds)
