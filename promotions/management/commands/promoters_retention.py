"""Delete personal data of leavers and positions of promoters that were kept long enough (handbook H0, H7)."""

import json

from django.core.management.base import BaseCommand
from django.utils import timezone

from promotions.services.attendance import forget_attendance_positions
from promotions.services.retention import forget_leavers
from salesops.accounts.actor import Actor


class Command(BaseCommand):
    help = "Delete the personal data of promoters who left longer ago than their center keeps them."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object: people forgotten, by center")

    def handle(self, *args, **options) -> None:
        forget_attendance_positions(at=timezone.now())
        gone = forget_leavers(actor=Actor.system("promotions.forget_leavers"), at=timezone.now())
        if options["json"]:
            self.stdout.write(json.dumps(gone, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(f"{code}: {number}" for code, number in gone.items()))
