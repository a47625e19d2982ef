"""What people of the trade try first on a page: script, forged forms, led-away logins (OWASP; reliability I5, S3)."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client, override_settings
from django.urls import get_resolver, reverse

from tests.factories.accounts import UserFactory
from tests.journeys.foreign import ELEMENT, PAGES, ROWS, SCRIPT, client_of

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]

# What lists and pages of the program take from their address.
SAID = (
    "q",
    "sort",
    "page",
    "per_page",
    "month",
    "on",
    "rep",
    "center",
    "store",
    "status",
    "columns",
    "tab",
    "look",
    "next",
)
ELSEWHERE = ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)"]
SOURCES = [
    path
    for room in ("salesops", "stores", "visits", "promotions", "dealers", "reports")
    for path in (settings.BASE_DIR / room).rglob("*.py")
]


def test_no_page_runs_what_stands_in_its_address(cast):
    client, query = client_of(cast.admin), dict.fromkeys(SAID, SCRIPT)
    names = [name for name in PAGES if ROWS[name].expected()["admin"] == 200 and not ROWS[name].subject]

    answers = {name: client.get(reverse(name), query) for name in names}

    assert len(names) > 50
    assert [name for name, answer in answers.items() if answer.status_code >= 500] == []
    assert [name for name, answer in answers.items() if ELEMENT in answer.getvalue().decode(errors="replace")] == []


def test_a_page_that_is_not_there_does_not_run_its_address(client):
    answer = client.get(f"/{SCRIPT}/", {"q": SCRIPT}, follow=True)

    assert answer.status_code == 404
    assert ELEMENT not in answer.content.decode()


def views(resolver=None):
    for pattern in (resolver or get_resolver()).url_patterns:
        yield from views(pattern) if hasattr(pattern, "url_patterns") else [pattern.callback]


def test_no_view_is_left_out_of_the_check_against_forged_forms():
    assert [view.__name__ for view in views() if getattr(view, "csrf_exempt", False)] == []


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}, {"X-Requested-With": "XMLHttpRequest"}])
def test_a_form_from_elsewhere_is_refused(cast, headers):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.admin)
    address = reverse("accounts:user_deactivate", args=[cast.rep.pk])

    answer = client.post(address, headers=headers | {"Origin": "https://elsewhere.example"})

    cast.rep.refresh_from_db()
    assert (answer.status_code, cast.rep.is_active) == (403, True)


def test_nothing_is_done_by_a_mere_address():
    """What does something asks for POST; a picture's address in a mail would be enough otherwise."""
    doing = re.compile(r"_(delete|remove|approve|return|submit|settle|end|deactivate|activate|take|undo|pass|close)$")

    assert [name for name, row in ROWS.items() if doing.search(name) and row.method == "get" and row.rep == 302] == []


@pytest.mark.parametrize("address", ELSEWHERE)
def test_no_answer_leads_to_another_site(client, cast, address):
    cast.rep.set_password("well-chosen-7")
    cast.rep.save()
    login = {"username": cast.rep.username, "password": "well-chosen-7", "next": address}

    led = [
        client.post(reverse("accounts:login"), login),
        client.post(reverse("web:language"), {"language": "en", "next": address}),
        client.post(reverse("web:language"), {"language": "en"}, headers={"Referer": address}),
        client.post(reverse("accounts:columns_choose"), {"list": "stores:store_list", "query": address}),
        Client().get(reverse("web:me"), headers={"HX-Request": "true", "HX-Current-URL": address}),
        Client().get("//elsewhere.example/stores/"),
        Client().get("//elsewhere.example/stores"),
    ]

    places = [answer.headers.get("HX-Redirect") or answer.headers.get("Location", "/") for answer in led]
    assert [place for place in places if not re.match(r"/(?![/\\])", place)] == []


def test_a_session_that_was_planted_is_not_the_one_that_is_logged_in(client, cast):
    cast.rep.set_password("well-chosen-7")
    cast.rep.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = "planted0planted0planted0planted0"

    client.post(reverse("accounts:login"), {"username": cast.rep.username, "password": "well-chosen-7"})
    first = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post(reverse("accounts:login"), {"username": cast.rep.username, "password": "well-chosen-7"})

    assert first != "planted0planted0planted0planted0"
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != first


class CountingHasher(MD5PasswordHasher):
    algorithm = "counting"
    hashed = []

    def encode(self, password, salt):
        self.hashed.append(password)
        return super().encode(password, salt)


@pytest.mark.parametrize("username", ["known", "shut-out", "nobody"])
@override_settings(PASSWORD_HASHERS=[f"{__name__}.CountingHasher"])
def test_a_refused_login_costs_and_says_the_same_whoever_it_was(client, db, username):
    for name, is_active in (("known", True), ("shut-out", False)):
        user = UserFactory(username=name, is_active=is_active)
        user.set_password("well-chosen-7")
        user.save()
    CountingHasher.hashed.clear()

    answer = client.post(reverse("accounts:login"), {"username": username, "password": "wrong"})

    assert CountingHasher.hashed == ["wrong"]
    assert answer.status_code == 422
    assert answer.content.decode().count("alert-danger") == 1


@pytest.mark.parametrize("word", [r"urllib\.request", r"import requests", r"httpx", r"http\.client", r"urlopen"])
def test_the_program_asks_no_address_that_a_person_could_name(word):
    """Tiles are fetched by the browser, files by the storage of the settings; only `dev` asks its own web process."""
    asking = [path for path in SOURCES if re.search(word, path.read_text(encoding="utf-8"))]

    assert {path.name for path in asking} <= {"dev.py"}


def test_where_tiles_and_files_lie_is_read_from_the_environment_alone():
    named = re.compile(r"MAP_TILES\b|MAP_OUTLINE\b|PHOTO_STORAGE\b|endpoint_url")
    writing = [path for path in SOURCES if re.search(rf"settings\.({named.pattern})\s*=[^=]", path.read_text())]

    assert writing == []
    assert Path(settings.MEDIA_ROOT).is_relative_to(settings.VAR)
