"""Login, lock-out, logout, password."""

import pytest
from django.test import override_settings
from django.urls import reverse

from salesops.accounts.models import User
from tests.factories.accounts import UserFactory


@pytest.fixture
def person(db):
    user = UserFactory(username="wanglei", language="en")
    user.set_password("well-chosen-7")
    user.save()
    return user


def log_in(client, password, **extra):
    return client.post(reverse("accounts:login"), {"username": "wanglei", "password": password, **extra})


def test_login_leads_back_and_speaks_the_person_s_language(client, person):
    response = log_in(client, "well-chosen-7", next="/me/")

    assert (response.url, response.cookies["django_language"].value) == ("/me/", "en")


def test_login_does_not_lead_to_another_site(client, person):
    assert log_in(client, "well-chosen-7", next="https://elsewhere.example/").url == "/"


def test_a_wrong_password_is_told_with_422(client, person):
    response = log_in(client, "wrong")

    assert (response.status_code, "alert-danger" in response.content.decode()) == (422, True)


@override_settings(AXES_FAILURE_LIMIT=3)
def test_after_too_many_failures_even_the_right_password_waits(client, person):
    for _attempt in range(3):
        response = log_in(client, "wrong")

    assert (response.status_code, log_in(client, "well-chosen-7").status_code) == (429, 429)


def test_a_deactivated_user_is_out_at_its_next_request(client, person):
    client.force_login(person)
    User.objects.filter(pk=person.pk).update(is_active=False)

    assert client.get(reverse("web:me")).status_code == 302


def test_logout_needs_a_post(client, person):
    client.force_login(person)

    assert client.get(reverse("accounts:logout")).status_code == 405
    assert client.post(reverse("accounts:logout")).url == reverse("accounts:login")


@pytest.mark.parametrize("is_demo", [True, False])
def test_only_the_demonstration_offers_its_people(client, db, is_demo):
    UserFactory(username="offered", is_demo=True)
    UserFactory(username="private")

    with override_settings(SALESOPS_DEMO=is_demo):
        page = client.get(reverse("accounts:login")).content.decode()

    assert ("offered" in page, "private" in page) == (is_demo, False)


def test_a_part_of_a_page_takes_the_whole_page_to_the_login(client, db):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/me/"}

    response = client.get(reverse("web:me"), headers=headers)

    assert response["HX-Redirect"] == "/accounts/login/?next=/me/"


def test_a_login_page_is_never_swapped_into_a_page(client, db):
    response = client.get(reverse("accounts:login"), headers={"HX-Request": "true"})

    assert response["HX-Redirect"] == "/accounts/login/?next=/"


def test_a_part_that_was_led_to_the_login_leads_back_to_its_page(client, db):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/visits/tasks/3/"}

    response = client.get(f"{reverse('accounts:login')}?next=/visits/tasks/3/finish/", headers=headers)

    assert response["HX-Redirect"] == "/accounts/login/?next=/visits/tasks/3/"


@pytest.mark.parametrize(
    ("old", "new", "again", "status"),
    [
        ("well-chosen-7", "better-chosen-8", "better-chosen-8", 302),
        ("wrong", "better-chosen-8", "better-chosen-8", 422),
        ("well-chosen-7", "12345678", "12345678", 422),
        ("well-chosen-7", "better-chosen-8", "other", 422),
    ],
)
def test_change_password(client, person, old, new, again, status):
    client.force_login(person)

    response = client.post(reverse("accounts:password_change"), {"old": old, "password": new, "again": again})

    person.refresh_from_db()
    assert (response.status_code, person.check_password(new)) == (status, status == 302)
    assert client.get(reverse("web:me")).status_code == 200
