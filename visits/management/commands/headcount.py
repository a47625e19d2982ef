"""How many reps a center's visit standard needs, and what one more or less changes (handbook H4.3)."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from salesops.accounts.models import Center
from salesops.errors import DomainError
from visits.selectors.territory import headcount_of, record_of_headcount


class Command(BaseCommand):
    help = "Reckon how many reps a center's visit standard needs, and what one more or less changes. Writes nothing."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--center", required=True, metavar="CODE")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args, center: str, **options) -> None:
        where = Center.objects.filter(code=center).first()
        if where is None:
            raise CommandError(f"There is no center “{center}”.")
        try:
            report = {"center": center, **record_of_headcount(headcount_of(where))}
        except (DomainError, ValueError) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(json.dumps(report, ensure_ascii=False) if options["json"] else _as_text(report))


def _as_text(report: dict[str, Any]) -> str:
    rows = [
        f"{row['reps']} reps: {row['in_store']:g} min in stores, {row['travel']:g} min of travel, {row['use']:.0%} used"
        for row in report["staffing"]
    ]
    return "\n".join([f"needed: {report['needed']}, now: {report['now']['reps']}", *rows])
