"""Suggest moves of stores between a center's reps, and put them into effect (handbook H4.3)."""

import json
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext_noop

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from salesops.errors import DomainError
from visits.selectors.territory import record_of_territory, territory_of
from visits.services.territory import approve_territory


class Command(BaseCommand):
    help = (
        "Suggest which stores of a center should go to another rep or change places, so that work is even and "
        "ways are short. Nothing is written, unless --commit hands the stores over from a day on."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--center", required=True, metavar="CODE")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--commit", action="store_true", help="hand the stores over")
        parser.add_argument("--on", type=date.fromisoformat, help="from which day on; today if left out")
        parser.add_argument("--reason", default="territory balance", help="what the history shall say")

    def handle(self, *args, center: str, **options) -> None:
        at = timezone.now()
        where = Center.objects.filter(code=center).first()
        if where is None:
            raise CommandError(f"There is no center “{center}”.")
        try:
            territory = territory_of(where)
            report = {"center": center, **record_of_territory(territory)}
            if options["commit"]:
                deed = {"on": options["on"] or timezone.localdate(at), "at": at, "reason": options["reason"]}
                job = Actor.system(gettext_noop("territory"))
                chosen = [suggestion.moves for suggestion in territory.suggestions]
                report["hand_overs"] = [
                    row.pk for row in approve_territory(where, chosen, actor=job, **deed).hand_overs
                ]
        except (DomainError, ValidationError) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(json.dumps(report, ensure_ascii=False) if options["json"] else _as_text(report))


def _as_text(report: dict[str, Any]) -> str:
    lines = [
        f"{' ⇄ '.join(_move_as_text(move) for move in one['moves'])}: "
        f"price {one['price']:g} min, gain {one['gain']:g} min, {one['saved']:+g} min saved on the way"
        for one in report["suggestions"]
    ]
    spread = f"spread of use {report['spread_before']:.0%} → {report['spread_after']:.0%}"
    return "\n".join(
        [*lines, f"{len(lines)} suggestions, {spread}, {report['travel_gain_minutes']:g} min of travel saved"]
    )


def _move_as_text(move: dict[str, Any]) -> str:
    return f"{move['code']} {move['from_rep']} → {move['to_rep']} ({move['work']:g} min of work)"
