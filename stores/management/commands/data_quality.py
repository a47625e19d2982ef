"""Says how good the archive is: completeness, likely duplicates, positions, people, unknown stores (handbook H2.2)."""

import json

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from stores.choices import PositionDoubt
from stores.selectors.completeness import Completeness
from stores.selectors.quality import Quality, quality_of
from stores.services.twins import find_all_twins


class Command(BaseCommand):
    help = "Report how complete and sound the archive of a center, or of all, is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--center", help="code of the center; without it all centers are taken together")
        parser.add_argument("--search", action="store_true", help="look for likely duplicates now, not at night")
        parser.add_argument("--json", action="store_true", help="print everything as JSON")

    def handle(self, *args, **options) -> None:
        center = None
        if options["center"] is not None:
            center = Center.objects.filter(code=options["center"]).first()
            if center is None:
                raise CommandError(f"There is no center {options['center']}.")
        if options["search"]:
            for searched in [center] if center else Center.objects.filter(is_active=True).order_by("pk"):
                find_all_twins(searched, at=timezone.now())
        report = _report(quality_of(Actor.system("data-quality"), center), center)
        self.stdout.write(json.dumps(report, ensure_ascii=False) if options["json"] else _summary(report))


def _report(found: Quality, center: Center | None) -> dict:
    return {
        "center": center and center.code,
        "stores": _completeness(found.stores),
        "customers": _completeness(found.customers),
        "duplicates": {"stores": found.store_twins, "customers": found.customer_twins},
        "positions": {doubt: found.doubts[doubt] for doubt in PositionDoubt.values},
        "stores_without_rep": [store.code for store in found.stores_without_rep],
        "reps_without_stores": [rep.username for rep in found.reps_without_stores],
        "inactive_reps_with_stores": [rep.username for rep in found.inactive_reps],
        "sales_of_unknown_stores": {"rows": found.unknown.rows, "codes": dict(found.unknown.codes)},
    }


def _completeness(found: Completeness) -> dict:
    return {
        "count": found.total,
        "mean": found.mean,
        "distribution": {band.replace("–", "-"): count for band, count in found.bands},
        "gaps": {gap.fact.key: gap.count for gap in found.gaps},
    }


def _summary(report: dict) -> str:
    unknown = report["sales_of_unknown_stores"]
    people = ("stores_without_rep", "reps_without_stores", "inactive_reps_with_stores")
    return "\n".join(
        (
            f"center: {report['center'] or 'all'}",
            *(_archive_line(kind, report[kind]) for kind in ("stores", "customers")),
            *(f"{name}: {_counts(report[name])}" for name in ("duplicates", "positions")),
            *(f"{name.replace('_', ' ')}: {', '.join(report[name]) or 'none'}" for name in people),
            f"sales of unknown stores: {unknown['rows']} rows of {len(unknown['codes'])} codes",
        )
    )


def _archive_line(kind: str, found: dict) -> str:
    return f"{kind}: {found['count']}, complete by {found['mean']} of 100; gaps: {_counts(found['gaps'])}"


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items() if count) or "none"
