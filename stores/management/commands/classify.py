"""Classifies a center's stores for a month, or all centers'; with --commit the result becomes valid (handbook H3)."""

import json
from decimal import Decimal
from time import perf_counter

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center, User
from salesops.errors import DomainError
from salesops.periods.month import Month
from stores.selectors.class_windows import NoCompleteMonth
from stores.selectors.classification import Classification, Placed, as_amount, classification_of
from stores.services.class_decisions import make_valid
from stores.services.classification import propose_classification, standing_run


class Command(BaseCommand):
    help = "Rank a center's stores and class them A, B or C; without --commit nothing is written."

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--center", help="code of the center")
        which.add_argument("--all", action="store_true", help="every active center; the output is a summary")
        parser.add_argument("--month", required=True, help="month of the run, like 2026-11")
        parser.add_argument("--commit", action="store_true", help="make the classes valid")
        parser.add_argument("--json", action="store_true", help="print all stores as JSON")

    def handle(self, *args, **options) -> None:
        at = timezone.now()
        try:
            month = Month.parse(options["month"])
        except ValueError as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["all"]:
            summary = _all(month, at, is_committed=options["commit"])
            self.stdout.write(json.dumps(summary) if options["json"] else _words(summary))
            return
        found = self._one(options["center"], month, at, is_committed=options["commit"])
        self.stdout.write(json.dumps(_report(found), ensure_ascii=False) if options["json"] else _summary(found))

    def _one(self, code: str, month: Month, at, *, is_committed: bool) -> Classification:
        center = Center.objects.filter(code=code).first()
        if center is None:
            raise CommandError(f"There is no center {code}.")
        try:
            found = classification_of(center, month, on=timezone.localdate(at))
            if is_committed:
                _commit(center, month, at)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        return found


def _all(month: Month, at, *, is_committed: bool) -> dict:
    """Center by center, each in its own transaction; one whose valid run still stands is passed over."""
    summary = {"month": str(month), "centers": 0, "unchanged": 0, "without_sales": 0, "stores": 0, "movers": 0}
    began = perf_counter()
    for center in Center.objects.filter(is_active=True).order_by("pk"):
        try:
            outcome = _one_of_all(center, month, at, is_committed=is_committed)
        except NoCompleteMonth:
            outcome = {"without_sales": 1}
        for name, number in outcome.items():
            summary[name] += number
    return summary | {"seconds": round(perf_counter() - began, 2)}


def _one_of_all(center: Center, month: Month, at, *, is_committed: bool) -> dict[str, int]:
    if standing_run(center, month, on=timezone.localdate(at)):
        return {"unchanged": 1}
    if not is_committed:
        found = classification_of(center, month, on=timezone.localdate(at))
        return {"centers": 1, "stores": len(found.places), "movers": len(found.movers)}
    entries = _commit(center, month, at).entries.unscoped(because="how many stores a command classified")
    return {"centers": 1, "stores": entries.count(), "movers": entries.movers().count()}


@transaction.atomic
def _commit(center: Center, month: Month, at):
    actor = Actor.system("classify")
    return make_valid(propose_classification(center, month, actor=actor, at=at), actor=actor, at=at)


def _words(summary: dict) -> str:
    return ", ".join(f"{name} {value}" for name, value in summary.items())


def _report(found: Classification) -> dict:
    usernames = dict(User.objects.reps().values_list("pk", "username"))
    return {
        "center": found.center.code,
        "month": str(found.month),
        "window": [str(month) for month in found.window],
        "lines": {"a": found.rule.line_a_hundredths, "b": found.rule.line_b_hundredths},
        "measure": str(found.rule.measure),
        "rule_version": found.rule_version,
        "stores": [_line(placed, usernames) for placed in found.places],
        "movers": [
            {"code": p.store.code, "previous": p.store.store_class, "class": str(p.placing.shown)} for p in found.movers
        ],
    }


def _line(placed: Placed, usernames: dict[int, str]) -> dict:
    placing = placed.placing
    return {
        "code": placed.store.code,
        "rep": usernames.get(placed.rep_id, ""),
        "rank": placing.rank,
        "volume": _number(as_amount(placing.volume)),
        "before": _number(as_amount(placing.before)),
        "total": _number(as_amount(placing.total)),
        "class": str(placing.shown),
        "previous": placed.store.store_class,
        "flags": [str(flag) for flag in placing.flags],
    }


def _number(amount: Decimal | None) -> int | float | None:
    """Units come out as whole numbers."""
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _summary(found: Classification) -> str:
    window = ", ".join(str(month) for month in found.window)
    return f"{found.center.code} {found.month} [{window}]: {len(found.places)} stores, {len(found.movers)} move"
