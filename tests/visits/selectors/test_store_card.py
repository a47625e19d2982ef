from datetime import date

import pytest
from django.urls import reverse

from tests.factories.stores import CustomerFactory, StoreFactory
from tests.factories.visits import VisitFactory
from visits.selectors.store_page import last_visit_in_words

pytestmark = pytest.mark.django_db


def test_the_card_on_the_map_says_when_and_by_whom_the_store_was_visited_last(client, cast):
    store = StoreFactory(customer=CustomerFactory(rep=cast.rep))
    for rep, day in ((cast.rep, 2), (cast.colleague, 5)):
        VisitFactory(store=store, rep=rep, visited_on=date(2026, 11, day))
    client.force_login(cast.manager)

    card = client.get(reverse("stores:store_card", args=[store.pk])).content.decode()

    assert "上次拜访: 2026-11-05 · 同事" in card


def test_a_store_that_nobody_has_visited_yet_has_no_such_line(cast):
    assert last_visit_in_words(StoreFactory(customer=CustomerFactory(rep=cast.rep)), date(2026, 11, 5)) == ""
