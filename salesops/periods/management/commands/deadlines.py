"""The deadlines of a month's cycle (handbook H1)."""

import json

from django.core.management.base import BaseCommand, CommandError

from salesops.accounts.models import Center
from salesops.periods.month import Month
from salesops.periods.selectors import cycle_due


class Command(BaseCommand):
    help = (
        "Print when the next month's profit plan and this month's business review are due. "
        "Without --center the public five-day calendar counts, make-up working days included."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--month", required=True, help="the month whose cycle is asked for, like 2025-09")
        parser.add_argument("--center", help="a center's code, for its own week")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args, month: str, center: str | None, **options) -> None:
        due = cycle_due(_month(month), _center(center))
        answer = {
            "month": str(due.month),
            "plan_due": due.plan_due.isoformat(),
            "review_due": due.review_due.isoformat(),
            "is_provisional": due.is_assumed,
        }
        if options["json"]:
            self.stdout.write(json.dumps(answer))
            return
        for name, value in answer.items():
            self.stdout.write(f"{name}: {value}")


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError as error:
        raise CommandError(str(error)) from error


def _center(code: str | None) -> Center | None:
    if code is None:
        return None
    try:
        return Center.objects.get(code=code)
    except Center.DoesNotExist as error:
        raise CommandError(f"There is no center “{code}”.") from error
