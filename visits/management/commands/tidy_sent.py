"""Clear what phones left behind (handbook H0, H5.4)."""

import json
from dataclasses import asdict

from django.core.management.base import BaseCommand
from django.utils import timezone

from visits.services.tidying import tidy_sent


class Command(BaseCommand):
    help = (
        "Delete photos that no visit named for 31 days, pieces of photos that stopped for 7 days, and photo files "
        "without a row; runs every night by itself."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args, **options) -> None:
        tidied = asdict(tidy_sent(timezone.now()))
        if options["json"]:
            self.stdout.write(json.dumps(tidied))
        else:
            self.stdout.write(", ".join(f"{name.replace('_', ' ')}: {count}" for name, count in tidied.items()))
