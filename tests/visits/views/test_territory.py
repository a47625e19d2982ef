"""Shared-out territories and headcount on their pages (H4.3)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from stores.models import HandOver, Store
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
    chosen = page.suggestions[0]
    move = chosen.moves[0]

    client.post(
        reverse("visits:territory_approve", args=[crossed.center.pk]),
        {"move": [chosen.key, "0:0:0:0", "x", "+"], "on": timezone.localdate().isoformat(), "reason": "区域调整"},
    )

    assert move.store.name == "远方店"
    assert page.effect.spread_after < page.effect.spread_before
    made = HandOver.objects.unscoped(because="tests").get()
    assert (made.from_rep, made.to_rep, made.reason) == (move.from_rep, move.to_rep, "区域调整")


def test_the_effect_follows_what_is_chosen(client, crossed):
    client.force_login(crossed.manager)
    page = client.get(reverse("visits:territory", args=[crossed.center.pk])).context["page"]
    address = reverse("visits:territory_effect", args=[crossed.center.pk])

    of_none = client.post(address, {}).context["effect"]
    of_all = client.post(address, {"move": [line.key for line in page.suggestions]}).context["effect"]

    assert of_none.spread_after == of_none.spread_before == page.effect.spread_before
    assert of_all.spread_after == page.effect.spread_after


def test_of_a_batch_the_effect_is_told_and_what_no_longer_holds_is_named(client, crossed):
    StoreFactory(customer__rep=crossed.rep, store_class="A", name="更远店", lon=120.606, lat=31.007)
    client.force_login(crossed.manager)
    lines = client.get(reverse("visits:territory", args=[crossed.center.pk])).context["page"].suggestions
    gone = lines[-1].moves[0].store
    Store.objects.unscoped(because="tests").filter(pk=gone.pk).update(status="suspended")

    response = client.post(
        reverse("visits:territory_approve", args=[crossed.center.pk]),
        {"move": [line.key for line in lines]},
        follow=True,
    )

    told, left_out = [str(message) for message in response.context["messages"]]
    assert str(len(lines) - 1) in told
    assert "%" in told
    assert gone.name in left_out


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
