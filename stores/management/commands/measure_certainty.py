"""Measures how sure the classes of runs are, where the database ranked them by itself (handbook H3)."""

import json
from time import perf_counter

from django.core.management.base import BaseCommand, CommandError, CommandParser

from salesops.periods.month import Month
from stores.selectors.runs import runs_to_measure
from stores.services.class_certainty import measure_certainty


class Command(BaseCommand):
    help = "Measure how sure the classes of runs are that came without it; takes up where it was stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--month", help="only runs of this month, like 2026-11")
        parser.add_argument("--json", action="store_true", help="print the summary as JSON")

    def handle(self, *args, **options) -> None:
        began, summary = perf_counter(), {"runs": 0, "stores": 0}
        for run in self._runs(options["month"]):
            summary["stores"] += measure_certainty(run)
            summary["runs"] += 1
        summary["seconds"] = round(perf_counter() - began, 2)
        words = ", ".join(f"{name} {value}" for name, value in summary.items())
        self.stdout.write(json.dumps(summary) if options["json"] else words)

    def _runs(self, month: str | None):
        if not month:
            return runs_to_measure()
        try:
            return runs_to_measure().filter(month=Month.parse(month).first_day)
        except ValueError as refusal:
            raise CommandError(str(refusal)) from refusal
