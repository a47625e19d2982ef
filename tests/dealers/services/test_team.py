"""A dealer's own people, their stores by date, their training (handbook H10.5)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from dealers.calc.quarters import Quarter
from dealers.models import EvaluationLine, PersonStore
from dealers.selectors.team import team_of
from dealers.services.evaluations import evaluate_dealers
from dealers.services.team import HasStore, add_person, give_store, let_go, take_store, train
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.selectors.history import history_of
from tests.factories.dealer_development import DealerFactory
from tests.factories.dealer_team import PersonFactory, PersonStoreFactory, PersonTrainingFactory
from tests.factories.stores import StoreFactory
from tests.factories.visits import MORNING

pytestmark = pytest.mark.django_db
TODAY = MORNING.date()


@pytest.fixture
def by(cast):
    return {"actor": cast.actor("rep"), "at": MORNING}


@pytest.fixture
def person(cast):
    return PersonFactory(customer__rep=cast.rep)


def places():
    return list(PersonStore.objects.unscoped(because="test").order_by("pk").values_list("starts_on", "ends_on"))


def test_a_person_gets_a_store_of_its_dealer_only(by, person):
    give_store(person, StoreFactory(customer=person.customer), starts_on=TODAY, ends_on=None, **by)

    with pytest.raises(ValidationError, match="store"):
        give_store(person, StoreFactory(), starts_on=TODAY, ends_on=None, **by)
    assert [event.step for event in history_of(person)] == ["give a store"]


def test_the_same_store_is_not_given_twice_on_a_day_whoever_writes(by, person):
    place = PersonStoreFactory(person=person, ends_on=date(2026, 12, 1))

    with pytest.raises(HasStore):
        give_store(person, place.store, starts_on=date(2026, 11, 30), ends_on=None, **by)
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonStoreFactory(person=person, store=place.store, starts_on=date(2026, 11, 30))
    give_store(person, place.store, starts_on=date(2026, 12, 1), ends_on=None, **by)

    assert places() == [(date(2026, 1, 1), date(2026, 12, 1)), (date(2026, 12, 1), None)]


def test_the_stores_of_a_leaver_end_with_its_last_day(by, person):
    PersonStoreFactory(person=person)
    PersonStoreFactory(person=person, starts_on=date(2027, 1, 1))

    gone = let_go(person, left_on=TODAY, **by)

    assert (gone.left_on, places()[0][1].toordinal()) == (TODAY, TODAY.toordinal() + 1)
    assert len(places()) == 1
    with pytest.raises(DomainError):
        give_store(gone, StoreFactory(customer=gone.customer), starts_on=TODAY, ends_on=None, **by)


def test_a_store_ends_at_a_person_and_the_history_says_when(by, person):
    place = PersonStoreFactory(person=person)

    take_store(place, ends_on=date(2026, 11, 1), **by)

    assert places() == [(date(2026, 1, 1), date(2026, 11, 1))]
    assert [event.step for event in history_of(person)] == ["take a store"]


def test_a_training_is_written_down_once_and_not_ahead(by, person):
    train(person, {"topic": "product", "held_on": TODAY, "score": 90}, **by)

    with pytest.raises(ValidationError):
        train(person, {"topic": "product", "held_on": TODAY}, **by)
    with pytest.raises(ValidationError, match="held_on"):
        train(person, {"topic": "product", "held_on": date(2199, 1, 1)}, **by)


def test_a_colleague_adds_nobody(cast):
    values = {"name": "李雷", "role": "sales", "joined_on": TODAY}

    with pytest.raises(PermissionDenied):
        add_person(DealerFactory(rep=cast.rep), values, actor=cast.actor("colleague"), at=MORNING)


def test_the_team_is_who_is_there_now_with_the_stores_of_today(by, person):
    PersonStoreFactory(person=person)
    PersonStoreFactory(person=person, ends_on=date(2026, 2, 1))
    PersonTrainingFactory(person=person)
    left = PersonFactory(customer=person.customer, left_on=date(2026, 3, 1))

    team = team_of(by["actor"], person.customer, TODAY)

    assert (team["people"], team["former"], team["covered"], team["trained"]) == ([person], [left], 1, 1)


def test_the_evaluation_measures_the_team_by_who_was_trained_in_the_quarter(person):
    PersonTrainingFactory(person=person, held_on=date(2026, 8, 1))
    PersonTrainingFactory(person__customer=person.customer, held_on=date(2026, 3, 1))
    PersonFactory(customer=person.customer, left_on=date(2026, 6, 30))
    PersonFactory(customer=person.customer, joined_on=date(2026, 10, 1))

    evaluate_dealers(Quarter.parse("2026Q3"), actor=Actor.system("test"), at=MORNING)

    line = EvaluationLine.objects.unscoped(because="test").get(measure="team")
    assert (line.numerator, line.denominator, line.drafted_score) == (1, 2, 50)
    assert [row[2] for row in line.evidence] == [False, True]
