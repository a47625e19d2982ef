"""The editor's page, its trial and its saving (H4.3)."""

import pytest
from django.urls import reverse

from tests.visits.routes.areas import drafted_plan, stores_of
from visits.selectors.route_editor import stored_orders

pytestmark = pytest.mark.django_db


def send(client, name, plan, orders, revision=1):
    body = {"orders": orders, "revision": revision}
    return client.post(reverse(f"visits:{name}", args=[plan.pk]), body, content_type="application/json")


@pytest.mark.parametrize("count", [1, 6])
def test_a_trial_reckons_times_and_broken_rules_and_keeps_nothing(client, cast, django_assert_num_queries, count):
    client.cookies["django_language"] = "en"
    stores = stores_of(cast.rep, count)
    plan = drafted_plan(cast.rep, stores=stores)
    before = stored_orders(plan)
    client.force_login(cast.rep)

    with django_assert_num_queries(4):
        answer = send(client, "route_trial", plan, {0: [stores[0].pk], 1: [stores[0].pk]}).json()

    monday, tuesday = answer["days"][:2]
    assert [stop["store"] for stop in monday["stops"]] == [stores[0].pk]
    assert tuesday["stops"][0]["breaks"] == ["Visited on the day before too."]
    assert "Visits fewer than the standard asks: 2." in answer["stores"][0]["breaks"]
    assert stored_orders(plan) == before


def test_saving_over_an_unseen_edit_is_409_and_nonsense_422(client, cast):
    plan = drafted_plan(cast.rep)
    client.force_login(cast.rep)

    answers = [send(client, "route_arrange", plan, {}, revision) for revision in (7, 1)]
    nonsense = send(client, "route_trial", plan, {0: [0]})

    assert [answer.status_code for answer in answers] == [409, 200]
    assert nonsense.status_code == 422
