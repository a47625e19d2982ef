"""Solve a classic periodic routing instance, to compare the planner with what is published (handbook H4.3)."""

import json
from pathlib import Path
from time import process_time

from django.core.management.base import BaseCommand, CommandError

from visits.calc.routing.periodic.cordeau import UnreadableInstance, read_instance
from visits.calc.routing.periodic.problem import PeriodicProblem, PeriodicSolution
from visits.calc.routing.periodic.search import Progress, compile_kernel, rounds_of, solve_periodic

NONE_FOUND, UNREADABLE = 1, 2


class Command(BaseCommand):
    help = (
        "Solve a periodic vehicle routing instance in the format of Cordeau, Gendreau and Laporte. The last line is "
        "one JSON object; with --json it holds the routes too. Needs no database, uses one thread. "
        "The exit code is 0 for a sound solution, 1 if none was found, 2 if the file cannot be read."
    )
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, help="the instance")
        length = parser.add_mutually_exclusive_group()
        length.add_argument("--seconds", type=float, default=60, help="processor seconds of the search")
        length.add_argument("--iterations", type=int, help="rounds instead: then the same seed gives the same bytes")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--out", type=Path, help="write the routes to this file")
        parser.add_argument("--json", action="store_true", help="put the routes into the last line")

    def handle(self, *args, file: Path, **options) -> None:
        problem = _read(file)
        if not options["seconds"] > 0 or (options["iterations"] is not None and options["iterations"] < 1):
            raise CommandError("The search needs at least one round, and more than no time.", returncode=UNREADABLE)
        compile_kernel()
        began = process_time()
        solution = solve_periodic(problem, seed=options["seed"], progress=_progress(options, began))
        routes = _routes(solution)
        answer = _summary(file, problem, solution, process_time() - began) | {"seed": options["seed"]}
        if options["out"]:
            _write(options["out"], json.dumps(routes) + "\n")
        self.stdout.write(json.dumps(answer | routes if options["json"] else answer))
        if not solution.is_feasible:
            raise CommandError("No solution within all limits was found.", returncode=NONE_FOUND)


def _read(file: Path) -> PeriodicProblem:
    try:
        return read_instance(file.read_text(encoding="latin-1"))
    except (OSError, UnreadableInstance) as fault:
        raise CommandError(f"{file}: {fault}", returncode=UNREADABLE) from fault


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as fault:
        raise CommandError(f"{file}: {fault}", returncode=UNREADABLE) from fault


def _progress(options: dict, began: float) -> Progress:
    if options["iterations"]:
        return rounds_of(options["iterations"])
    return lambda _done: (process_time() - began) / options["seconds"]


def _summary(file: Path, problem: PeriodicProblem, solution: PeriodicSolution, seconds: float) -> dict:
    return {
        "instance": file.stem,
        "n": len(problem.customers),
        "m": problem.vehicles,
        "t": problem.days,
        "cost": round(solution.length, 6) if solution.is_feasible else None,
        "feasible": solution.is_feasible,
        "seconds": round(seconds, 2),
        "iterations": solution.rounds,
    }


def _routes(solution: PeriodicSolution) -> dict:
    """Days and vehicles count from 1, as the published solutions do."""
    return {
        "routes": [
            {"day": tour.day + 1, "vehicle": tour.vehicle + 1, "visits": list(tour.visits)} for tour in solution.tours
        ],
        "cost": round(solution.length, 6) if solution.is_feasible else None,
    }
