"""The ledger of material tallies from sending to use (handbook H6.2)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Sum

from promotions.choices import MoveKind, PromotionStatus
from promotions.models import MaterialMove, MaterialStock
from promotions.selectors.materials import item_sums, material_rows
from promotions.services import add_item, move_material, remove_item, send_what_lacks
from promotions.services.materials import MaterialClosed, MaterialDoesNotTally, Move
from tests.factories.promotions import MaterialItemFactory, PromotionFactory, PromotionStoreFactory
from tests.factories.visits import MORNING

DAY = date(2026, 11, 30)


def acting(cast, who="marketing"):
    return {"actor": cast.actor(who), "at": MORNING}


@pytest.fixture
def item(cast):
    promotion = PromotionFactory(status=PromotionStatus.PUBLISHED)
    for rep in (cast.rep, cast.foreign_rep):
        PromotionStoreFactory(promotion=promotion, store__customer__rep=rep)
    return MaterialItemFactory(promotion=promotion, per_store=5)


def store_of(item, rep):
    return item.promotion.stores.unscoped(because="test").get(store__rep=rep).store


def test_what_was_sent_received_and_used_tallies_with_its_moves(cast, item):
    store = store_of(item, cast.rep)
    send_what_lacks(item.promotion, on=DAY, **acting(cast))
    for kind, quantity in ((MoveKind.RECEIVED, 5), (MoveKind.USED, 3), (MoveKind.USED, -1)):
        move_material(item, store, Move(kind, quantity, DAY), **acting(cast, "rep"))

    row = material_rows(item.promotion, cast.actor("rep"))[0]
    moves = MaterialMove.objects.unscoped(because="test").filter(store=store)
    by_kind = dict(moves.values("kind").annotate(sum=Sum("quantity")).values_list("kind", "sum"))
    assert (row.sent, row.received, row.used, row.left, row.lacks) == (5, 5, 2, 3, 0)
    assert by_kind == {"sent": 5, "received": 5, "used": 2}


@pytest.mark.parametrize(("kind", "quantity"), [("received", 6), ("used", 1), ("sent", -6)])
def test_what_would_not_tally_is_refused(cast, item, kind, quantity):
    send_what_lacks(item.promotion, on=DAY, **acting(cast))

    with pytest.raises(MaterialDoesNotTally):
        move_material(item, store_of(item, cast.rep), Move(kind, quantity, DAY), **acting(cast))

    assert not MaterialMove.objects.unscoped(because="test").exclude(kind="sent", quantity=5).exists()


def test_the_database_knows_it_too(cast, item):
    with pytest.raises(IntegrityError), transaction.atomic():
        MaterialStock.objects.create(item=item, store=store_of(item, cast.rep), sent=1, received=2)


def test_sending_what_lacks_twice_sends_once(cast, item):
    assert send_what_lacks(item.promotion, on=DAY, **acting(cast)) == 10
    assert send_what_lacks(item.promotion, on=DAY, **acting(cast)) == 0


def test_a_manager_sends_to_its_own_stores_alone(cast, item):
    assert send_what_lacks(item.promotion, on=DAY, **acting(cast, "manager")) == 5

    with pytest.raises(PermissionDenied):
        move_material(item, store_of(item, cast.foreign_rep), Move("sent", 1, DAY), **acting(cast, "manager"))


def test_stores_lacking_material_are_listed_before_the_others(cast, item):
    send_what_lacks(item.promotion, on=DAY, **acting(cast))
    full = store_of(item, cast.rep)
    move_material(item, full, Move("received", 5, DAY), **acting(cast, "rep"))

    rows = material_rows(item.promotion, cast.actor("marketing"))

    assert [(row.store, row.lacks) for row in rows] == [(store_of(item, cast.foreign_rep), 5), (full, 0)]
    assert [(one.needed, one.lacking_stores) for one in item_sums(rows)] == [(10, 1)]


def test_what_was_moved_is_not_taken_out(cast, item):
    spare = add_item(item.promotion, {"kind": "gift", "name": "耳机", "per_store": 1}, **acting(cast))
    remove_item(spare, **acting(cast))
    send_what_lacks(item.promotion, on=DAY, **acting(cast))

    with pytest.raises(MaterialClosed):
        remove_item(item, **acting(cast))


def test_a_draft_moves_nothing(cast):
    item = MaterialItemFactory()

    with pytest.raises(MaterialClosed):
        send_what_lacks(item.promotion, on=DAY, **acting(cast))
