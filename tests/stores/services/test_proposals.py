"""A rep proposes a store, the center manager makes it one (handbook H2.2)."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from salesops.notices.models import Notice
from salesops.workflow.flow import NotPossibleNow
from salesops.workflow.selectors.history import history_of
from stores.models import Store, StoreResponsibility
from stores.services.proposals import approve_proposal, change_proposal, propose_store, return_proposal
from stores.services.stores import MayBeAnother
from tests.factories.stores import CustomerFactory, StoreFactory, StoreProposalFactory
from tests.stores.classes import AT

pytestmark = pytest.mark.django_db

FAR = {"lon": Decimal("120.300000"), "lat": Decimal("30.400000")}


def stores():
    return Store.objects.unscoped(because="test")


def values(**otherwise):
    return {"name": "云栖数码", "customer_name": "云栖", "format": "multi", "phone": "13900001111", **FAR, **otherwise}


def test_what_is_proposed_is_no_store_until_the_manager_approves_it(cast):
    StoreFactory(customer=CustomerFactory(rep=cast.rep), code=f"{cast.center.code}00041")
    proposal = propose_store(values(), actor=cast.actor("rep"), at=AT)
    assert stores().filter(name="云栖数码").count() == 0

    store = approve_proposal(proposal, revision=1, actor=cast.actor("manager"), at=AT).store

    assert (store.code, store.rep, store.status) == (f"{cast.center.code}00042", cast.rep, "prospect")
    assert (store.customer.name, store.customer.rep) == ("云栖", cast.rep)
    spans = StoreResponsibility.objects.unscoped(because="test").filter(store=store)
    assert spans.get().rep == cast.rep
    assert cast.rep.name in history_of(store).get().reason


def test_manager_and_rep_are_told(cast):
    proposal = propose_store(values(), actor=cast.actor("rep"), at=AT)
    approve_proposal(proposal, actor=cast.actor("manager"), at=AT)

    told = Notice.objects.values_list("user", "text_key")
    assert set(told) == {(cast.manager.pk, "store_proposed"), (cast.rep.pk, "store_approved")}


def test_a_store_like_another_needs_a_reason_and_is_marked(cast):
    StoreFactory(customer=CustomerFactory(rep=cast.colleague), phone="13900001111", **FAR)

    with pytest.raises(MayBeAnother) as refusal:
        propose_store(values(), actor=cast.actor("rep"), at=AT)
    proposal = propose_store(values(reason="在同一层的另一家"), actor=cast.actor("rep"), at=AT)

    assert [other.is_seen for other in refusal.value.similar] == [False]
    assert proposal.is_similar


def test_a_similar_store_made_meanwhile_is_shown_before_the_approval(cast):
    proposal = propose_store(values(), actor=cast.actor("rep"), at=AT)
    twin = StoreFactory(customer=CustomerFactory(rep=cast.colleague), phone="13900001111", **FAR)
    deed = {"actor": cast.actor("manager"), "at": AT}

    with pytest.raises(MayBeAnother):
        approve_proposal(proposal, reason="另一家", **deed)
    with pytest.raises(MayBeAnother):
        approve_proposal(proposal, seen={twin.pk}, **deed)

    assert approve_proposal(proposal, seen={twin.pk}, reason="另一家", **deed).store.name == "云栖数码"


def test_what_came_back_is_mended_and_waits_again_while_an_unseen_change_is_not_approved(cast):
    proposal = propose_store(values(), actor=cast.actor("rep"), at=AT)
    back = return_proposal(proposal, revision=1, actor=cast.actor("manager"), at=AT, reason="地址?")

    again = change_proposal(back, values(address="文三路 1 号", reason=""), revision=2, actor=cast.actor("rep"), at=AT)

    assert (again.status, again.address) == ("waiting", "文三路 1 号")
    with pytest.raises(NotPossibleNow):
        approve_proposal(again, revision=2, actor=cast.actor("manager"), at=AT)


def test_of_two_approvals_one_wins_and_one_store_is_made(cast):
    proposal = propose_store(values(), actor=cast.actor("rep"), at=AT)
    approve_proposal(proposal, actor=cast.actor("manager"), at=AT)

    with pytest.raises(NotPossibleNow):
        approve_proposal(proposal, actor=cast.actor("manager"), at=AT)
    assert stores().filter(name="云栖数码").count() == 1


def test_nobody_approves_its_own_find(cast):
    proposal = StoreProposalFactory(rep=cast.rep)

    with pytest.raises(PermissionDenied):
        approve_proposal(proposal, actor=cast.actor("rep"), at=AT)
    assert not stores().exists()
