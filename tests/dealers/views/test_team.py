"""Pages of dealers' teams (handbook H10.5)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from dealers.models import DealerPerson, PersonStore, PersonTraining
from tests.factories.dealer_development import DealerFactory
from tests.factories.dealer_team import PersonFactory, PersonStoreFactory, PersonTrainingFactory
from tests.factories.stores import StoreFactory


def address(name, *args):
    return reverse(f"dealers:{name}", args=args)


def test_a_person_is_added_given_a_store_and_trained_each_once(client, cast):
    dealer = DealerFactory(rep=cast.rep)
    store = StoreFactory(customer=dealer)
    client.force_login(cast.rep)

    def send(page, **typed):
        form_id = client.get(page).context["form_id"]
        for _time in range(2):
            client.post(page, {"form_id": form_id, **typed})

    today = timezone.localdate()
    send(address("person_add", dealer.pk), name="李雷", role="sales", joined_on="2026-01-01")
    person = DealerPerson.objects.unscoped(because="test").get()
    send(address("person_store_add", person.pk), store=store.pk, starts_on=today)
    send(address("person_train", person.pk), topic="product", held_on=today, score=88)

    page = client.get(f"{address('dealer_detail', dealer.pk)}?tab=team").content.decode()
    assert "李雷" in page
    assert store.name in page
    assert PersonStore.objects.unscoped(because="test").count() == 1
    assert PersonTraining.objects.unscoped(because="test").get().score == 88


@pytest.mark.parametrize(("state", "found"), [("here", 2), ("untrained", 1)])
def test_people_who_were_never_trained_are_found(client, cast, state, found):
    PersonTrainingFactory(person__customer__rep=cast.rep)
    PersonFactory(customer__rep=cast.rep)
    PersonFactory(customer__rep=cast.rep, left_on="2026-06-30")
    client.force_login(cast.manager)

    page = client.get(address("person_list"), {"state": state})

    assert len(page.context["object_list"]) == found


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_whatever_its_length(client, cast, django_assert_max_num_queries, rows):
    for _number in range(rows):
        PersonStoreFactory(person__customer__rep=cast.rep)
    client.force_login(cast.manager)
    client.get("/")

    with django_assert_max_num_queries(10):
        assert client.get(address("person_list")).status_code == 200
