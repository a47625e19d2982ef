"""History is kept in codes and read in each reader's language; any past moment can be shown (handbook H2.3)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesops.accounts.actor import Actor
from salesops.workflow.models import FieldChange
from salesops.workflow.selectors.recorded import as_of, as_recorded, readable
from salesops.workflow.services import update_with_history
from stores.models import Store
from stores.selectors.as_of import kept_fields
from tests.factories.accounts import UserFactory
from tests.factories.stores import CustomerFactory, StoreFactory

NAMES = kept_fields(Store)
EDITS = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["甲店", "乙店", "丙店"]),
        "format": st.sampled_from(["multi", "chain", "brand"]),
        "phone": st.sampled_from(["", "13800000000", "13900000000"]),
        "area_m2": st.sampled_from([None, 20, 45]),
    },
)


def edit(obj, at, **values):
    return update_with_history(obj, values, revision=obj.revision, actor=Actor.system("test"), at=at)


@pytest.mark.parametrize(("language", "label"), [("en", "Chain store"), ("zh-hans", "连锁店")])
def test_a_code_is_read_in_the_readers_language(language, label):
    with translation.override(language):
        assert readable(Store, "format", "chain") == label


def test_a_label_of_old_rows_stays_as_it_was_written():
    assert readable(Store, "format", "连锁店") == "连锁店"
    assert readable(Store, "a field of yesterday", "x") == "x"


@given(edits=st.lists(EDITS, max_size=6))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_moment_is_shown_as_it_was_then(db, edits):
    store = StoreFactory()
    start = timezone.now() + timedelta(days=1)
    snapshots = {start: {name: as_recorded(store, name) for name in NAMES}}
    for hours, values in enumerate(edits, start=1):
        store = edit(store, start + timedelta(hours=hours), **values)
        moment = start + timedelta(hours=hours, minutes=30)
        snapshots[moment] = {name: as_recorded(Store.objects.unscoped(because="test").get(), name) for name in NAMES}

    found = {moment: {one.field: one.then for one in as_of(store, NAMES, moment).fields} for moment in snapshots}

    Store.objects.unscoped(because="test").all().delete()
    assert found == snapshots


def test_a_customer_that_was_renamed_is_shown_by_its_name_then(db):
    customer = CustomerFactory(name="旧客户")
    store = StoreFactory(customer=customer)
    moment = timezone.now() + timedelta(hours=1)
    edit(customer, moment + timedelta(hours=1), name="新客户")
    store.refresh_from_db()

    stood = {one.field: one for one in as_of(store, ["customer"], moment).fields}

    assert (stood["customer"].then, stood["customer"].now) == ("旧客户", "新客户")


def test_a_rep_that_handed_over_is_named(db):
    store = StoreFactory()
    former, moment = store.rep.name, timezone.now() + timedelta(hours=1)
    store = edit(store, moment + timedelta(hours=1), rep=UserFactory(center=store.center, name="新代表"))

    stood = as_of(store, ["rep"], moment).fields[0]

    assert (stood.then, stood.now, stood.is_other) == (former, "新代表", True)


def test_nothing_is_known_from_before_the_archive_was_entered(db):
    store = StoreFactory()

    assert not as_of(store, ["name"], datetime(2020, 1, 1, tzinfo=UTC)).is_known
    assert as_of(store, ["name"], timezone.now() + timedelta(minutes=1)).is_known


def test_a_past_day_costs_the_same_after_many_edits(db, django_assert_num_queries):
    store = StoreFactory()
    moment = timezone.now() + timedelta(hours=1)
    for number in range(3):
        store = edit(store, moment + timedelta(hours=number), name=f"第{number}店")
    store = Store.objects.unscoped(because="test").select_related("customer", "center", "rep").get()

    assert FieldChange.objects.count() == 3
    with django_assert_num_queries(3):
        as_of(store, NAMES, moment)
