"""Tables that are filled bare: afterwards the database knows of them what it knew before, or nothing was written."""

from datetime import date

import pytest
from django.db import IntegrityError, connection

from reports.demo.writer.bare import bare
from stores.models import SalesMonth, SalesRecord
from tests.factories.stores import HandsetModelFactory, StoreFactory
from visits.models import Visit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

_KNOWN = (
    "SELECT conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint WHERE conrelid = %s::regclass "
    "UNION ALL SELECT relname, pg_get_indexdef(indexrelid), indisvalid FROM pg_index "
    "JOIN pg_class ON pg_class.oid = indexrelid WHERE indrelid = %s::regclass ORDER BY 1, 2"
)


def known_of(model):
    """Constraints and indexes with their definitions."""
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [model._meta.db_table] * 2)
        return cursor.fetchall()


@pytest.mark.parametrize("model", [SalesRecord, SalesMonth, Visit], ids=lambda model: model.__name__)
def test_a_filled_table_has_the_constraints_and_indexes_of_before(model):
    before = known_of(model)

    with bare(model):
        within = known_of(model)

    assert known_of(model) == before
    assert len(within) < len(before)


def months(*model_ids):
    store = StoreFactory()
    return [SalesMonth(store=store, model_id=pk, month=date(2026, 11, 1)) for pk in model_ids]


@pytest.mark.parametrize(
    ("model_ids", "constraint"),
    [(lambda pk: (pk, pk), "stores_salesmonth_once"), (lambda pk: (pk, pk + 1), "stores_salesmonth_model_id")],
    ids=["twice", "of nothing"],
)
def test_rows_that_break_a_constraint_are_all_refused_and_it_is_named(model_ids, constraint):
    rows, before = months(*model_ids(HandsetModelFactory().pk)), known_of(SalesMonth)

    told = rf"Nothing was written: rows of stores_salesmonth break {constraint}"
    with pytest.raises(IntegrityError, match=told), bare(SalesMonth):
        SalesMonth.objects.bulk_create(rows)

    assert known_of(SalesMonth) == before
    assert not SalesMonth.objects.unscoped(because="the test counts what was written").exists()


def test_a_table_with_rows_keeps_its_constraints():
    SalesMonth.objects.bulk_create(months(HandsetModelFactory().pk))
    before = known_of(SalesMonth)

    with pytest.raises(ValueError, match="stores_salesmonth has rows"), bare(SalesMonth):
        pass

    assert known_of(SalesMonth) == before
