"""Makes the weekly roll-up of distribution anew from counts and sales."""

import json
from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from salesops.accounts.models import Center
from stores.services.distribution_weeks import measure_weeks


class Command(BaseCommand):
    help = "Make the last weeks' distribution anew from counts, sales and the standard."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--center", help="code of one center; all without it")
        parser.add_argument("--weeks", type=int, default=13, help="how many weeks up to yesterday's")
        parser.add_argument("--json", action="store_true", help="Print the result as JSON.")

    def handle(self, *args, **options) -> None:
        if options["weeks"] < 1:
            raise CommandError("--weeks is at least 1.")
        centers = Center.objects.order_by("code")
        if options["center"]:
            centers = centers.filter(code=options["center"])
        if not centers:
            raise CommandError(f"There is no center {options['center']}.")
        until = timezone.localdate() - timedelta(days=1)
        rows = sum(measure_weeks(center, until=until, count=options["weeks"]) for center in centers)
        self.stdout.write(json.dumps({"distribution_weeks": rows}) if options["json"] else f"{rows} rows")
