"""Delete positions that were kept long enough (handbook H0)."""

import json

from django.core.management.base import BaseCommand
from django.utils import timezone

from visits.services.forgetting import forget_positions


class Command(BaseCommand):
    help = "Delete the positions of visits that are older than their center keeps them; what was judged stays."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object: positions deleted, by center")

    def handle(self, *args, **options) -> None:
        gone = forget_positions(at=timezone.now())
        if options["json"]:
            self.stdout.write(json.dumps(gone, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(f"{code}: {number}" for code, number in gone.items()))
