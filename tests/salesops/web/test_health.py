from datetime import timedelta

import pytest
from django.utils import timezone

from salesops.web.pulse import STALE_AFTER, note_heartbeat

pytestmark = pytest.mark.django_db


def test_process_answers_without_a_login(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok")


def test_program_is_not_ready_before_the_first_heartbeat(client):
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["jobs"] == {"well": False, "detail": "no heartbeat yet"}


def test_program_is_ready_while_hearts_beat(client):
    note_heartbeat(at=timezone.now())

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert {name: part["well"] for name, part in answer.json().items()} == {
        "database": True,
        "broker": True,
        "jobs": True,
    }


def test_program_is_not_ready_when_the_last_heartbeat_is_old(client):
    note_heartbeat(at=timezone.now() - STALE_AFTER - timedelta(seconds=1))

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["jobs"]["well"] is False


def test_heartbeats_share_one_row(django_assert_max_num_queries):
    note_heartbeat(at=timezone.now())

    with django_assert_max_num_queries(6):
        note_heartbeat(at=timezone.now())
