"""Build or refresh a month's review drafts here and now (handbook H9)."""

import json
import time

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext_noop

from dealers.services.monthly import DraftReport, Outcome
from reports.selectors.missing import customers_to_review
from reports.services.drafts import draft_reviews
from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from salesops.periods.month import Month
from stores.selectors.sales import first_month_of_sales

MONTHS_AHEAD = 2
# What the plain answer tells customer by customer, or not at all.
LISTS = ("failed", "skipped", "updated")


class Command(BaseCommand):
    help = (
        "Build the drafts of a month's business reviews, one for each active customer. Run again, it refreshes "
        "the figures of drafts, never what a person typed, and leaves submitted and confirmed reviews alone."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--month", required=True, help="the month to review, like 2026-11")
        parser.add_argument("--center", help="only this center's customers, by its code")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args, month: str, center: str | None, **options) -> None:
        wanted, customer_ids = _month(month), _customer_ids(center)
        began = time.monotonic()
        actor = Actor.system(gettext_noop("build_reviews"))
        report = draft_reviews(wanted, actor=actor, at=timezone.now(), customer_ids=customer_ids)
        answer = _answer(report, round(time.monotonic() - began, 2))
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(f"{name}: {value}" for name, value in answer.items() if name not in LISTS))
            for failure in report.failed:
                self.stdout.write(f"failed: {failure.customer}: {failure.reason}")
        if report.failed:
            raise CommandError(f"{len(report.failed)} of {report.customers} customers have no review.")


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


def _month(text: str) -> Month:
    try:
        month = Month.parse(text)
    except ValueError as error:
        raise CommandError(str(error)) from error
    last, first = Month.of(timezone.localdate()) + MONTHS_AHEAD, first_month_of_sales()
    if month > last:
        raise CommandError(f"{month} is too far ahead: reviews are built up to {last}.")
    if first is None or month < first:
        raise CommandError(f"No sales in or before {month} are known, so there is nothing to draft from.")
    return month


def _customer_ids(code: str | None) -> list[int] | None:
    if code is None:
        return None
    center = Center.objects.filter(code=code).first()
    if center is None:
        raise CommandError(f"There is no center “{code}”.")
    return list(customers_to_review().filter(center=center).values_list("pk", flat=True))
