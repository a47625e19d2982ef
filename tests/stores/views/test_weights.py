"""A center may weigh the facts of an archive otherwise than the table (handbook H2.2)."""

import pytest
from django.urls import reverse

from salesops.workflow.models import FieldChange
from stores.completeness import CUSTOMER_FACTS, STORE_FACTS, score_in, score_of
from stores.models import CompletenessWeights, Store
from stores.selectors.weights import weights_for
from tests.factories.stores import CustomerFactory, StoreFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def stores(cast):
    """One store of each center that lacks its phone; of what is known a position has 20 points."""
    return [StoreFactory(customer=CustomerFactory(rep=rep)) for rep in (cast.rep, cast.foreign_rep)]


@pytest.fixture
def url(cast):
    return reverse("stores:completeness_weights", args=[cast.center.pk])


def typed(**changed):
    table = {f"store_{fact.key}": fact.weight for fact in STORE_FACTS}
    return table | {f"customer_{fact.key}": fact.weight for fact in CUSTOMER_FACTS} | changed


MORE_POSITION = typed(store_position=35, store_phone=0)


def scores(actor):
    weights = weights_for(actor, Store)
    rows = Store.objects.visible_to(actor).annotate(score=score_of(Store, weights)).order_by("pk")
    assert [row.score for row in rows] == [score_in(row, weights) for row in rows]
    return [row.score for row in rows]


def test_the_effect_is_shown_and_nothing_is_saved(client, cast, stores, url):
    client.force_login(cast.admin)

    answer = client.post(url, MORE_POSITION | {"preview": "1"})

    effect = answer.context["effects"][0][1]
    assert (effect.before.mean, effect.after.mean, effect.changed) == (20, 35, 1)
    assert not CompletenessWeights.objects.exists()


def test_saved_weights_score_their_own_center_alone(client, cast, stores, url):
    client.force_login(cast.admin)

    assert client.post(url, MORE_POSITION | {"reason": "位置优先"}).status_code == 302

    assert scores(cast.actor("admin")) == [35, 20]
    assert (scores(cast.actor("manager")), scores(cast.actor("stranger"))) == ([35], [20])
    changed = FieldChange.objects.filter(event__step="weights of stores")
    assert set(changed.values_list("field", "before", "after")) == {
        ("no position", "20", "35"),
        ("no phone", "15", "0"),
    }


def test_weights_that_are_no_hundred_are_refused_with_their_sum(client, cast, url):
    client.force_login(cast.admin)

    answer = client.post(url, typed(store_phone=16))

    assert answer.status_code == 422
    assert "101" in answer.content.decode()
    assert not CompletenessWeights.objects.exists()


def test_the_list_finds_by_the_centers_own_score(client, cast, stores, url):
    client.force_login(cast.admin)
    client.post(
        url,
        typed(
            store_position=90,
            store_phone=0,
            store_contact=0,
            store_address=0,
            store_division=0,
            store_hours=0,
            store_capacity=0,
        ),
    )

    page = client.get(reverse("stores:store_list"), {"completeness": "70"})

    assert [row.pk for row in page.context["table"].page.records] == [stores[1].pk]
