"""Says how far the visits of a center or a rep were done as planned, in any span and grouping (handbook H4.5)."""

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center, User
from salesops.periods.month import Month
from visits.calc.compliance import Compliance, Ratio
from visits.selectors.compliance_calls import Span
from visits.selectors.compliance_groups import By, Group, grouped

RATIOS = ("as_planned", "unplanned", "effective", "frequency", "coverage", "minutes", "order_kept")


class Command(BaseCommand):
    help = "Measure visit compliance of a center's reps or of one rep; each figure has numerator and denominator."

    def add_arguments(self, parser) -> None:
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("--center", help="code of a center: all its active reps")
        whose.add_argument("--rep", help="username of one rep")
        parser.add_argument("--first", type=date.fromisoformat, help="first day, like 2026-11-01; else this month's")
        parser.add_argument("--last", type=date.fromisoformat, help="last day; else the month's last")
        parser.add_argument("--by", choices=[by.value for by in By], default=By.REP.value, help="what to group by")
        parser.add_argument("--json", action="store_true", help="print all figures as JSON")

    def handle(self, *args, **options) -> None:
        today = timezone.localdate()
        first = options["first"] or Month.of(today).first_day
        last = options["last"] or Month.of(first).last_day
        if last < first:
            raise CommandError(f"The last day, {last}, lies before the first, {first}.")
        reps = _reps(options["center"], options["rep"])
        found = grouped(Actor.system("visit_compliance"), reps, Span(first, last), By(options["by"]), on=today)
        report = {
            "first": str(first),
            "last": str(last),
            "by": options["by"],
            "groups": [{"key": _name(group), **_figures(group)} for group in found.groups],
            "together": _figures(found.whole),
        }
        self.stdout.write(json.dumps(report, ensure_ascii=False) if options["json"] else _summary(report))


def _reps(center_code: str | None, username: str | None) -> Sequence[User]:
    reps = User.objects.reps().active().select_related("center").order_by("username")
    if username:
        found = list(reps.filter(username=username))
        if not found:
            raise CommandError(f"There is no active rep {username}.")
        return found
    center = Center.objects.filter(code=center_code).first()
    if center is None:
        raise CommandError(f"There is no center {center_code}.")
    return list(reps.filter(center=center))


def _name(group: Group) -> str:
    return getattr(group.subject, "username", None) or getattr(group.subject, "code", None) or group.key


def _figures(group: Group) -> dict:
    figures: Compliance = group.figures
    ratios = {name: _ratio(getattr(figures, name)) for name in RATIOS}
    counts = {"done": figures.done, "missed": len(figures.missed), "moved": figures.moved, "invalid": figures.invalid}
    left_out = {reason.value: count for reason, count in figures.excluded}
    return ratios | counts | {"kilometres": _ratio(group.kilometres or Ratio(0, 0)), "left_out": left_out}


def _ratio(ratio: Ratio) -> dict:
    return {"part": _number(ratio.numerator), "whole": _number(ratio.denominator)}


def _number(value: Decimal | int) -> float | int:
    return int(value) if value == int(value) else float(value)


def _summary(report: dict) -> str:
    lines = [f"{report['first']} to {report['last']} by {report['by']}"]
    for group in [*report["groups"], {"key": "together", **report["together"]}]:
        kept = group["as_planned"]
        lines.append(f"{group['key']}: {kept['part']}/{kept['whole']} done as planned, {group['done']} done")
    return "\n".join(lines)
