"""Classifies a center's stores for a month; with --commit the result becomes valid (handbook H3)."""

import json
from decimal import Decimal

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center, User
from salesops.errors import DomainError
from salesops.periods.month import Month
from stores.selectors.classification import Classification, Placed, as_amount, classification_of
from stores.services.class_decisions import make_valid
from stores.services.classification import propose_classification


class Command(BaseCommand):
    help = "Rank a center's stores and class them A, B or C; without --commit nothing is written."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--center", required=True, help="code of the center")
        parser.add_argument("--month", required=True, help="month of the run, like 2026-11")
        parser.add_argument("--commit", action="store_true", help="make the classes valid")
        parser.add_argument("--json", action="store_true", help="print all stores as JSON")

    def handle(self, *args, **options) -> None:
        center = Center.objects.filter(code=options["center"]).first()
        if center is None:
            raise CommandError(f"There is no center {options['center']}.")
        at = timezone.now()
        try:
            month = Month.parse(options["month"])
            found = classification_of(center, month, on=timezone.localdate(at))
            if options["commit"]:
                self._commit(center, month, at)
        except (DomainError, ValueError) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(json.dumps(_report(found), ensure_ascii=False) if options["json"] else _summary(found))

    @transaction.atomic
    def _commit(self, center: Center, month: Month, at) -> None:
        actor = Actor.system("classify")
        run = propose_classification(center, month, actor=actor, at=at)
        make_valid(run, actor=actor, at=at)


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
