"""A simulated month holds what must always hold, and what does not hold is named (handbook H1; architecture rules)."""

import re
from datetime import date

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from reports.year.checks.all import CHECKS, InvariantBroken, check
from reports.year.checks.asking import Evening
from reports.year.clock import Clock
from reports.year.company import Company
from reports.year.deeds.routes import visit_stores
from reports.year.options import YearOptions
from reports.year.run import live
from reports.year.scratch import files_in
from salesops.periods.month import Month
from tests.factories.stores import StoreFactory
from tests.factories.visits import ImageItemFactory, ImageStandardFactory, PlannedVisitFactory
from visits.models import SkippedStep

# From the 10th of March: the drafts of April, the reviews of March, the first quarter's evaluations.
APRIL = YearOptions(months=1, stores=8, seed=1, first=Month(2026, 4))
LAST_DAY = date(2026, 4, 30)
DONE = {
    "plans submitted", "plan lines typed", "reviews confirmed", "evaluations approved", "leaves", "visits",
    "customers handed over", "shops opened", "sales corrected", "classes made valid", "targets approved",
}  # fmt: skip
# What must be seen, and what is spoilt to see that it is.
SPOILT = {
    "nothing is missing": "UPDATE dealers_profitplan SET month = '2031-01-01' WHERE month = '2026-05-01'",
    "deadlines are right": "UPDATE periods_deadline SET due_on = '2026-04-21' WHERE due_on = '2026-04-20'",
    "open ones are the reps": "UPDATE dealers_profitplan SET status = 'draft', approved_at = NULL, "
    "rep_id = (SELECT MIN(id) FROM accounts_user WHERE role = 'manager') WHERE month = '2026-05-01'",
    "trails end where things stand": "UPDATE dealers_dealerevaluation SET status = 'draft'",
    "rollups equal raw rows": "UPDATE stores_salesmonth SET sell_out = sell_out + 1 WHERE month = '2026-04-01'",
    "each store has one rep": "UPDATE stores_storeresponsibility SET ends_on = '2026-04-30' WHERE ends_on IS NULL",
    "past visits are decided": "UPDATE visits_plannedvisit SET status = 'planned', missed_reason = '' "
    "WHERE status = 'missed'",
}


def broken_by(sql, evening):
    """What the evening's look says after the change, which is taken back."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(sql)
        said = [one.__name__.replace("_", " ") for one in CHECKS if list(one(evening))]
        transaction.set_rollback(True)
    return said


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(900)  # Eighteen seconds of work; a machine under load takes ten minutes on PostgreSQL.
def test_a_month_with_all_its_deeds_breaks_nothing_and_each_look_sees_what_is_spoilt(tmp_path):
    with files_in(str(tmp_path)):
        told = live(APRIL, lambda _line: None)
    evening = Evening(LAST_DAY, told.journal)

    assert (told.days, told.checks) == (52, 52 * len(CHECKS))
    assert {deed for deeds in told.deeds.values() for deed in deeds} >= DONE
    assert {name: name in broken_by(sql, evening) for name, sql in SPOILT.items()} == dict.fromkeys(SPOILT, True)
    told.journal.visits.add("a visit that got lost")
    with pytest.raises(
        InvariantBroken, match=r"2026-04-30: “each visit is there once” does not hold\. 1: 1 visits are lost"
    ):
        check(evening)


@pytest.mark.django_db
def test_a_visit_to_a_store_that_sold_nothing_yet_says_why_nothing_was_counted(tmp_path):
    standard = ImageStandardFactory(version=1)
    for position in range(1, 6):
        ImageItemFactory(standard=standard, position=position)
    # Whether a visit is missed is drawn by the store's code.
    planned = PlannedVisitFactory(store=StoreFactory(code="S1"), planned_on=LAST_DAY)
    company = Company(APRIL, Clock(LAST_DAY), tmp_path, lambda _line: None)

    with company.clock.told_to_all():
        visit_stores(company)

    skipped = SkippedStep.objects.unscoped(because="looking at what was sent").filter(visit__store=planned.store)
    assert set(skipped.values_list("step", flat=True)) == {"photo", "stock", "sales", "next"}


def test_chance_never_hangs_on_keys_of_the_database():
    """The same seed gave another year on a database that had counted further."""
    sources = (settings.BASE_DIR / "reports" / "year").rglob("*.py")
    drawn = [line.strip() for path in sources for line in path.read_text().splitlines() if ".stream(" in line]

    assert drawn
    assert [line for line in drawn if re.search(r"\{[^}]*(_id|\.pk|\.id)\}", line)] == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"months": 0}, "--months must be between 1 and 36."),
        ({"stores": 1}, "--stores must be between 4 and 20000."),
        ({"first": "2026"}, "is not a month"),
    ],
)
def test_a_year_that_cannot_be_is_refused_in_one_line(options, words):
    with pytest.raises(CommandError, match=words):
        call_command("simulate", **options)
