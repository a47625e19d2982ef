"""What stands around the pages."""

import pytest
from django.urls import reverse

from salesops.web import bell, home, nav
from salesops.web.nav import NavEntry
from tests.cast import PEOPLE


@pytest.fixture
def two_places(monkeypatch):
    monkeypatch.setattr(nav, "_entries", {})
    nav.register(
        NavEntry("MyPlace", "web:me", "person", is_bottom=True),
        NavEntry("BookPlace", "web:clause_list", "book", is_bottom=True),
    )


@pytest.mark.parametrize("who", PEOPLE)
def test_each_of_the_cast_sees_its_name_on_its_own_page(client, cast, who):
    client.force_login(getattr(cast, who))

    page = client.get(reverse("web:me"))

    assert getattr(cast, who).name in page.content.decode()


@pytest.mark.parametrize(("who", "has_bar"), [("rep", True), ("manager", False), ("admin", False)])
def test_only_reps_have_the_bar_at_the_thumb(client, cast, two_places, who, has_bar):
    client.force_login(getattr(cast, who))

    page = client.get(reverse("web:places")).content.decode()

    assert ("bottom-nav" in page) is has_bar


def test_the_bell_shows_how_many_wait(client, cast, monkeypatch):
    monkeypatch.setattr(bell, "_bells", [])
    bell.register("web:me", lambda actor: 7 if actor.user_id == cast.rep.pk else 0)
    client.force_login(cast.rep)

    page = client.get(reverse("web:places")).content.decode()

    assert '<span class="icon-button-count" aria-hidden="true">7</span>' in page


def test_home_leads_to_the_page_of_the_role(client, cast, monkeypatch):
    monkeypatch.setattr(home, "_homes", {})
    home.register("rep", "web:me")

    def first_page(who):
        client.force_login(who)
        return client.get("/").url

    assert (first_page(cast.rep), first_page(cast.hq)) == (reverse("web:me"), reverse("web:places"))


def test_language_is_kept_for_the_next_login(client, cast):
    client.force_login(cast.rep)

    response = client.post(reverse("web:language"), {"language": "en", "next": "/me/"})

    cast.rep.refresh_from_db()
    assert (response.url, response.cookies["django_language"].value, cast.rep.language) == ("/me/", "en", "en")


def test_an_unknown_language_changes_nothing(client, cast):
    client.force_login(cast.rep)

    client.post(reverse("web:language"), {"language": "xx"})

    cast.rep.refresh_from_db()
    assert cast.rep.language == "zh-hans"


def test_pages_are_marked_with_their_language(client, cast):
    client.force_login(cast.rep)

    chinese = client.get(reverse("web:me")).content.decode()
    client.cookies["django_language"] = "en"

    assert '<html lang="zh-hans">' in chinese
    assert '<html lang="en">' in client.get(reverse("web:me")).content.decode()


@pytest.mark.parametrize("path", ["/nowhere/", "/handbook/H99/", "/handbook/H8.9/"])
def test_a_page_that_does_not_exist(client, cast, path):
    client.force_login(cast.rep)

    response = client.get(path)

    assert (response.status_code, "404" in response.content.decode()) == (404, True)


@pytest.mark.parametrize(("language", "title"), [("zh-hans", "客户盈利方案"), ("en", "Customer profit plan")])
def test_clause_in_both_languages(client, cast, language, title):
    client.force_login(cast.rep)
    client.cookies["django_language"] = language

    page = client.get(reverse("web:clause", args=["H8.2"])).content.decode()

    assert title in page


def test_security_policy_allows_no_inline_script(client, db):
    policy = client.get(reverse("accounts:login"))["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
