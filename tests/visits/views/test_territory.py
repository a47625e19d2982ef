"""Shared-out territories and headcount on their pages (H4.3)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from stores.models import HandOver
from tests.factories.stores import CustomerFactory, StoreFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def crossed(cast):
    """Two quarters; the rep, who has more to do, has a store in the middle of the colleague's."""
    for rep, home, count in ((cast.rep, 120.0, 5), (cast.colleague, 120.6, 2)):
        customer = CustomerFactory(rep=rep)
        for place in range(count):
            StoreFactory(customer=customer, store_class="A", lon=home + place / 100, lat=31 + place / 100)
    StoreFactory(customer__rep=cast.rep, store_class="A", name="远方店", lon=120.605, lat=31.006)
    return cast


def test_chosen_moves_become_hand_overs_from_a_day_on(client, crossed):
    client.force_login(crossed.manager)
    page = client.get(reverse("visits:territory", args=[crossed.center.pk])).context["page"]
    chosen = page.moves[0]

    client.post(
        reverse("visits:territory_approve", args=[crossed.center.pk]),
        {"move": [chosen.key, "0:0:0", "x"], "on": timezone.localdate().isoformat(), "reason": "区域调整"},
    )

    assert chosen.store.name == "远方店"
    assert page.spread_after < page.spread_before
    made = HandOver.objects.unscoped(because="tests").get()
    assert (made.from_rep, made.to_rep, made.reason) == (chosen.from_rep, chosen.to_rep, "区域调整")


def test_nothing_chosen_is_refused_in_words(client, crossed):
    client.force_login(crossed.manager)

    response = client.post(reverse("visits:territory_approve", args=[crossed.center.pk]), follow=True)

    assert not HandOver.objects.unscoped(because="tests").exists()
    assert [str(message) for message in response.context["messages"]]


def test_headcount_says_what_one_more_or_less_changes(client, crossed):
    client.force_login(crossed.manager)

    answer = client.get(reverse("visits:headcount", args=[crossed.center.pk])).context["answer"]

    assert answer.now.reps == 2
    assert {1, 2, 3} <= {row.reps for row in answer.staffing}


def test_a_center_without_reps_is_told_so(client, cast):
    for rep in (cast.rep, cast.colleague):
        rep.is_active = False
        rep.save(update_fields=["is_active"])
    client.force_login(cast.manager)

    assert client.get(reverse("visits:territory", args=[cast.center.pk])).context["refusal"]
