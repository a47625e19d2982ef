"""Says whether the chain of receipts of each sender is whole (handbook H5.4)."""

import json
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError

from salesops.accounts.actor import Actor
from visits.selectors.sending import chains, parked_by_rep


class Command(BaseCommand):
    help = "Walk the receipts of each rep: numbers without a gap, contents as they stand; and count parked visits."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args, **options) -> None:
        actor = Actor.system("receipts")
        found = chains(actor)
        parked = {row["rep__name"]: row["refused"] + row["conflicts"] for row in parked_by_rep(actor)}
        if options["json"]:
            self.stdout.write(json.dumps({"chains": [asdict(one) for one in found], "parked": parked}))
        else:
            for one in found:
                self.stdout.write(f"{one.username}: {one.receipts} receipts, {_state(one.broken_at)}")
        broken = [f"{one.username} at {one.broken_at}" for one in found if one.broken_at]
        if broken:
            raise CommandError(f"Broken chains: {', '.join(broken)}.")


def _state(broken_at: int | None) -> str:
    return f"broken at {broken_at}" if broken_at else "whole"
