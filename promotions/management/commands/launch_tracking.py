"""Says how a launch goes: figures with numerator and denominator, curve, ranking, open stores (handbook H6.1)."""

import json
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from promotions.calc.launch_curve import LaunchFigures
from promotions.models import Launch
from promotions.selectors.launch_tracking import Tracking, tracking_of
from salesops.accounts.actor import Actor


class Command(BaseCommand):
    help = "Track a launch: distribution against its plan, sell-in, sell-out, re-order, stock cover, open stores."

    def add_arguments(self, parser) -> None:
        parser.add_argument("pk", type=int, help="number of the launch, as in its address")
        parser.add_argument("--on", type=date.fromisoformat, help="day, like 2026-12-14; else today")
        parser.add_argument("--json", action="store_true", help="everything, for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        launch = Launch.objects.filter(pk=options["pk"]).first()
        if launch is None:
            raise CommandError(f"There is no launch {options['pk']}.")
        tracking = tracking_of(launch, Actor.system("launch_tracking"), options["on"] or timezone.localdate())
        if options["json"]:
            self.stdout.write(json.dumps(_as_data(launch, tracking), ensure_ascii=False, default=_plain))
            return
        figures = tracking.figures
        self.stdout.write(f"{launch.name}, {tracking.on}")
        self.stdout.write(f"numeric {figures.numeric.part}/{figures.numeric.whole}, planned {figures.planned:.1%}")
        self.stdout.write(f"weighted {figures.weighted.part}/{figures.weighted.whole}")
        self.stdout.write(f"sell-in {figures.sold_in} of {figures.quantity}, sell-out {figures.sold_out}")
        for reason in tracking.reasons:
            self.stdout.write(f"open: {reason.label} {reason.stores}")


def _as_data(launch: Launch, tracking: Tracking) -> dict[str, Any]:
    return {
        "launch": launch.pk,
        "name": launch.name,
        "on": tracking.on,
        "figures": _figures(tracking.figures),
        "curve": [asdict(point) for point in tracking.points],
        "centers": [{"name": row.name} | _figures(row.figures) for row in tracking.centers],
        "reps": [{"name": row.name} | _figures(row.figures) for row in tracking.reps],
        "open": {reason.key: reason.stores for reason in tracking.reasons},
    }


def _figures(figures: LaunchFigures) -> dict[str, Any]:
    return asdict(figures) | {"is_behind": figures.is_behind}


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value.isoformat()
