"""The guide of each role in the program, in the reader's language, on two pages of paper (handbook H13)."""

import re

import pytest
from django.urls import reverse

from salesops.accounts.choices import Role

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "第一天"), ("en", "The first day")])
@pytest.mark.parametrize("role", Role.values)
def test_a_guide_reads_in_the_language_of_the_reader(client, cast, settings, role, language, words):
    client.force_login(cast.rep)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    page = client.get(reverse("web:guide", args=[role])).content.decode()

    assert f"<h2>{words}</h2>" in page
    assert "<table>" in page


def test_a_role_that_there_is_not_has_no_guide(client, cast):
    client.force_login(cast.rep)

    assert client.get(reverse("web:guide", args=["nobody"])).status_code == 404


def test_the_handbook_and_ones_own_page_lead_to_the_guide(client, cast):
    client.force_login(cast.manager)
    own = reverse("web:guide", args=["manager"])

    assert all(own in client.get(reverse(f"web:{name}")).content.decode() for name in ("clause_list", "me"))


@pytest.mark.e2e
@pytest.mark.django_db(transaction=True)
def test_every_guide_prints_on_two_pages(live_server, page, client, cast):
    client.force_login(cast.rep)
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    cookies = [("sessionid", client.cookies["sessionid"].value)]
    found = {}
    for language in ("zh-hans", "en"):
        both = [*cookies, ("django_language", language)]
        page.context.add_cookies([{"name": n, "value": v, "url": live_server.url} for n, v in both])
        for role in Role.values:
            page.goto(live_server.url + reverse("web:guide", args=[role]))
            printed = page.pdf(prefer_css_page_size=True)
            page.emulate_media(media="print")
            assert page.locator("h1").bounding_box()["width"] > 100
            found[role, language] = len(re.findall(rb"/Type\s*/Page\b", printed))

    assert complaints == []
    assert set(found.values()) <= {1, 2}, found
