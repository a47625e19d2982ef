"""Makes search texts anew where they say something else than their rows, as after a load by other programs."""

import json

from django.core.management.base import BaseCommand, CommandError

from salesops.searching.rebuilding import rebuild_search_texts


class Command(BaseCommand):
    help = "Make the search texts of stores, customers, models and people anew where they are out of date."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--check", action="store_true", help="Change nothing; fail if one is out of date.")
        parser.add_argument("--json", action="store_true", help="Print the result as JSON.")

    def handle(self, *args, **options) -> None:
        stale = rebuild_search_texts(is_trial=options["check"])
        words = ", ".join(f"{count} {name}" for name, count in stale.items())
        self.stdout.write(json.dumps(stale) if options["json"] else words)
        if options["check"] and any(stale.values()):
            raise CommandError("Search texts are out of date. Run: manage.py rebuild_search")
