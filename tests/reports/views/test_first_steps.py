"""Who comes for the first time is shown what its role does first, until it knows its way."""

import pytest
from django.urls import reverse

from salesops.accounts.choices import Role
from salesops.accounts.models import User
from salesops.web.clauses import chapter_of
from salesops.web.first_steps import steps_of
from salesops.web.home import home_of

STEPS, DONE = "/first-steps/", "/first-steps/done/"
WHO = {"rep": Role.REP, "manager": Role.MANAGER, "marketing": Role.MARKETING, "hq": Role.HQ, "admin": Role.ADMIN}


@pytest.fixture
def newcomers(cast):
    User.objects.update(first_steps_seen_at=None)
    return cast


@pytest.mark.parametrize("who", WHO)
def test_a_newcomer_begins_with_the_steps_and_can_open_each_of_them(client, newcomers, who):
    client.force_login(getattr(newcomers, who))

    assert client.get("/").url == STEPS
    page = client.get(STEPS)
    assert len(page.context["steps"]) >= 4
    opened = {step.url_name: client.get(reverse(step.url_name), follow=True).status_code for step in steps_of(WHO[who])}
    assert set(opened.values()) == {200}
    assert [step.clause for step in steps_of(WHO[who]) if chapter_of(step.clause) is None] == []


def test_who_knows_its_way_begins_at_its_own_page_and_only_it(client, newcomers):
    client.force_login(newcomers.manager)

    assert client.post(DONE).url == reverse(home_of(Role.MANAGER))

    assert client.get("/").url == reverse(home_of(Role.MANAGER))
    client.force_login(newcomers.stranger)
    assert client.get("/").url == STEPS


def test_the_steps_can_be_read_again_from_one_s_own_page(client, cast):
    client.force_login(cast.hq)

    assert STEPS in client.get(reverse("web:me")).content.decode()
    assert DONE not in client.get(STEPS).content.decode()


def test_looking_later_keeps_them(client, newcomers):
    client.force_login(newcomers.hq)
    client.get(STEPS)

    assert client.get("/").url == STEPS
