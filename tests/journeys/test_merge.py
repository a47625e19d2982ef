"""Two archives of one shop become one, in every room, and two again (handbook H2.2)."""

import pytest
from django.db.models import Sum

from salesops.workflow.selectors.history import history_of
from stores.choices import ArchiveKind, StoreStatus
from stores.merging import relation_by_name, relations_to
from stores.models import Customer, MergedRows, SalesMonth, SalesRecord, Store
from stores.selectors.merges import rows_of
from stores.services import rebuild_sales_months
from stores.services.merging import CannotMerge, merge, undo_merge
from tests.journeys.merges import AT, all_tables, choice, sell, twin_customers, twin_stores
from visits.models import PlannedVisit, RouteStop, Visit

pytestmark = pytest.mark.django_db

TWINS = {
    "stores": (twin_stores, ArchiveKind.STORE, Store),
    "customers": (twin_customers, ArchiveKind.CUSTOMER, Customer),
}


@pytest.fixture
def by(cast):
    return {"actor": cast.actor("manager"), "at": AT, "reason": "同一家店"}


def units():
    return SalesRecord.objects.unscoped(because="test").aggregate(n=Sum("quantity"), yuan=Sum("amount_yuan"))


def rollups():
    rows = SalesMonth.objects.unscoped(because="test").order_by("store_id", "month", "model_id")
    return list(rows.values_list("store_id", "month", "model_id", "sell_in", "sell_out", "sell_out_yuan", "records"))


def of(model, store):
    return model.objects.unscoped(because="test").filter(store=store)


@pytest.mark.parametrize("kind", TWINS)
def test_merged_and_undone_every_table_is_as_before(cast, by, kind):
    make, word, model = TWINS[kind]
    gone, kept = make(cast)
    relations = relations_to(model)
    empty = [r.name for r in relations if not rows_of(r).filter(**{r.field: gone}).exists()]
    before = all_tables()

    record = merge(choice(gone, kept, word, taken={"phone"}), **by)
    between = all_tables()
    undo_merge(record, **by)

    assert empty == []
    assert between != before
    assert all_tables() == before


def test_what_belongs_to_the_place_follows_and_what_was_decided_stays(cast, by):
    gone, kept = twin_stores(cast)

    record = merge(choice(gone, kept), **by)

    moved = {
        part.relation: len(part.moved) for part in MergedRows.objects.unscoped(because="test").filter(record=record)
    }
    assert moved["visits.Visit.store"] == moved["visits.Task.store"] == moved["visits.MarketReport.store"] == 1
    assert moved["dealers.PlanAction.store"] == 1
    assert moved["dealers.PlanLine.store"] == moved["reports.ReviewLine.store"] == 0
    assert of(Visit, gone).count() == 0
    assert of(RouteStop, gone).count() == 1
    assert set(of(PlannedVisit, gone).values_list("status", flat=True)) == {"missed", "planned"}


def test_sales_are_the_same_before_and_after_and_the_rollups_those_of_a_rebuild(cast, by):
    gone, kept = twin_stores(cast)
    before = units()

    merge(choice(gone, kept), **by)

    after = rollups()
    rebuild_sales_months()
    assert units() == before
    assert after == rollups()
    assert of(SalesRecord, gone).count() == of(SalesMonth, gone).count() == 0


def test_the_surviving_stores_file_read_again_corrects_nothing_away(cast, by):
    gone, kept = twin_stores(cast)
    sku = of(SalesRecord, kept).first().sku
    merge(choice(gone, kept), **by)
    before = units()

    sell(kept, sku, 6)

    assert units() == before


def test_expected_units_of_one_promotion_add_up(cast, by):
    gone, kept = twin_stores(cast)
    merge(choice(gone, kept), **by)

    relation = relation_by_name("promotions.PromotionStore.store")
    assert sorted(rows_of(relation).values_list("extra_units", flat=True)) == [10, 10]
    assert not rows_of(relation).filter(store=gone).exists()


def test_the_merged_store_is_closed_and_both_histories_say_why(cast, by):
    gone, kept = twin_stores(cast)

    merge(choice(gone, kept, taken={"phone", "area_m2"}), **by)

    gone.refresh_from_db()
    kept.refresh_from_db()
    assert (gone.merged_into, gone.status, gone.closed_on) == (kept, StoreStatus.CLOSED, AT.date())
    assert (kept.phone, kept.area_m2, kept.name) == ("13800001234", 40, "恒达通讯云杉路店")
    assert {history_of(store)[0].reason for store in (gone, kept)} == {"同一家店"}


def test_what_came_to_the_surviving_store_since_stays_there(cast, by):
    gone, kept = twin_stores(cast)
    record = merge(choice(gone, kept), **by)
    later = of(SalesRecord, kept).first().sku
    sell(kept, later, 99, AT.date())

    undo_merge(record, **by)

    assert of(SalesRecord, kept).filter(quantity=99).count() == 1
    after = rollups()
    rebuild_sales_months()
    assert after == rollups()


def test_a_field_that_somebody_changed_since_keeps_the_newer_value(cast, by):
    gone, kept = twin_stores(cast)
    record = merge(choice(gone, kept, taken={"phone", "area_m2"}), **by)
    Store.objects.unscoped(because="test").filter(pk=kept.pk).update(phone="13911112222")

    undo_merge(record, **by)

    kept.refresh_from_db()
    assert (kept.phone, kept.area_m2) == ("13911112222", None)


def test_a_hand_over_that_waits_is_cancelled_first(cast, by):
    gone, kept = twin_stores(cast)
    gone.hand_over_lines.unscoped(because="test").update(outcome="waiting")

    with pytest.raises(CannotMerge, match="交接"):
        merge(choice(gone, kept), **by)
