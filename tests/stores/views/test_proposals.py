"""The pages of proposed stores (handbook H2.2)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from stores.models import Store, StoreProposal
from tests.factories.stores import CustomerFactory, StoreFactory, StoreProposalFactory

pytestmark = pytest.mark.django_db

URL = reverse("stores:proposal_create")
TYPED = {
    "form_id": "2f3c0b0e-6a5f-4c0e-9d70-3f0b6d3b8a22",
    "name": "云栖数码",
    "customer_name": "云栖",
    "format": "multi",
    "starts_as": "active",
    "phone": "13800001234",
    "opens_at": "09:00",
    "closes_at": "21:00",
    "position_text": "120.150395,30.280000",
}


def proposals():
    return StoreProposal.objects.unscoped(because="test")


def test_a_colleagues_similar_store_is_named_by_its_rep_alone(client, cast):
    shop = StoreFactory(customer=CustomerFactory(rep=cast.colleague, name="恒达"), name="恒达城西店", code="S777")
    client.force_login(cast.rep)

    answer = client.post(URL, TYPED)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert cast.colleague.name in page
    assert not any(words in page for words in ("恒达城西店", "S777", shop.get_absolute_url()))
    assert not proposals().exists()


def test_a_rep_proposes_and_the_manager_approves_from_the_list_with_one_tap(client, cast):
    client.force_login(cast.rep)
    assert client.post(URL, TYPED).status_code == 302
    proposal = proposals().get()
    client.force_login(cast.manager)
    assert (
        reverse("stores:proposal_approve", args=[proposal.pk])
        in client.get(reverse("stores:proposal_list")).content.decode()
    )

    client.post(reverse("stores:proposal_approve", args=[proposal.pk]), {"revision": 1, "from": "list"})

    store = Store.objects.unscoped(because="test").get(name="云栖数码")
    assert (store.status, str(store.lon)) == ("active", "120.150395")


def test_a_similar_one_is_sent_to_its_page_instead(client, cast):
    StoreFactory(customer=CustomerFactory(rep=cast.colleague), phone="13800001234")
    proposal = StoreProposalFactory(rep=cast.rep, phone="13800001234", is_similar=True, reason="另一家")
    client.force_login(cast.manager)

    answer = client.post(reverse("stores:proposal_approve", args=[proposal.pk]), {"revision": 1, "from": "list"})

    assert answer.url == proposal.get_absolute_url()
    assert proposals().get().status == "waiting"


def test_both_an_old_and_a_new_customer_are_refused(client, cast):
    client.force_login(cast.rep)

    answer = client.post(URL, TYPED | {"customer": CustomerFactory(rep=cast.rep).pk})

    assert answer.status_code == 422
    assert "customer" in answer.context["form"].errors


def test_the_list_costs_the_same_with_many(client, cast):
    client.force_login(cast.manager)
    costs = []
    for count in (1, 9):
        StoreProposalFactory.create_batch(count, rep=cast.rep)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("stores:proposal_list"))
        costs.append(len(queries))

    assert costs[0] == costs[1]
