"""Make a year's targets: the company's draft, or the drafts of its centers (handbook H8.1)."""

import json
import time

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dealers.calc.targets import Parts
from dealers.models import TargetVersion
from dealers.selectors.targets import centers_to_split, size_of
from dealers.services.targets import create_company_targets, start_center_targets
from salesops.accounts.actor import Actor
from salesops.errors import DomainError

JOB = Actor.system(gettext_noop("split_targets"))


class Command(BaseCommand):
    help = (
        "With --total, lay a year's units on months, series and centers as the company's draft. Without it, share the "
        "company's approved numbers out to the reps, customers and stores of every center whose split is missing or "
        "stands on an older version; what was fixed by hand there stays where it fits."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--year", type=int, required=True, help="the year, like 2027")
        parser.add_argument("--total", type=int, help="the company's units in the year")
        parser.add_argument("--parts", help="history,season,potential,equal, like 50,30,20,0")
        parser.add_argument("--center", help="only this center, by its code")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args, year: int, total: int | None, **options) -> None:
        parts = _parts(options["parts"])
        began = time.monotonic()
        try:
            made, failed = _company(year, total, parts) if total else _centers(year, parts, options["center"])
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        answer = {"year": year, "made": [_said(version) for version in made], "failed": failed}
        answer["seconds"] = round(time.monotonic() - began, 2)
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(f"{one['scope']}: {one['units']} units" for one in answer["made"]))
        if failed:
            raise CommandError(f"{len(failed)} centers could not be split.")


def _company(year: int, total: int, parts: Parts | None) -> tuple[list[TargetVersion], list[dict]]:
    return [create_company_targets(year, total, parts or Parts(), actor=JOB, at=timezone.now())], []


def _centers(year: int, parts: Parts | None, code: str | None) -> tuple[list[TargetVersion], list[dict]]:
    """Each center for itself: one that cannot be split is named, and the others go on."""
    made, failed = [], []
    for center in centers_to_split(year):
        if code in (None, center.code):
            try:
                said = {"actor": JOB, "at": timezone.now(), "reason": _("The company's targets have a new version.")}
                made.append(start_center_targets(center, year, parts, **said))
            except DomainError as refusal:
                failed.append({"center": center.code, "reason": str(refusal)})
    return made, failed


def _said(version: TargetVersion) -> dict:
    return {
        "scope": version.center.code if version.center_id else "company",
        "version": version.number,
        "id": version.pk,
        "status": version.status,
        **size_of(version),
    }


def _parts(text: str | None) -> Parts | None:
    if text is None:
        return None
    try:
        return Parts(*(int(part) for part in text.split(",")))
    except (TypeError, ValueError) as error:
        raise CommandError("Write the parts like 50,30,20,0.") from error
