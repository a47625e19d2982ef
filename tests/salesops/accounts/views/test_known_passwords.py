"""A password that more people know than its owner is changed before anything else."""

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from salesops.accounts.models import User
from salesops.accounts.services import create_user, set_password
from tests.factories.accounts import UserFactory

ME = "/me/"
GIVEN, OWN = "given-by-admin-1", "well-chosen-7"


def logged_in(username, password):
    client = Client()
    client.post(reverse("accounts:login"), {"username": username, "password": password})
    return client


def changed(client, old, new):
    return client.post(reverse("accounts:password_change"), {"old": old, "password": new, "again": new})


@pytest.fixture
def demo_person(db):
    user = UserFactory(username="zhanshi", is_demo=True, must_change_password=True)
    user.set_password("demo")
    user.save()
    return user


@pytest.fixture
def newcomer(cast):
    values = {"username": "xinren", "name": "新人", "role": "rep", "center": cast.center}
    return create_user(values, password=GIVEN, actor=cast.actor("admin"), at=timezone.now())


def test_a_first_password_is_changed_first_and_then_all_is_open(newcomer):
    client = logged_in("xinren", GIVEN)
    assert client.get(ME).url == reverse("accounts:password_change")
    assert client.get(reverse("accounts:password_change")).context["owes"] is True

    changed(client, GIVEN, OWN)

    assert client.get(ME).status_code == 200


def test_the_first_password_is_not_taken_again(newcomer):
    client = logged_in("xinren", GIVEN)

    response = changed(client, GIVEN, GIVEN)

    assert (response.status_code, client.get(ME).status_code) == (422, 302)


def test_a_password_that_an_admin_gave_is_changed_first(newcomer, cast):
    User.objects.filter(pk=newcomer.pk).update(must_change_password=False)

    set_password(newcomer, GIVEN, actor=cast.actor("admin"), at=timezone.now())

    assert logged_in("xinren", GIVEN).get(ME).status_code == 302


@pytest.mark.parametrize(("is_demonstration", "status"), [(True, 200), (False, 302)])
def test_the_demonstration_s_password_holds_in_the_demonstration_alone(demo_person, is_demonstration, status):
    with override_settings(SALESOPS_DEMO=is_demonstration):
        assert logged_in("zhanshi", "demo").get(ME).status_code == status


def test_who_owes_a_password_can_still_leave_and_choose_its_language(newcomer):
    client = logged_in("xinren", GIVEN)

    assert client.post(reverse("web:language"), {"language": "en", "next": "/"}).status_code == 302
    assert client.post(reverse("accounts:logout")).url == reverse("accounts:login")
