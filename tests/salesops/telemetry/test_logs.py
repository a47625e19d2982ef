"""Lines of the log: one a request, in JSON where a machine reads them, without what is nobody's business."""

import json
import logging
import logging.config
from io import StringIO

import pytest
import structlog
from celery import current_app
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.urls import reverse

from salesops.telemetry.logs import logging_in
from tests.factories.accounts import UserFactory


@pytest.fixture
def written(request):
    """What is logged in the form of the parameter; afterwards the settings' own form is back."""
    out = StringIO()
    described = logging_in(getattr(request, "param", "json"), "INFO")
    described["handlers"]["stderr"]["stream"] = out
    logging.config.dictConfig(described)
    yield out
    logging.config.dictConfig(logging_in(settings.LOG_FORMAT, "INFO"))
    structlog.contextvars.clear_contextvars()


def lines_of(out):
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_request_is_one_line_with_its_number_person_and_page(client, db, written):
    person = UserFactory()
    client.force_login(person)

    answer = client.get(reverse("web:me"), {"q": "13800138000"})

    (line,) = [line for line in lines_of(written) if line["event"] == "request_finished"]
    assert (line["request"], line["code"], line["user_id"]) == ("GET web:me", 200, person.pk)
    assert line["request_id"] == answer["X-Request-ID"]


def test_no_line_holds_a_query_a_secret_of_an_address_or_a_password(client, db, written):
    client.get(reverse("visits:feed", args=["secret-of-a-calendar"]))
    client.get("/stores/", {"q": "13800138000"})
    client.post(reverse("accounts:login"), {"username": "x", "password": "a-typed-password"})

    said = written.getvalue()

    assert len(lines_of(written)) >= 3
    assert [word for word in ("secret-of-a", "13800138000", "a-typed-password") if word in said] == []


def test_an_accident_names_its_request(client, cast, written, monkeypatch):
    from salesops.web.views import home

    monkeypatch.setattr(home, "sessions_of", lambda *_args, **_words: 1 / 0)
    client.raise_request_exception = False
    client.force_login(cast.rep)

    answer = client.get(reverse("web:me"))

    (line,) = [line for line in lines_of(written) if line["level"] == "error"]
    assert answer.status_code == 500
    assert (line["request_id"], "ZeroDivisionError" in line["exception"]) == (answer["X-Request-ID"], True)


def test_a_task_is_sent_with_the_number_of_its_request():
    headers = {}
    with structlog.contextvars.bound_contextvars(request_id="r-1"):
        with current_app.connection_for_write() as line:
            assert line is not None
        from celery.signals import before_task_publish

        before_task_publish.send(sender="x", headers=headers, body={}, properties={}, routing_key="celery")

    assert headers["__django_structlog__"]["request_id"] == "r-1"


@pytest.mark.parametrize("written", ["line", "json"], indirect=True)
def test_nobody_forges_a_line(written):
    logging.getLogger("x").warning("typed: %s", "a\n2026-01-01 [error] all is lost")

    assert len(written.getvalue().splitlines()) == 1


@override_settings(SLOW_QUERY_MS=0.0001)
def test_a_slow_statement_is_told_with_its_place_and_without_its_values(db, written):
    from salesops.accounts.selectors.people import demo_users
    from tests.factories.accounts import CenterFactory

    CenterFactory(name="not to be told")
    list(demo_users())

    told = [line for line in lines_of(written) if line["event"] == "slow query"]
    assert connection.queries_limit
    assert [line for line in told if line["place"].startswith("tests/salesops/telemetry/")]
    assert "not to be told" not in written.getvalue()
