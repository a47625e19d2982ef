"""Hands a rep's stores over to a colleague from a day on; a day ahead waits for its day (handbook H0)."""

import json
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from salesops.accounts.actor import Actor
from salesops.accounts.models import User
from salesops.errors import DomainError
from stores.models import Customer, HandOver, Store
from stores.selectors.hand_overs import HandOverPage, hand_over_page
from stores.services import decide_hand_over, prepare_hand_over

ACTOR = Actor.system("hand_over")


class Command(BaseCommand):
    help = "Hand stores over from one rep to another; without --commit nothing is written."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="former", required=True, metavar="USER", help="who has the stores")
        parser.add_argument("--to", dest="new", required=True, metavar="USER", help="who gets them")
        parser.add_argument("--on", required=True, type=date.fromisoformat, help="from which day on, like 2026-12-01")
        parser.add_argument("--stores", help="codes with commas between, or a file with one a line; all if left out")
        parser.add_argument("--with-customers", action="store_true", help="and all customers that the rep plans")
        parser.add_argument("--reason", required=True)
        parser.add_argument("--commit", action="store_true", help="hand over, or let it wait for a day ahead")
        parser.add_argument("--json", action="store_true", help="print what comes of it as JSON")

    @transaction.atomic
    def handle(self, *args, **options) -> None:
        at = timezone.now()
        former, new = _rep(options["former"]), _rep(options["new"])
        objects = [*_stores(former, options["stores"]), *(_customers(former) if options["with_customers"] else ())]
        deed = {"on": options["on"], "reason": options["reason"], "actor": ACTOR, "at": at}
        try:
            hand_over = prepare_hand_over(former, new, objects, **deed)
            page = hand_over_page(hand_over, ACTOR)
            if options["commit"]:
                hand_over = decide_hand_over(hand_over, actor=ACTOR, at=at)
        except (DomainError, ValidationError) as refusal:
            raise CommandError(str(refusal)) from refusal
        transaction.set_rollback(not options["commit"])
        report = _report(hand_over, page)
        self.stdout.write(json.dumps(report, ensure_ascii=False) if options["json"] else _summary(report))


def _rep(username: str) -> User:
    rep = User.objects.reps().filter(username=username).first()
    if rep is None:
        raise CommandError(f"There is no rep {username}.")
    return rep


def _stores(rep: User, wanted: str | None) -> list[Store]:
    rows = Store.objects.visible_to(ACTOR).of_rep(rep.pk).order_by("code")
    if wanted is None:
        return list(rows)
    codes = _codes(wanted)
    found = list(rows.filter(code__in=codes))
    if missing := codes - {store.code for store in found}:
        raise CommandError(f"Not stores of {rep.username}: {', '.join(sorted(missing))}")
    return found


def _codes(wanted: str) -> set[str]:
    path = Path(wanted)
    words = path.read_text(encoding="utf-8").splitlines() if path.is_file() else wanted.split(",")
    return {word.strip() for word in words if word.strip()}


def _customers(rep: User) -> list[Customer]:
    return list(Customer.objects.visible_to(ACTOR).filter(rep=rep).order_by("code"))


def _report(hand_over: HandOver, page: HandOverPage) -> dict:
    return {
        "from": hand_over.from_rep.username,
        "to": hand_over.to_rep.username,
        "on": str(hand_over.on),
        "status": str(hand_over.status),
        "stores": [placed.obj.code for placed in page.stores if not placed.stays],
        "customers": [placed.obj.code for placed in page.customers if not placed.stays],
        "left_out": {
            placed.obj.code: str(placed.outcome) for placed in (*page.stores, *page.customers) if placed.stays
        },
        "load": {
            load.rep.username: {
                "stores": load.stores,
                "visits_per_week": [float(part) for part in load.visits],
                "minutes_per_week": [float(part) for part in load.minutes],
            }
            for load in page.loads
        },
    }


def _summary(report: dict) -> str:
    return (
        f"{report['from']} -> {report['to']} from {report['on']} ({report['status']}): "
        f"{len(report['stores'])} stores, {len(report['customers'])} customers, {len(report['left_out'])} left out"
    )
