"""What Prometheus is told, and that the examples of alarms ask for nothing else."""

import os
import re
import subprocess
import sys
from datetime import timedelta

import pytest
import yaml
from django.conf import settings
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from salesops.telemetry import metrics
from salesops.web.tasks import heartbeat
from salesops.workflow.services import fail_job, start_job
from tests.factories.periods import DeadlineFactory
from tests.factories.visits import ParkedVisitFactory

TOKEN = {"Authorization": "Bearer token-of-a-test"}
RULES = yaml.safe_load((settings.BASE_DIR / "deploy" / "alerts.yml").read_text())


@pytest.fixture
def told(client, db):
    """The page of figures, asked for with its token."""

    def ask():
        with override_settings(METRICS_TOKEN="token-of-a-test"):
            return client.get(reverse("metrics"), headers=TOKEN).content.decode()

    return ask


def value_of(page, sample):
    found = re.search(rf"^{re.escape(sample)} (\S+)$", page, re.MULTILINE)
    return float(found[1]) if found else None


@pytest.mark.parametrize(
    ("token", "headers", "status"),
    [
        ("", {"Authorization": "Bearer "}, 404),
        ("token-of-a-test", {}, 401),
        ("token-of-a-test", {"Authorization": "Bearer other"}, 401),
        ("token-of-a-test", TOKEN, 200),
    ],
)
def test_figures_are_for_who_knows_the_token(client, db, token, headers, status):
    with override_settings(METRICS_TOKEN=token):
        assert client.get(reverse("metrics"), headers=headers).status_code == status


def test_a_request_is_counted_by_its_page(client, told):
    sample = 'salesops_requests_total{method="GET",page="accounts:login",status="200"}'
    before = value_of(told(), sample) or 0

    client.get(reverse("accounts:login"), {"q": "anything"})
    client.get("/no-such-page/")
    page = told()

    assert value_of(page, sample) == before + 1
    assert "no-such-page" not in page
    assert value_of(page, "salesops_query_seconds_count") > 0


def test_a_task_is_counted_by_what_became_of_it(told):
    sample = 'salesops_tasks_total{outcome="success",task="web.heartbeat"}'
    before = value_of(told(), sample) or 0

    heartbeat.delay()

    assert value_of(told(), sample) == before + 1


def test_who_is_late_what_waits_and_what_failed(told):
    now = timezone.now()
    DeadlineFactory(due_on=timezone.localdate(now) - timedelta(days=2), met_at=None)
    start_job("slow", "one", total=1, at=now - timedelta(hours=2))
    fail_job(start_job("broken", "one", total=1, at=now), at=now, message="no")
    ParkedVisitFactory()

    page = told()

    assert sum(float(count) for count in re.findall(r"^salesops_deadlines_late\{.*\} (\S+)$", page, re.MULTILINE)) == 1
    assert value_of(page, 'salesops_outbox_waiting{queue="jobs"}') == 1
    assert value_of(page, 'salesops_outbox_age_seconds{queue="jobs"}') >= 7_200
    assert value_of(page, 'salesops_outbox_waiting{queue="parked visits"}') == 1
    assert value_of(page, 'salesops_jobs_failed{job="broken"}') == 1
    assert value_of(page, 'salesops_well{part="database"}') == 1


def test_each_alarm_asks_for_a_figure_that_there_is(client, told):
    heartbeat.delay()
    now = timezone.now()
    fail_job(start_job("broken", "one", total=1, at=now), at=now, message="no")
    DeadlineFactory(due_on=timezone.localdate(now) - timedelta(days=2), met_at=None)
    client.get(reverse("accounts:login"))
    names = set(re.findall(r"^(salesops_\w+?)(?:\{| )", told(), re.MULTILINE))

    rules = [rule for group in RULES["groups"] for rule in group["rules"]]

    assert len(rules) >= 8
    assert {name for rule in rules for name in re.findall(r"salesops_\w+", rule["expr"])} - names == set()
    assert [rule["alert"] for rule in rules if not rule["annotations"]["summary"]] == []


def test_processes_meet_in_one_answer(tmp_path):
    """Two processes count, a third one tells; the number of each is its machine's own."""
    counting = "from salesops.telemetry.metrics import TASKS; TASKS.labels('t', 'success').inc()"
    telling = (
        "from prometheus_client import generate_latest; from salesops.telemetry.metrics import counted_everywhere; "
        "print(generate_latest(counted_everywhere()).decode())"
    )
    environment = os.environ | {
        "SALESOPS_METRICS_TOKEN": "x",
        "SALESOPS_VAR": str(tmp_path),
        "DATABASE_URL": "sqlite://:memory:",
        "DJANGO_SETTINGS_MODULE": "salesops.settings",
    }

    said = [
        subprocess.run(
            [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", code],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for code in (counting, counting, telling)
    ]

    assert value_of(said[-1], 'salesops_tasks_total{outcome="success",task="t"}') == 2


def test_the_counts_of_processes_that_ended_go(tmp_path):
    old, new = tmp_path / "counter_web-1.db", tmp_path / "counter_web-2.db"
    for path in (old, new):
        path.touch()
    os.utime(old, (0, 0))

    with override_settings(METRICS_FOLDER=tmp_path):
        assert metrics.forget_ended() == 1
    assert [path.name for path in tmp_path.iterdir()] == [new.name]
