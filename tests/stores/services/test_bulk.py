"""Many stores or customers are changed at once: as previewed, all or nothing, with history, and back again."""

from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from salesops.workflow.selectors.history import history_of
from stores.choices import ArchiveKind, BulkStatus, StoreStatus
from stores.models import Store
from stores.selectors.bulk import bulk_page
from stores.services import (
    SomeCannot,
    TooMany,
    apply_bulk_edit,
    bulk,
    edit_store,
    prepare_bulk_edit,
    undo_bulk_edit,
)
from tests.factories.stores import CustomerFactory, StoreFactory

pytestmark = pytest.mark.django_db

AT = timezone.now()


@pytest.fixture
def stores(cast):
    customer = CustomerFactory(rep=cast.rep)
    return [StoreFactory(customer=customer, contact_name=name) for name in ("甲", "乙", "丙")]


def prepared(cast, objects, values, who="manager", subject=ArchiveKind.STORE):
    return prepare_bulk_edit(subject, objects, values, actor=cast.actor(who), at=AT, reason="总部统一")


def applied(cast, edit, who="manager", *, only_possible=False):
    return apply_bulk_edit(edit, only_possible=only_possible, actor=cast.actor(who), at=AT)


def kept(stores, name):
    rows = Store.objects.unscoped(because="test").filter(pk__in=[store.pk for store in stores])
    return list(rows.order_by("pk").values_list(name, flat=True))


def test_a_preview_changes_nothing_and_names_before_and_after(cast, stores):
    edit = prepared(cast, stores, {"contact_name": "乙"})

    page = bulk_page(edit, cast.actor("manager"))

    assert [verdict.changes for verdict in page.possible] == [
        {"contact_name": ("甲", "乙")},
        {"contact_name": ("丙", "乙")},
    ]
    assert [verdict.obj for verdict in page.same] == [stores[1]]
    assert kept(stores, "contact_name") == ["甲", "乙", "丙"]


def test_each_changed_store_has_its_history_with_the_reason_and_the_others_none(cast, stores):
    applied(cast, prepared(cast, stores, {"contact_name": "乙", "opens_at": time(9)}))

    assert kept(stores, "contact_name") == ["乙", "乙", "乙"]
    events = [history_of(store) for store in stores]
    assert [[(e.reason, e.actor, e.changes.get().before) for e in of_store] for of_store in events] == [
        [("总部统一", cast.manager, "甲")],
        [],
        [("总部统一", cast.manager, "丙")],
    ]


def test_all_or_nothing_unless_asked_otherwise(cast, stores):
    Store.objects.unscoped(because="test").filter(pk=stores[0].pk).update(closes_at=time(10))
    edit = prepared(cast, stores, {"opens_at": time(11)})

    with pytest.raises(SomeCannot):
        applied(cast, edit)
    assert kept(stores, "opens_at") == [time(9)] * 3

    applied(cast, edit, only_possible=True)
    assert kept(stores, "opens_at") == [time(9), time(11), time(11)]


def test_what_a_rule_of_the_table_forbids_is_said_in_its_words_before(cast, stores):
    edit = prepared(cast, stores[:1], {"status": StoreStatus.CLOSED})
    complete = prepared(cast, stores[:1], {"status": StoreStatus.CLOSED, "closed_on": date(2026, 11, 1)})

    assert [v.problem for v in bulk_page(edit, cast.actor("manager")).refused] == [
        "已关门店必须有关店日期，营业门店不能有。"
    ]
    applied(cast, complete)
    assert kept(stores, "status")[0] == StoreStatus.CLOSED


def test_a_store_moves_along_its_life_in_bulk_too(cast, stores):
    Store.objects.unscoped(because="test").filter(pk=stores[0].pk).update(status=StoreStatus.PROSPECT)
    edit = prepared(cast, stores, {"status": StoreStatus.SUSPENDED})

    assert [verdict.obj for verdict in bulk_page(edit, cast.actor("manager")).refused] == [stores[0]]
    applied(cast, edit, only_possible=True)
    assert kept(stores, "status") == [StoreStatus.PROSPECT, StoreStatus.SUSPENDED, StoreStatus.SUSPENDED]


def test_a_store_edited_after_the_preview_is_shown_and_left_out(cast, stores):
    edit = prepared(cast, stores, {"contact_name": "丁"})
    edit_store(stores[2], {"contact_name": "戊"}, revision=1, actor=cast.actor("rep"), at=AT)

    assert [verdict.obj for verdict in bulk_page(edit, cast.actor("manager")).refused] == [stores[2]]
    with pytest.raises(SomeCannot):
        applied(cast, edit)
    applied(cast, edit, only_possible=True)
    assert kept(stores, "contact_name") == ["丁", "丁", "戊"]


def test_sent_twice_it_is_done_once(cast, stores):
    edit = prepared(cast, stores, {"contact_name": "丁"})

    assert applied(cast, edit).status == applied(cast, edit).status == BulkStatus.APPLIED
    assert [len(history_of(store)) for store in stores] == [1, 1, 1]


def test_undo_puts_back_only_what_nobody_has_changed_since_and_only_once(cast, stores):
    edit = applied(cast, prepared(cast, stores, {"contact_name": "丁", "monthly_capacity_units": 90}))
    edit_store(stores[1], {"phone": "1"}, revision=2, actor=cast.actor("rep"), at=AT)

    undone = undo_bulk_edit(edit, actor=cast.actor("manager"), at=AT)
    undo_bulk_edit(edit, actor=cast.actor("manager"), at=AT)

    assert undone.status == BulkStatus.UNDONE
    assert kept(stores, "contact_name") == ["甲", "丁", "丙"]
    assert kept(stores, "monthly_capacity_units") == [None, 90, None]
    assert [event.step for event in history_of(stores[0])] == ["bulk edit undone", "bulk edit"]


def test_a_customers_dealer_is_changed_and_put_back(cast):
    dealer = CustomerFactory(rep=cast.rep, kind="dealer", name="老经销商")
    new = CustomerFactory(rep=cast.colleague, kind="dealer", name="新经销商")
    customer = CustomerFactory(rep=cast.rep, dealer=dealer)
    edit = prepared(cast, [customer, new], {"dealer": new}, subject=ArchiveKind.CUSTOMER)

    assert [verdict.obj for verdict in bulk_page(edit, cast.actor("manager")).refused] == [new]
    edit = applied(cast, edit, only_possible=True)
    customer.refresh_from_db()
    assert customer.dealer == new
    undo_bulk_edit(edit, actor=cast.actor("manager"), at=AT)
    customer.refresh_from_db()
    assert customer.dealer == dealer
    assert history_of(customer)[0].changes.get().after == "老经销商"


def test_a_foreign_store_in_the_lines_neither_changes_nor_shows(cast, stores):
    foreign = StoreFactory(customer=CustomerFactory(rep=cast.foreign_rep), name="外中心店")
    edit = prepared(cast, [*stores, foreign], {"contact_name": "丁"})

    page = bulk_page(edit, cast.actor("manager"))

    assert [verdict.obj for verdict in page.refused] == [None]
    applied(cast, edit, only_possible=True)
    assert kept([foreign], "contact_name") == [""]


@pytest.mark.parametrize(
    ("who", "values"),
    [
        ("rep", {"status": "suspended"}),
        ("manager", {"code": "X"}),
        ("manager", {"store_class": "A"}),
        ("admin", {"rep_id": 1}),
        ("marketing", {"phone": "1"}),
        ("hq", {"phone": "1"}),
    ],
)
def test_nobody_changes_in_bulk_what_its_role_may_not(cast, stores, who, values):
    with pytest.raises(PermissionDenied):
        prepared(cast, stores, values, who)


@pytest.mark.parametrize("who", ["rep", "admin", "stranger"])
def test_nobody_applies_what_somebody_else_has_typed(cast, stores, who):
    edit = prepared(cast, stores, {"contact_name": "丁"})

    with pytest.raises(PermissionDenied):
        applied(cast, edit, who)


def test_more_than_one_request_can_bear_is_refused_in_words(cast, stores, monkeypatch):
    monkeypatch.setattr(bulk, "MOST_BY_JOB", 2)

    with pytest.raises(TooMany, match="2"):
        prepared(cast, stores, {"contact_name": "丁"})


@pytest.mark.parametrize("extra", [0, 40])
def test_the_queries_do_not_grow_with_the_stores(cast, stores, django_assert_max_num_queries, extra):
    more = [StoreFactory(customer=stores[0].customer, closes_at=time(12, n)) for n in range(extra)]
    edit = prepared(cast, [*stores, *more], {"opens_at": time(10), "contact_name": "丁", "status": "suspended"})

    with django_assert_max_num_queries(19):
        applied(cast, edit)
