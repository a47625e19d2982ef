"""The first page, in a real browser, under the real content security policy."""

import pytest

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def complaints(page):
    """Whatever the browser complains about while the test runs."""
    heard = []
    page.on("console", lambda message: heard.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def test_login_page_loads_without_a_complaint(live_server, page, complaints):
    page.goto(f"{live_server.url}/accounts/login/")

    assert page.locator("input[name=username]").is_visible()
    assert complaints == []


def test_login_lets_a_person_in(live_server, page, cast, complaints):
    cast.rep.set_password("a good secret")
    cast.rep.save()
    page.goto(f"{live_server.url}/accounts/login/")

    page.fill("input[name=username]", cast.rep.username)
    page.fill("input[name=password]", "a good secret")
    page.press("input[name=password]", "Enter")

    page.wait_for_url(lambda address: "/accounts/login" not in address)
    assert complaints == []
