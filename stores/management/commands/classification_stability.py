"""Measures how far the noise band calms classes, on simulated sales of stores that do not change (handbook H3)."""

import json

from django.core.management.base import BaseCommand, CommandParser

from stores.calc.stability import Setting, Stability, Tally, simulate


class Command(BaseCommand):
    help = "Compare the bare rule with the noise band on simulated stationary sales; the same seed, the same figures."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--areas", type=int, default=60, help="areas of --stores stores each")
        parser.add_argument("--stores", type=int, default=20)
        parser.add_argument("--months", type=int, default=36)
        parser.add_argument("--sure", type=int, default=95, help="how sure a move must be, in percent")
        parser.add_argument("--monthly", action="store_true", help="as if only months were known, no weeks")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args, **options) -> None:
        setting = Setting(
            seed=options["seed"],
            areas=options["areas"],
            stores=options["stores"],
            months=options["months"],
            percent=options["sure"],
            by_weeks=not options["monthly"],
        )
        report = _report(simulate(setting))
        self.stdout.write(json.dumps(report) if options["json"] else "\n".join(f"{k}: {v}" for k, v in report.items()))


def _report(found: Stability) -> dict:
    return {
        "fewer_flips_percent": found.fewer_flips_percent,
        "bare": _figures(found.bare),
        "banded": _figures(found.banded),
    }


def _figures(tally: Tally) -> dict:
    return {
        "judged": tally.judged,
        "flips": tally.flips,
        "flips_percent": round(100 * tally.flips / tally.judged, 2),
        "accuracy_percent": round(100 * tally.right / tally.judged, 2),
        "runs": tally.runs,
        "a_short_of_its_line": tally.short,
    }
