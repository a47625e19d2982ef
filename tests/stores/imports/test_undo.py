"""After the undo of an import the tables are as before, and nobody's later work is lost (reliability I3)."""

from datetime import date

import pytest
from django.utils import timezone

from salesops.exchange.choices import RunState
from salesops.exchange.models import ImportIssue
from salesops.exchange.services import RowsInTheWay, look_at_undo
from salesops.workflow.selectors.history import history_of
from stores.imports import CATALOGUE, CUSTOMERS, SALES, STORES
from stores.models import Customer, HandsetModel, Sku, Store, StoreResponsibility
from stores.services.customers import edit_customer
from stores.services.rollups import rebuild_sales_months
from stores.services.stores import edit_store
from tests.factories.stores import CustomerFactory, PriceFactory, SalesRecordFactory, SkuFactory, StoreFactory
from tests.factories.visits import VisitFactory
from tests.stores.imports.undoing import ADMIN, bring_in, hash_of_months, hash_of_tables, take_back, what_is_possible

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def archive(cast):
    """A customer with a dealer, a store with a span, a SKU with a price, as they stood before any import."""
    customer = CustomerFactory(
        code="K1", name="星光", rep=cast.rep, dealer=CustomerFactory(kind="dealer", rep=cast.rep)
    )
    store = StoreFactory(code="S1", name="解放路店", customer=customer, phone="13800000000")
    StoreResponsibility.objects.create(store=store, rep=store.rep, starts_on=date(2024, 1, 1))
    sku = SkuFactory(code="U1", colour="黑", model=PriceFactory(model__code="M1", starts_on=date(2026, 1, 1)).model)
    SalesRecordFactory(store=store, sku=sku, source="import", document="", sold_on=date(2026, 2, 10), kind="sell_out")
    rebuild_sales_months()
    return store


def customers(cast):
    return [
        {"code": "K1", "name": "新名", "kind": "independent", "rep": cast.colleague.username, "dealer": "D1"},
        {"code": "D1", "name": "经销", "kind": "dealer", "rep": cast.rep.username, "dealer": ""},
    ][::-1]


def stores(cast):
    return [
        {
            "code": "S1",
            "name": "新店名",
            "customer": "K1",
            "format": "multi",
            "rep": cast.colleague.username,
            "phone": "",
        },
        {"code": "S2", "name": "新店", "customer": "K1", "format": "chain", "rep": "", "phone": ""},
    ]


def catalogue(cast):
    row = {"name": "星河", "brand": "星河", "price_from": "2026-01-01", "list_yuan": "1999", "supply_yuan": "1700"}
    return [
        {"model": "M1", "sku": "U1", "colour": "白", **row},
        {"model": "M9", "sku": "U9", "colour": "黑", **row},
        {"model": "M9", "sku": "U8", "colour": "红", **row},
    ]


def sales(cast):
    row = {"kind": "sell_out", "store": "S1", "sku": "U1"}
    return [
        {**row, "day": "2026-02-10", "quantity": 7},
        {**row, "day": "2026-02-11", "quantity": 1},
        {**row, "day": "2026-03-01", "quantity": 0},
        {**row, "kind": "sell_in", "day": "2026-04-01", "quantity": 5},
    ]


ALL = [(CUSTOMERS, customers), (STORES, stores), (CATALOGUE, catalogue), (SALES, sales)]


@pytest.mark.parametrize(("kind", "rows"), ALL, ids=lambda part: getattr(part, "code", ""))
def test_after_the_undo_the_tables_are_as_before_and_the_file_can_come_again(tmp_path, cast, archive, kind, rows):
    before = hash_of_tables()
    run = bring_in(tmp_path, kind, *rows(cast))
    assert hash_of_tables() != before

    undone = take_back(run)

    assert (undone.state, hash_of_tables()) == (RunState.UNDONE, before)
    again = bring_in(tmp_path, kind, *rows(cast))
    assert (again.state, again.created_count, again.changed_count) == ("imported", run.created_count, run.changed_count)


def test_imports_upon_each_other_are_undone_from_the_last_to_the_first(tmp_path, cast, archive):
    before = hash_of_tables()
    first = bring_in(tmp_path, STORES, *stores(cast))
    second = bring_in(tmp_path, STORES, *({**row, "phone": "13911111111"} for row in stores(cast)))

    with pytest.raises(RowsInTheWay):
        take_back(first)
    take_back(second)
    take_back(first)

    assert hash_of_tables() == before


def test_the_roll_up_after_an_undo_is_what_the_records_give(tmp_path, cast, archive):
    run = bring_in(tmp_path, SALES, *sales(cast))
    take_back(run)
    kept = hash_of_months()

    rebuild_sales_months()

    assert hash_of_months() == kept


def test_history_tells_what_was_done_and_what_was_undone(tmp_path, cast, archive):
    take_back(bring_in(tmp_path, STORES, *stores(cast)))

    events = history_of(archive)
    assert [(event.step, event.reason) for event in events] == [("undo import", "wrong file"), ("edit", "file.csv")]
    assert {(c.field, c.before, c.after) for c in events[0].changes.all()} >= {("name", "新店名", "解放路店")}


def test_a_field_that_somebody_changed_since_stands_in_the_way(tmp_path, cast, archive):
    run = bring_in(tmp_path, STORES, *stores(cast))
    edit(Store, "S1", name="手改")

    assert in_the_way(run) == [(2, "fields_edited_since", "name")]
    what_is_possible(run)

    assert store_names() == {"S1": "手改"}
    assert kept_rows(run) == [(2, "fields_edited_since")]


def test_another_field_that_somebody_changed_since_is_kept(tmp_path, cast, archive):
    run = bring_in(tmp_path, STORES, *stores(cast))
    edit(Store, "S1", address="解放路9号")

    take_back(run)

    store = Store.objects.unscoped(because="test").get()
    assert (store.name, store.address) == ("解放路店", "解放路9号")


def test_a_new_store_that_was_visited_stays_by_choice_or_keeps_all(tmp_path, cast, archive):
    run = bring_in(tmp_path, STORES, *stores(cast))
    VisitFactory(store=Store.objects.unscoped(because="test").get(code="S2"))

    assert in_the_way(run) == [(3, "used_by", None)]
    with pytest.raises(RowsInTheWay):
        take_back(run)
    what_is_possible(run)

    assert store_names() == {"S1": "解放路店", "S2": "新店"}


def test_a_hand_over_since_keeps_the_span_and_the_store(tmp_path, cast, archive):
    run = bring_in(tmp_path, STORES, *stores(cast))
    edit(Store, "S1", rep=cast.rep)

    assert [row for row, *_ in in_the_way(run)] == [2]


def test_a_new_dealer_stays_with_the_customer_that_it_supplies(tmp_path, cast, archive):
    run = bring_in(tmp_path, CUSTOMERS, *customers(cast))
    edit(Customer, "K1", name="手改")

    assert [(row, code) for row, code, _ in in_the_way(run)] == [(2, "used_by"), (3, "fields_edited_since")]


def test_a_new_customer_with_stores_stays(tmp_path, cast, archive):
    run = bring_in(tmp_path, CUSTOMERS, *customers(cast))
    StoreFactory(customer=Customer.objects.unscoped(because="test").get(code="D1"))

    assert [(row, code) for row, code, _ in in_the_way(run)] == [(2, "used_by")]


def test_a_customer_that_got_stores_in_its_new_center_stays_there(tmp_path, cast, archive):
    Store.objects.unscoped(because="test").update(customer=CustomerFactory(rep=cast.rep))
    moved = customers(cast)[1] | {"rep": cast.foreign_rep.username, "dealer": "", "center": cast.other_center.code}
    run = bring_in(tmp_path, CUSTOMERS, moved)
    StoreFactory(customer=Customer.objects.unscoped(because="test").get(code="K1"))

    assert [(row, code) for row, code, _ in in_the_way(run)] == [(2, "has_stores")]


def test_a_store_whose_former_customer_moved_away_stays(tmp_path, cast, archive):
    CustomerFactory(code="K2", rep=cast.rep)
    run = bring_in(tmp_path, STORES, stores(cast)[0] | {"customer": "K2"})
    edit(Customer, "K1", center=cast.other_center, rep=cast.foreign_rep, dealer=None)

    assert [(row, code) for row, code, _ in in_the_way(run)] == [(2, "customer_moved")]


def test_a_sku_that_was_sold_stays_with_its_model(tmp_path, cast, archive):
    run = bring_in(tmp_path, CATALOGUE, *catalogue(cast))
    SalesRecordFactory(store=archive, sku=Sku.objects.get(code="U8"))

    assert [(row, code) for row, code, _ in in_the_way(run)] == [(3, "used_by"), (4, "used_by")]
    what_is_possible(run)

    assert set(HandsetModel.objects.values_list("code", flat=True)) == {"M1", "M9"}
    assert Sku.objects.get(code="U1").colour == "黑"


def test_a_sale_that_a_later_import_corrected_stays(tmp_path, cast, archive):
    run = bring_in(tmp_path, SALES, *sales(cast))
    later = bring_in(tmp_path, SALES, sales(cast)[1] | {"quantity": 4})

    assert [code for _row, code, _ in in_the_way(run)] == ["corrected_later"]
    what_is_possible(run)
    quantities = (
        archive.sales.unscoped(because="test").filter(sold_on=date(2026, 2, 11)).values_list("quantity", flat=True)
    )
    assert sorted(quantities) == [1, 3]
    assert look_at_undo(later, actor=ADMIN, at=timezone.now()).kept == 0


@pytest.mark.parametrize("count", [1, 3])
def test_a_look_costs_the_same_for_one_and_for_three(tmp_path, cast, archive, django_assert_max_num_queries, count):
    rows = [{"code": f"N{n}", "name": "x", "customer": "K1", "format": "multi"} for n in range(count)]
    run = bring_in(tmp_path, STORES, *rows)

    with django_assert_max_num_queries(51):
        assert look_at_undo(run, actor=ADMIN, at=timezone.now()).removed == count


def edit(model, code, **values):
    obj = model.objects.unscoped(because="test").get(code=code)
    {Store: edit_store, Customer: edit_customer}[model](
        obj, values, revision=obj.revision, actor=ADMIN, at=timezone.now()
    )


def in_the_way(run):
    plan = look_at_undo(run, actor=ADMIN, at=timezone.now())
    return [(o.row, o.code, o.params.get("fields")) for o in plan.obstacles]


def store_names():
    return dict(Store.objects.unscoped(because="test").values_list("code", "name"))


def kept_rows(run):
    return list(ImportIssue.objects.unscoped(because="test").filter(run=run).values_list("row", "code"))
