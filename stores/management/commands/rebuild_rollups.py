"""Makes the monthly roll-ups of sales anew from the records."""

import json

from django.core.management.base import BaseCommand

from stores.services import rebuild_sales_months


class Command(BaseCommand):
    help = "Make the monthly roll-ups of sales anew from the records."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--json", action="store_true", help="Print the result as JSON.")

    def handle(self, *args, **options) -> None:
        months = rebuild_sales_months()
        self.stdout.write(json.dumps({"sales_months": months}) if options["json"] else f"{months} sales months")
