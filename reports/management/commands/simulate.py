"""Live through a simulated year in a database of its own, and look at everything each evening."""

import json
from time import monotonic

from django.core.management.base import BaseCommand, CommandError
from django.db.utils import Error as DatabaseError

from reports.year.checks.all import InvariantBroken
from reports.year.options import YearOptions
from reports.year.run import Told, live
from reports.year.scratch import scratch_place
from salesops.periods.month import Month

MOST_MONTHS, FEWEST_STORES, MOST_STORES = 36, 4, 20_000


class Command(BaseCommand):
    help = (
        "Drive whole months through the services with a clock of their own: sales files, classes, routes, visits, "
        "plans, approvals, amendments, reviews, evaluations, leave, hand-overs, late data. After each day what must "
        "always hold is checked; the first thing that does not ends the run with exit code 1. It makes a database of "
        "its own beside the configured one, leaves that one alone, and drops its own at the end unless --keep is given."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--months", type=int, default=12, help="months to live through (12)")
        parser.add_argument("--stores", type=int, default=500, help="stores of the company (500)")
        parser.add_argument("--seed", type=int, default=1, help="another seed is another year (1)")
        parser.add_argument("--first", default="2026-01", help="the first month, like 2026-01")
        parser.add_argument("--keep", action="store_true", help="keep the database, to look into it")
        parser.add_argument("--json", action="store_true", help="print one JSON object at the end")

    def handle(self, *args, **options) -> None:
        wanted = _options(options)
        began = monotonic()
        say = (lambda _line: None) if options["json"] else self.stdout.write
        try:
            with scratch_place(keep=options["keep"]) as name:
                say(f"Database of this run: {name}")
                told = live(wanted, say)
        except InvariantBroken as broken:
            raise CommandError(str(broken)) from broken
        except DatabaseError as error:
            raise CommandError(f"The database of this run cannot be made or used: {error}".strip()) from error
        self._tell(told, wanted, round(monotonic() - began, 1), name, options)

    def _tell(self, told: Told, wanted: YearOptions, seconds: float, name: str, options: dict) -> None:
        if options["json"]:
            answer = {"months": wanted.months, "stores": wanted.stores, "seed": wanted.seed, "days": told.days}
            answer |= {"checks": told.checks, "broken": 0, "deeds": told.deeds, "seconds": seconds}
            self.stdout.write(json.dumps(answer | ({"database": name} if options["keep"] else {}), ensure_ascii=False))
        else:
            self.stdout.write(f"{told.days} days, {told.checks} checks, all held, {seconds} s")


def _options(options: dict) -> YearOptions:
    try:
        first = Month.parse(options["first"])
    except ValueError as error:
        raise CommandError(str(error)) from error
    if not 1 <= options["months"] <= MOST_MONTHS:
        raise CommandError(f"--months must be between 1 and {MOST_MONTHS}.")
    if not FEWEST_STORES <= options["stores"] <= MOST_STORES:
        raise CommandError(f"--stores must be between {FEWEST_STORES} and {MOST_STORES}.")
    return YearOptions(options["months"], options["stores"], options["seed"], first)
