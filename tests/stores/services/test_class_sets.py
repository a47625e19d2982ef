"""The rule as PostgreSQL carries it out, held to the rule in Python."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db import connection

from salesops.accounts.actor import Actor
from salesops.periods.month import Month
from salesops.workflow.models import AuditEvent
from stores.choices import Measure, StoreStatus
from stores.models import ClassificationEntry, ClassificationRule, ClassOverride, SalesMonth, Store, StoreResponsibility
from stores.selectors.classification import as_amount, classification_of
from stores.services import make_valid, propose_classification
from tests.factories.stores import CustomerFactory, HandsetModelFactory, StoreFactory
from tests.stores.classes import AT, MONTH

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL ranks by itself"),
]

JOB = Actor.system("test")
TODAY = AT.date()
# By volumes: the vectors of the rule, codes ascending.
VECTORS = {
    (4, 4, 1, 1): "ABCC",
    (40, 40, 20): "ABC",
    (45, 30, 15, 10): "ABBC",
    (90, 5, 5): "ACC",
    (100,): "A",
    (0, 0, 0): "CCC",
    (40, 1, 39, 20): "ACBB",
    (39, 1, 40, 20): "BCAB",
    (25, 15, 25, 15, 20): "ABACB",
    (5,) * 5: "AABBC",
    (10,) * 10: "AAAABBBBCC",
    (50, -10, 30, 20): "ACBC",
    (30, 30, 20, 10, 5, 3, 2, 0, -4): "AABCCCCCC",
}


@pytest.fixture
def customer(cast):
    return CustomerFactory(rep=cast.rep)


def sell(model, stores, months):
    """Give each store what it sold by month of the window; nothing is no report."""
    SalesMonth.objects.bulk_create(
        SalesMonth(store=store, model=model, month=month, sell_out=units, sell_out_yuan=yuan, records=1)
        for store, sold in zip(stores, months, strict=True)
        for month, (units, yuan) in sold.items()
    )


def kept(run):
    entries = ClassificationEntry.objects.unscoped(because="test").filter(run=run).order_by("store__code")
    names = ("store__code", "rep", "rank", "volume", "before", "total", "months", "flags")
    return list(entries.values_list(*names, "store_class", "shown_class", "previous_class"))


def by_rule(found):
    """What Python makes of the same stores, as entries keep it."""
    rows = []
    for placed in sorted(found.places, key=lambda placed: placed.store.code):
        p = placed.placing
        months = zip(map(str, found.window), (sold and sold.amount for sold in placed.months), strict=True)
        amounts = {name: str(amount) if isinstance(amount, Decimal) else amount for name, amount in months}
        sums = (as_amount(p.volume), as_amount(p.before), as_amount(p.total))
        classes = (p.computed, p.shown, placed.store.store_class)
        rows.append((p.code, placed.rep_id, p.rank, *sums, amounts, list(p.flags), *classes))
    return rows


@pytest.mark.parametrize("volumes", VECTORS, ids=lambda volumes: ",".join(map(str, volumes)))
def test_the_vectors_of_the_rule_hold(cast, customer, volumes):
    stores = [StoreFactory(code=f"S{place:02}", customer=customer) for place in range(len(volumes))]
    sell(HandsetModelFactory(), stores, [{date(2026, 10, 1): (units, 0)} for units in volumes])

    run = propose_classification(cast.center, MONTH, actor=JOB, at=AT)

    assert "".join(row[8] for row in kept(run)) == VECTORS[volumes]


def a_center(cast, customer, random):
    """Stores of two reps: old, new, closing, provisional, overridden, moved, with months that are missing."""
    others = CustomerFactory(rep=cast.colleague)
    stores = [
        StoreFactory(
            code=f"{random.choice('aSZ-é门')}{place}",
            customer=random.choice([customer, others]),
            store_class=random.choice("ABC"),
            class_is_provisional=random.random() < 0.4,
            opened_on=random.choice([None, date(2020, 1, 1), date(2026, 9, 3)]),
        )
        for place in range(60)
    ]
    unscoped = Store.objects.unscoped(because="test")
    ids = [store.pk for store in stores]
    unscoped.filter(pk__in=ids[:3]).update(status=StoreStatus.CLOSED, closed_on=TODAY + timedelta(days=5))
    unscoped.filter(pk__in=ids[3:5]).update(status=StoreStatus.CLOSED, closed_on=TODAY)
    for store in stores[5:12]:
        ClassOverride.objects.create(
            store=store,
            store_class=random.choice("ABC"),
            reason="x",
            starts_on=TODAY - timedelta(days=random.randrange(3)),
            ends_on=TODAY + timedelta(days=random.randrange(1, 9)),
            created_by=cast.manager,
        )
    for store in stores[12:16]:
        StoreResponsibility.objects.create(
            store=store, rep=random.choice([cast.rep, cast.colleague]), starts_on=date(2026, 1, 1)
        )
    return stores


@pytest.mark.parametrize("measure", Measure.values)
@pytest.mark.parametrize(("seed", "count"), [(1, 3), (2, 3), (3, 1), (4, 12)])
def test_random_centers_come_out_as_by_the_rule_in_python(cast, customer, measure, seed, count):
    random = Random(seed)
    ClassificationRule.objects.create(
        center=cast.center, window_months=count, measure=measure, line_a_hundredths=3333, line_b_hundredths=7777
    )
    months = [(MONTH - back).first_day for back in range(1, count + 2)]
    stores = a_center(cast, customer, random)
    for model in HandsetModelFactory.create_batch(2):
        sold = [
            {
                month: (random.choice([0, 0, 1, 7, 7, 90, -3]), Decimal(random.randrange(-900, 99999)) / 100)
                for month in months
                if random.random() < 0.985 or (place % 5 == 0 and random.random() < 0.5)
            }
            for place in range(60)
        ]
        sell(model, stores, sold)

    run = propose_classification(cast.center, MONTH, actor=JOB, at=AT)

    found = classification_of(cast.center, MONTH, on=TODAY)
    assert run.window_months == [str(month) for month in found.window]
    assert kept(run) == by_rule(found)


def test_a_window_that_begins_before_a_gap_is_found(cast, customer):
    stores = StoreFactory.create_batch(2, customer=customer)
    months = [date(2025, 9, 1), date(2025, 10, 1), date(2026, 10, 1)]
    sell(HandsetModelFactory(), stores, [dict.fromkeys(months, (5, 0))] * 2)

    run = propose_classification(cast.center, MONTH, actor=JOB, at=AT)

    assert run.window_months == ["2025-09", "2025-10", "2026-10"]
    assert {tuple(row[6].values()) for row in kept(run)} == {(5, 5, 5)}


def test_only_stores_that_move_are_written_and_told_of(cast, customer):
    stores = [StoreFactory(code=f"S{place}", customer=customer) for place in range(4)]
    sell(HandsetModelFactory(), stores, [{date(2026, 10, 1): (units, 0)} for units in (45, 30, 15, 10)])
    make_valid(propose_classification(cast.center, MONTH, actor=JOB, at=AT), actor=JOB, at=AT)
    before = row_versions()

    SalesMonth.objects.unscoped(because="test").filter(store=stores[3]).update(sell_out=100)
    make_valid(propose_classification(cast.center, MONTH, actor=JOB, at=AT), actor=JOB, at=AT)

    moved = [code for code, version in row_versions().items() if version != before[code]]
    assert moved == ["S0", "S2", "S3"]
    assert AuditEvent.objects.filter(object_type="stores.store", step="classify").count() == 3 + 3


def row_versions():
    with connection.cursor() as cursor:
        cursor.execute("SELECT code, ctid::text FROM stores_store ORDER BY code")
        return dict(cursor.fetchall())


def test_a_run_of_another_month_has_a_window_of_its_own(cast, customer):
    stores = StoreFactory.create_batch(2, customer=customer)
    sell(HandsetModelFactory(), stores, [{date(2026, month, 1): (month, 0) for month in range(5, 11)}] * 2)

    run = propose_classification(cast.center, Month(2026, 9), actor=JOB, at=AT)

    assert run.window_months == ["2026-06", "2026-07", "2026-08"]
