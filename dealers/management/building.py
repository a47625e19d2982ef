"""The command that builds a month's drafts, whatever they are of (handbook H8, H9)."""

import json
import time
from collections.abc import Callable

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dealers.services.monthly import DraftReport, Outcome
from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from salesops.periods.month import Month
from stores.selectors.sales import first_month_of_sales

MONTHS_AHEAD = 2
# What the plain answer tells customer by customer, or not at all.
LISTS = ("failed", "skipped", "updated")


class BuildCommand(BaseCommand):
    """Build a month's drafts here and now, for all customers or a center's; run again, it refreshes them.

    A subclass says what: the service that `draft`s, the `customers` that should have one, the name of the
    `machine` in the log, how many months of sales must lie `behind` the month, and its words.
    """

    draft: Callable[..., DraftReport]
    customers: Callable
    machine: str
    things: str
    thing: str
    month_help: str
    behind = 0

    def add_arguments(self, parser) -> None:
        parser.add_argument("--month", required=True, help=self.month_help)
        parser.add_argument("--center", help="only this center's customers, by its code")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args, month: str, center: str | None, **options) -> None:
        wanted, customer_ids = self._month(month), self._customer_ids(center)
        began = time.monotonic()
        actor = Actor.system(self.machine)
        report = type(self).draft(wanted, actor=actor, at=timezone.now(), customer_ids=customer_ids)
        answer = _answer(report, round(time.monotonic() - began, 2))
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(f"{name}: {value}" for name, value in answer.items() if name not in LISTS))
            for failure in report.failed:
                self.stdout.write(f"failed: {failure.customer}: {failure.reason}")
        if report.failed:
            raise CommandError(f"{len(report.failed)} of {report.customers} customers have no {self.thing}.")

    def _month(self, text: str) -> Month:
        try:
            month = Month.parse(text)
        except ValueError as error:
            raise CommandError(str(error)) from error
        last, first = Month.of(timezone.localdate()) + MONTHS_AHEAD, first_month_of_sales()
        if month > last:
            raise CommandError(f"{month} is too far ahead: {self.things} are built up to {last}.")
        if first is None or month < first + self.behind:
            known = month - self.behind
            raise CommandError(f"No sales up to {known} are known, so there is nothing to draft from.")
        return month

    def _customer_ids(self, code: str | None) -> list[int] | None:
        if code is None:
            return None
        center = Center.objects.filter(code=code).first()
        if center is None:
            raise CommandError(f"There is no center “{code}”.")
        return list(type(self).customers().filter(center=center).values_list("pk", flat=True))


def _answer(report: DraftReport, seconds: float) -> dict:
    return {
        "month": str(report.month),
        "customers": report.customers,
        **{outcome.value: count for outcome, count in report.outcomes.items()},
        "updated": report.outcomes[Outcome.REFRESHED],
        "skipped": [{"customer": one.customer, "reason": one.reason} for one in report.skipped],
        "failed": [{"customer": failure.customer, "reason": failure.reason} for failure in report.failed],
        "seconds": seconds,
    }
