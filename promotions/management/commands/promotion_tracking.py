"""One promotion's tracking at the terminal (handbook H6.2)."""

import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext_noop

from promotions.models import Promotion
from promotions.selectors.tracking import Tracking, tracking_of
from salesops.accounts.actor import Actor


class Command(BaseCommand):
    help = "Show how a promotion does: units against goal and what is usual, spend, execution, stores behind."

    def add_arguments(self, parser) -> None:
        parser.add_argument("pk", type=int, help="the promotion's number, as in its address")
        parser.add_argument("--on", type=date.fromisoformat, help="as of this day (default: today)")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args, pk: int, on: date | None, **options) -> None:
        promotion = Promotion.objects.filter(pk=pk).first()
        if promotion is None:
            raise CommandError(f"There is no promotion {pk}.")
        actor = Actor.system(gettext_noop("promotion_tracking"))
        answer = _answer(tracking_of(promotion, actor, on or timezone.localdate()))
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False, default=str))
            return
        for name, value in answer.items():
            if name not in {"by_day", "stores"}:
                self.stdout.write(f"{name}: {value}")


def _answer(tracking: Tracking) -> dict:
    track, promotion = tracking.track, tracking.promotion
    return {
        "promotion": promotion.name,
        "status": promotion.status,
        "starts_on": promotion.starts_on,
        "ends_on": promotion.ends_on,
        "days_over": track.days.over,
        "days": track.days.count,
        "target_units": promotion.target_units,
        "goal": track.goal,
        "usual": track.usual,
        "expected": track.expected,
        "sold": track.sold,
        "extra_so_far": track.extra_so_far,
        "run_rate": track.run_rate,
        "budget_yuan": promotion.budget_yuan,
        "cost_yuan": tracking.cost_yuan,
        "executed_share": tracking.executed_share,
        "stores_without_proof": tracking.unproved,
        "stores_red": tracking.red,
        "by_day": [{"day": day.day, "sold": day.sold, "usual": day.usual, "goal": day.goal} for day in track.by_day],
        "stores": [
            {
                "store": row.store.code,
                "goal": row.units.goal,
                "expected": row.units.expected,
                "sold": row.units.sold,
                "executed": row.place.executed,
                "is_red": row.is_red,
            }
            for row in tracking.rows
        ],
    }
