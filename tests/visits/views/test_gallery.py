"""Photos of two days of a store side by side (handbook H5.3)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.factories.stores import StoreFactory
from tests.factories.visits import VisitFactory, VisitPhotoFactory
from visits.choices import VisitStatus

pytestmark = pytest.mark.django_db

DAYS = [date(2026, 11, 2) + timedelta(days=7 * week) for week in range(3)]


@pytest.fixture
def store(cast):
    return StoreFactory(customer__rep=cast.rep, customer__center=cast.center)


def photo_of(store, day):
    return VisitPhotoFactory(visit=VisitFactory(store=store, visited_on=day, status=VisitStatus.NO_CHECKOUT))


@pytest.fixture
def photos(store):
    """One of the shop front on each of three days, and one of another store on the last of them."""
    photo_of(StoreFactory(customer=store.customer), DAYS[2])
    return [photo_of(store, day) for day in DAYS]


def sides(client, store, **asked):
    answer = client.get(reverse("visits:photo_compare", args=[store.pk]), asked)
    return answer, [(side.on, list(side.photos)) for side in answer.context["sides"]]


def test_without_a_choice_the_last_two_days_stand_side_by_side(client, cast, store, photos):
    client.force_login(cast.rep)

    answer, shown = sides(client, store)

    assert shown == [(DAYS[1], [photos[1]]), (DAYS[2], [photos[2]])]
    page = answer.content.decode()
    assert [reverse("visits:photo_file", args=[photo.pk]) in page for photo in photos] == [False, True, True]


def test_any_two_days_that_have_photos_can_be_chosen_and_another_day_is_passed_over(client, cast, store, photos):
    client.force_login(cast.manager)

    _, chosen = sides(client, store, before=DAYS[0].isoformat(), after=DAYS[1].isoformat())
    _, unknown = sides(client, store, before="2026-01-01", after="gestern")

    assert chosen == [(DAYS[0], [photos[0]]), (DAYS[1], [photos[1]])]
    assert [day for day, _photos in unknown] == [DAYS[1], DAYS[2]]


def test_a_store_with_photos_of_one_day_has_an_empty_side(client, cast, store):
    photo = photo_of(store, DAYS[0])
    client.force_login(cast.rep)

    _, shown = sides(client, store)

    assert shown == [(None, []), (DAYS[0], [photo])]


def test_another_centers_store_is_like_none(client, cast, store, photos):
    client.force_login(cast.stranger)

    assert client.get(reverse("visits:photo_compare", args=[store.pk])).status_code == 404
