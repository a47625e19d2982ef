"""What promotions brought, measured here and now (handbook H6.2)."""

import json
from datetime import date
from decimal import Decimal

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext_noop

from promotions.models import Promotion, PromotionSummary
from promotions.selectors.summaries import summary_of
from promotions.services.summaries import measure_promotion, measure_promotions
from salesops.accounts.actor import Actor
from salesops.errors import DomainError

FIGURES = ("stores", "baseline", "uplift", "uplift_low", "uplift_high", "after", "net", "net_low", "net_high")


class Command(BaseCommand):
    help = (
        "Measure the promotions that ended, as the night does: those without a final summary, and those of which sales "
        "came in late. With a number, that one alone, and show its figures."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("pk", type=int, nargs="?", help="the promotion's number, as in its address")
        parser.add_argument("--on", type=date.fromisoformat, help="by what was sold before this day (default: today)")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args, pk: int | None, on: date | None, **options) -> None:
        day = on or timezone.localdate()
        answer = _one(pk, day) if pk else {"measured": measure_promotions(on=day, at=timezone.now())}
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False, default=str))
            return
        for name, value in answer.items():
            self.stdout.write(f"{name}: {value}")


def _one(pk: int, on: date) -> dict:
    promotion = Promotion.objects.published().filter(pk=pk).first()
    if promotion is None:
        raise CommandError(f"There is no published promotion {pk}.")
    actor = Actor.system(gettext_noop("measure_promotions"))
    try:
        summary = measure_promotion(promotion, on=on, actor=actor, at=timezone.now())
    except DomainError as refusal:
        raise CommandError(str(refusal)) from refusal
    return _answer(promotion, summary, actor)


def _answer(promotion: Promotion, summary: PromotionSummary, actor: Actor) -> dict:
    page = summary_of(promotion, actor)
    figures = {}
    for part in (page.whole, page.other):
        if part is not None:
            figures[part.method] = {name: getattr(part, name) for name in FIGURES}
    return {
        "promotion": promotion.name,
        "verdict": summary.verdict,
        "method": summary.method,
        "is_final": summary.is_final,
        "after_counted": summary.after_counted,
        "cost_yuan": _fen(page.cost_yuan),
        "cost_per_unit_yuan": _fen(page.cost_per_unit_yuan),
        "value_by_cost": _fen(page.value_by_cost),
        **figures,
    }


def _fen(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount.quantize(Decimal("0.01"))
