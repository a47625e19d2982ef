"""One answer for htmx, for a plain form, and for a refusal."""

import pytest
from django.contrib.messages import success
from django.contrib.messages.storage.fallback import FallbackStorage
from django_htmx.middleware import HtmxDetails

from salesops.web.htmx import answer

FRAGMENT = "components/empty.html"


@pytest.fixture
def request_of(rf):
    def make(**headers):
        request = rf.get("/", headers=headers)
        request.htmx = HtmxDetails(request)
        request.session = {}
        request._messages = FallbackStorage(request)
        return request

    return make


def test_htmx_gets_the_fragment_and_an_event(request_of):
    response = answer(request_of(hx_request="true"), FRAGMENT, {"words": "none"}, to="/x/", trigger="plan-changed")

    assert (response.status_code, response["HX-Trigger"]) == (200, "plan-changed")
    assert response.content.decode().startswith('<div class="empty">')


def test_htmx_gets_waiting_messages_beside_the_fragment(request_of):
    request = request_of(hx_request="true")
    success(request, "Done so")

    body = answer(request, FRAGMENT, {}).content.decode()

    assert 'hx-swap-oob="beforeend:#toasts"' in body
    assert "Done so" in body


def test_a_plain_form_is_sent_on(request_of):
    response = answer(request_of(), FRAGMENT, {}, to="/x/")

    assert (response.status_code, response.url) == (302, "/x/")


def test_a_refusal_of_a_plain_form_is_a_page(request_of):
    response = answer(request_of(), FRAGMENT, {"words": "refused"}, to="/x/", status=409)

    assert response.status_code == 409
    assert "refused" in response.content.decode()
    assert "<!doctype html>" in response.content.decode()
