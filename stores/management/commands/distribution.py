"""Says how far the models of the standard are distributed in a center on a day (handbook H2.7)."""

import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from stores.calc.distribution import Part
from stores.models import HandsetModel
from stores.selectors.distribution import DistributionSheet, Lacking, Narrowing, distribution_sheet, lacking_stores


class Command(BaseCommand):
    help = "Measure numeric and weighted distribution of a center; with --model also the stores that lack it."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--center", required=True, help="code of the center")
        parser.add_argument("--model", help="code of a model, to name the stores that lack it")
        parser.add_argument("--on", type=date.fromisoformat, help="day, like 2026-11-23; today without it")
        parser.add_argument("--json", action="store_true", help="print all figures as JSON")

    def handle(self, *args, **options) -> None:
        center = Center.objects.filter(code=options["center"]).first()
        if center is None:
            raise CommandError(f"There is no center {options['center']}.")
        on, actor = options["on"] or timezone.localdate(), Actor.system("distribution")
        sheet = distribution_sheet(actor, Narrowing(center=center), on)
        report = {"center": center.code, **_report(sheet)}
        if options["model"]:
            model = HandsetModel.objects.filter(code=options["model"]).first()
            if model is None:
                raise CommandError(f"There is no model {options['model']}.")
            report["lacking"] = [_lacking(one) for one in lacking_stores(actor, model, Narrowing(center=center), on)]
        self.stdout.write(json.dumps(report, ensure_ascii=False) if options["json"] else _summary(report))


def _report(sheet: DistributionSheet) -> dict:
    return {
        "on": str(sheet.on),
        "target_stores": sheet.target_stores,
        "unknown": sheet.unknown,
        "stores": _part(sheet.of_stores),
        "models": [
            {
                "code": line.model.code,
                "numeric": _part(line.distribution.numeric),
                "weighted": _part(line.distribution.weighted),
                "in_all_colours": _part(line.distribution.complete),
                "unknown": line.distribution.unknown,
            }
            for line in sheet.lines
        ],
    }


def _part(part: Part) -> dict:
    return {"part": part.part, "whole": part.whole}


def _lacking(one: Lacking) -> dict:
    return {
        "code": one.place.store.code,
        "class": one.place.store_class,
        "format": one.place.store.format,
        "weight": one.weight,
        "found": str(one.found.value),
        "colours": {"part": one.colours, "whole": one.asked},
    }


def _summary(report: dict) -> str:
    lines = [f"{report['center']} {report['on']}: {report['target_stores']} target stores, {report['unknown']} unknown"]
    for model in report["models"]:
        numeric, weighted = model["numeric"], model["weighted"]
        lines.append(
            f"{model['code']}: numeric {numeric['part']}/{numeric['whole']}, "
            f"weighted {weighted['part']}/{weighted['whole']}"
        )
    lines += [f"lacks it: {one['code']} ({one['found']}, {one['weight']})" for one in report.get("lacking", [])]
    return "\n".join(lines)
