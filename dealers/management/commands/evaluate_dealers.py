"""Measure the dealers' quarter here and now (handbook H10.6)."""

import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext_noop

from dealers.calc.quarters import Quarter
from dealers.services.evaluations import evaluate_dealers
from salesops.accounts.actor import Actor
from salesops.accounts.models import Center


class Command(BaseCommand):
    help = (
        "Measure each dealer's quarter, one evaluation for each dealer and quarter. Run again, it refreshes what "
        "nobody has submitted, never what a person typed, and leaves the others alone."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--quarter", required=True, help="the quarter, like 2026Q3")
        parser.add_argument("--center", default="", help="only this center's dealers, by its code")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args, quarter: str, center: str, **options) -> None:
        try:
            wanted = Quarter.parse(quarter)
        except ValueError as mistake:
            raise CommandError(str(mistake)) from mistake
        if center and not Center.objects.filter(code=center).exists():
            raise CommandError(f"There is no center {center}.")
        actor = Actor.system(gettext_noop("evaluate_dealers"))
        done = evaluate_dealers(wanted, actor=actor, at=timezone.now(), center_code=center)
        answer = {
            "quarter": str(wanted),
            "built": done.built,
            "refreshed": done.refreshed,
            "left_alone": done.left_alone,
        }
        lines = "\n".join(f"{name}: {value}" for name, value in answer.items())
        self.stdout.write(json.dumps(answer) if options["json"] else lines)
