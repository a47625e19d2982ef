"""Fill an empty database with the demonstration company."""

import json
from datetime import date
from pathlib import Path
from time import monotonic

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from reports.demo.export import write_truth
from reports.demo.size import SIZES, Options
from reports.demo.world import make_world
from reports.demo.writer.bulk import let_run
from reports.demo.writer.everything import write_base, write_everything
from reports.demo.writer.written import Written, moment
from salesops.accounts.models import Center, User

AFTERNOON = 15 * 60


class Command(BaseCommand):
    help = (
        "Fill an empty database with an invented company, the same for the same arguments. "
        "Everybody's password is “demo”. Above 2,000 stores, routes, plans and reviews are left to their own jobs."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--scale", choices=SIZES, default="demo")
        parser.add_argument("--stores", type=int, help="open stores in all, instead of the scale's")
        parser.add_argument("--months", type=int, help="full months of history, instead of the scale's")
        parser.add_argument("--visits", type=int, help="past visits in all, instead of six weeks of them")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--today", type=date.fromisoformat, help="stand at 15:00 of this day, not at this moment")
        parser.add_argument("--people-only", action="store_true", help="centers, people and standards only")
        parser.add_argument("--truth", type=Path, help="also write the expected values behind the sales to this .csv")
        parser.add_argument("--json", action="store_true", help="print one JSON object at the end")

    def handle(self, **options) -> None:
        if User.objects.exists() or Center.objects.exists():
            raise CommandError(
                "The database is not empty. Give the demonstration a database of its own "
                "(DATABASE_URL, or SALESOPS_VAR for SQLite), migrated and without users."
            )
        self.started, self.is_quiet = monotonic(), options["json"]
        world = make_world(self._options(options))
        at = moment(world.options.today, AFTERNOON) if options["today"] else timezone.now()
        written = Written(world, at, self._say)
        with transaction.atomic():
            let_run()
            (write_base if options["people_only"] else write_everything)(written)
        if options["truth"]:
            write_truth(world, options["truth"])
        if options["json"]:
            self.stdout.write(json.dumps(self._summary(written), ensure_ascii=False))

    def _options(self, options: dict) -> Options:
        for name in ("stores", "months"):
            if options[name] is not None and options[name] < 1:
                raise CommandError(f"--{name} must be at least 1.")
        return Options.of(
            options["scale"],
            seed=options["seed"],
            today=options["today"] or timezone.localdate(),
            stores=options["stores"],
            months=options["months"],
            visits=options["visits"],
        )

    def _say(self, line: str) -> None:
        if not self.is_quiet:
            self.stdout.write(f"{monotonic() - self.started:6.1f} s  {line}")

    def _summary(self, written: Written) -> dict:
        return {
            "centers": len(written.centers),
            "users": len(written.users),
            "customers": len(written.customers),
            "stores": len(written.stores),
            "seconds": round(monotonic() - self.started, 1),
            "seed": written.seed,
            "today": written.today.isoformat(),
        }
