"""The shell in a real browser: nothing inline is refused, and each small module does its work."""

import pytest
from django.test import override_settings
from django.urls import reverse

from salesops.accounts.choices import Role
from salesops.accounts.models import User
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

DESKTOP = {"width": 1366, "height": 768}


@pytest.fixture
def complaints(page):
    """What the browser complains of: refused inline code, broken files, script errors."""
    heard = []
    page.on("console", lambda m: heard.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


@pytest.fixture
def admin(db):
    user = UserFactory(username="admin", role=Role.ADMIN, is_demo=True, name="管理员")
    user.set_password("demo")
    user.save()
    return user


@pytest.fixture
def site(live_server, page, admin, complaints):
    """The browser, logged in by a tap on a person of the demonstration."""
    with override_settings(SALESOPS_DEMO=True):
        page.goto(live_server.url + reverse("accounts:login"))
        page.click("[data-username=admin]")
        page.click("#login-form .btn-primary")
        page.wait_for_url(lambda address: reverse("accounts:login") not in address)
    return page


def test_login_by_a_tap_and_no_complaints(site, complaints):
    assert site.locator(".shell-header").is_visible()
    assert complaints == []


def test_no_page_is_wider_than_a_phone(site, live_server):
    UserFactory(name="很长的名字" * 8, username="a-long-username-without-any-break-at-all")

    site.goto(live_server.url + reverse("accounts:user_list"))

    assert site.evaluate("document.documentElement.scrollWidth") == 390


def test_a_phone_opens_and_closes_the_menu(site):
    site.click(".shell-header [data-bs-toggle=offcanvas]")
    site.locator("#side-nav.show").wait_for()

    site.click("#side-nav [data-bs-dismiss]")

    site.locator("#side-nav").wait_for(state="hidden")


def test_a_filter_changes_the_list_alone_and_the_address(site, live_server, complaints):
    UserFactory(username="findme", name="找到我")
    site.set_viewport_size(DESKTOP)
    site.goto(live_server.url + reverse("accounts:user_list"))
    site.keyboard.press("/")
    site.keyboard.type("findme")

    site.wait_for_url("**q=findme**")

    assert site.locator("#list tbody tr").count() == 1
    assert site.locator("[type=search]").input_value() == "findme"
    assert "q=findme" in site.locator("#export-link").get_attribute("href")
    assert complaints == []


def test_on_a_phone_the_filters_wait_behind_their_button(site, live_server):
    site.goto(live_server.url + reverse("accounts:user_list"))
    role = site.locator(".filter-bar [name=role]")
    assert site.locator(".filter-bar [type=search]").is_visible()
    assert not role.is_visible()

    site.click(".filter-bar-more")
    role.select_option(Role.HQ)

    site.wait_for_url("**role=hq**")


def test_a_deed_is_asked_about_first(site, live_server):
    other = UserFactory(username="other")
    site.goto(live_server.url + reverse("accounts:user_edit", args=[other.pk]))
    site.click(".btn-outline-danger")
    site.click("#confirm [value=no]")
    assert User.objects.get(pk=other.pk).is_active

    site.click(".btn-outline-danger")
    site.click("#confirm [value=yes]")

    site.locator(".toast-line.is-success").wait_for()
    assert not User.objects.get(pk=other.pk).is_active


def test_a_second_tap_sends_nothing(site, live_server):
    sent = []
    site.goto(live_server.url + reverse("accounts:center_create"))
    site.fill("[name=code]", "SZ")
    site.fill("[name=name]", "苏州中心")
    site.on("request", lambda request: sent.append(request.method))

    site.evaluate(
        "() => { const form = document.querySelector('form[data-submit-once]');"
        " form.requestSubmit(); form.requestSubmit(); }"
    )
    site.wait_for_url("**/centers/")

    assert sent.count("POST") == 1


def test_leaving_what_was_typed_is_warned_of(site, live_server):
    questions = []
    site.goto(live_server.url + reverse("accounts:center_create"))
    site.locator("[name=name]").press_sequentially("x")
    site.on("dialog", lambda dialog: (questions.append(dialog.type), dialog.accept()))

    site.goto(live_server.url + reverse("web:me"))

    assert questions == ["beforeunload"]
