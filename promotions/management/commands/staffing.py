"""Promoters against the headcount standard, on stdout (handbook H7)."""

import json
from decimal import Decimal

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date

from promotions.selectors.staffing import concerned, effects_on, headcount_on, staffing_totals, with_cost, with_staffing
from salesops.accounts.models import Center
from stores.models import Store


class Command(BaseCommand):
    help = "Promoters required, there and missing by center, and what the vacancies cost in sales a month."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--center", help="the code of one center")
        parser.add_argument("--on", help="a day, YYYY-MM-DD; today by itself")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args, **options) -> None:
        on = parse_date(options["on"]) if options["on"] else timezone.localdate()
        centers = Center.objects.filter(is_active=True).order_by("code")
        if options["center"]:
            centers = centers.filter(code=options["center"])
            if not centers.exists():
                raise CommandError(f"There is no center {options['center']}.")
        found = {center.code: _of(center, on) for center in centers}
        if options["json"]:
            self.stdout.write(json.dumps(found))
            return
        for code, figures in found.items():
            self.stdout.write(f"{code}: " + ", ".join(f"{name} {value}" for name, value in figures.items()))


def _of(center: Center, on) -> dict[str, float | int]:
    stores = Store.objects.unscoped(because="a command of the administrator").active().filter(center=center)
    rows = with_cost(concerned(with_staffing(stores, on, headcount_on(on))), effects_on(on, center.pk))
    totals = staffing_totals(rows)
    return {
        "stores": totals["stores"],
        "required": totals["all_required"] or 0,
        "there": (totals["all_assigned"] or 0) / 100,
        "missing": (totals["all_missing"] or 0) / 100,
        "lost_units_a_month": float(totals["all_lost_units"] or Decimal(0)),
        "lost_yuan_a_month": float(totals["all_lost_yuan"] or Decimal(0)),
    }
