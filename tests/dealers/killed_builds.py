# ruff: noqa: E402, T201  A program: Django is set up before its imports, and it answers by printing.
"""Builds drafts, is killed at many points, is started again, and says what came of it.

Run as a program with a folder for its database: the test suite reads its one line of JSON. A fork for
each kill, as a killed process leaves nothing behind but what the database holds.
"""

import json
import os
import shutil
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

os.environ["SALESOPS_VAR"] = sys.argv[1]
os.environ["DJANGO_SETTINGS_MODULE"] = "salesops.settings"

import django

django.setup()

from django.core.management import call_command
from django.db import connection

from dealers.models import PlanLine, ProfitPlan
from dealers.services.drafts import draft_plans
from salesops.accounts.actor import Actor
from salesops.periods.month import Month
from tests.factories.planning import shop_with_history

MONTH = Month(2026, 12)
HOME = Path(sys.argv[1])
NIGHT = datetime(2026, 11, 15, 0, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = str(HOME / name)


def build() -> None:
    draft_plans(MONTH, actor=Actor.system("test"), at=NIGHT)


def state() -> list:
    """Every plan with its lines, in words that do not depend on when it was written."""
    plans = ProfitPlan.objects.unscoped(because="test").order_by("customer__code").values_list("pk", "customer__code")
    lines = PlanLine.objects.unscoped(because="test").order_by("store__code", "model__code")
    fields = ("store__code", "model__code", "quantity", "drafted_quantity", "typed_quantity", "typed_reason")
    return [[code, [list(row) for row in lines.filter(plan=pk).values_list(*fields)]] for pk, code in plans]


def build_and_die(at_query: int) -> None:
    """Leave without a word when so many queries were asked."""
    asked = 0

    def count(execute, *args):
        nonlocal asked
        asked += 1
        if asked == at_query:
            os._exit(9)
        return execute(*args)

    with connection.execute_wrapper(count):
        build()
    os._exit(0)


def killed(at_query: int, whole: list) -> dict:
    name = f"killed-{at_query}.sqlite3"
    shutil.copy(HOME / "seed.sqlite3", HOME / name)
    connection.close()
    if os.fork() == 0:
        use(name)
        build_and_die(at_query)
    code = os.waitstatus_to_exitcode(os.wait()[1])
    use(name)
    left = state()
    build()
    return {"was_killed": code == 9, "is_whole": all(plan in whole for plan in left), "is_same": state() == whole}


def main() -> None:
    use("seed.sqlite3")
    call_command("migrate", verbosity=0)
    shops = [shop_with_history()[0] for _ in range(4)]
    draft_plans(MONTH, actor=Actor.system("test"), at=NIGHT, customer_ids=[shops[0].customer_id])
    PlanLine.objects.unscoped(because="test").update(typed_quantity=3, typed_reason="typed")
    connection.close()
    shutil.copy(HOME / "seed.sqlite3", HOME / "whole.sqlite3")
    use("whole.sqlite3")
    build()
    whole = state()
    rounds = [killed(at_query, whole) for at_query in range(5, 80, 7)]
    print(json.dumps({"plans": len(whole), "rounds": rounds}))


if __name__ == "__main__":
    main()
