"""Solve a classic periodic routing instance, to compare the planner with what is published (handbook H4.3)."""

import json
from math import isfinite
from pathlib import Path
from time import process_time

from django.core.management.base import BaseCommand, CommandError

from visits.calc.routing.periodic.cordeau import UnreadableInstance, read_instance
from visits.calc.routing.periodic.problem import PeriodicProblem, PeriodicSolution
from visits.calc.routing.periodic.search import Progress, compile_kernel, rounds_of, solve_periodic

NONE_FOUND, UNREADABLE = 1, 2
# The largest published instance has 20 kB; more than this is not read.
MOST_BYTES = 2_000_000


class Command(BaseCommand):
    help = (
        "Solve a periodic vehicle routing instance in the format of Cordeau, Gendreau and Laporte. The last line is "
        "one JSON object; with --json it holds the routes too. Needs no database, uses one thread. "
        "The exit code is 0 for a sound solution, 1 if none was found, 2 if the file cannot be read: then one line "
        "names file, line and field, with --json an object on stdout, too."
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
        _check(options)
        problem = self._read(file, is_json=options["json"])
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

    def _read(self, file: Path, *, is_json: bool) -> PeriodicProblem:
        try:
            return read_instance(_text_of(file))
        except UnreadableInstance as fault:
            if is_json:
                answer = {"instance": file.stem, "feasible": False, "error": str(fault)}
                self.stdout.write(json.dumps(answer | {"line": fault.line, "field": fault.field}))
            raise CommandError(f"{file}: {fault}", returncode=UNREADABLE) from fault


def _check(options: dict) -> None:
    seconds, iterations = options["seconds"], options["iterations"]
    if not (isfinite(seconds) and seconds > 0) or (iterations is not None and iterations < 1):
        raise CommandError("The search needs at least one round, and more than no time.", returncode=UNREADABLE)
    if not 0 <= options["seed"] < 2**64:
        raise CommandError("The seed must be a whole number from 0 to 2**64 - 1.", returncode=UNREADABLE)


def _text_of(file: Path) -> str:
    """The file's text; any byte is a character of it, so that what is wrong is named by the reader of instances."""
    try:
        with file.open("rb") as source:
            content = source.read(MOST_BYTES + 1)
    except (OSError, ValueError) as fault:
        why = fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault)
        raise UnreadableInstance(f"The file cannot be read: {why}.") from fault
    if len(content) > MOST_BYTES:
        raise UnreadableInstance(f"The file has more than {MOST_BYTES:,} bytes, which is no instance.")
    return content.decode("latin-1")


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
