"""A dealer's team for lists and pages (handbook H10.5)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Max, Prefetch, QuerySet

from dealers.models import DealerPerson, PersonStore, PersonTraining
from salesops.accounts.actor import Actor
from stores.models import Customer

MOST_ROWS = 100


def with_team_facts(people: QuerySet[DealerPerson], actor: Actor, on: date) -> QuerySet[DealerPerson]:
    """People with the stores that they look after on a day, as `places`, and their last training. One query more."""
    places = PersonStore.objects.visible_to(actor).holding_on(on).select_related("store").order_by("store__name")
    people = people.annotate(last_training_on=Max("trainings__held_on"))
    return people.prefetch_related(Prefetch("stores", queryset=places, to_attr="places"))


def team_of(actor: Actor, dealer: Customer, on: date) -> Mapping[str, Any]:
    """The tab of a dealer's page: who is there now, who was. Two queries."""
    rows = DealerPerson.objects.visible_to(actor).filter(customer=dealer)
    people = list(with_team_facts(rows, actor, on).order_by("name", "pk")[:MOST_ROWS])
    here = [person for person in people if person.left_on is None or person.left_on >= on]
    return {
        "people": here,
        "former": [person for person in people if person not in here],
        "covered": len({place.store_id for person in here for place in person.places}),
        "trained": sum(person.last_training_on is not None for person in here),
    }


def places_of(person: DealerPerson, actor: Actor) -> QuerySet[PersonStore]:
    """All stores of a person, the latest first. One query."""
    rows = PersonStore.objects.visible_to(actor).filter(person=person).select_related("store")
    return rows.order_by("-starts_on", "-pk")


def trainings_of(person: DealerPerson, actor: Actor) -> QuerySet[PersonTraining]:
    rows = PersonTraining.objects.visible_to(actor).filter(person=person)
    return rows.select_related("recorded_by").order_by("-held_on", "-pk")
