"""The production form starts safe, or not at all."""

import os
import re
import subprocess
import sys
from datetime import date, datetime, time
from unittest import mock

import pytest
from django.apps import apps
from django.conf import settings
from django.core.checks import run_checks

PRODUCTION = {
    "SALESOPS_MODE": "production",
    "SALESOPS_SECRET_KEY": "a-key-of-one-test-7Zk2mQx9vLr4TnB8wYc3HdJf6GsPaUeRiXoKqWzV1N5M0",
    "SALESOPS_DATA_KEYS": "another-key-of-one-test",
    "SALESOPS_ALLOWED_HOSTS": "salesops.example",
    "DATABASE_URL": "postgres://salesops@127.0.0.1:1/salesops",
    "CELERY_BROKER_URL": "redis://127.0.0.1:1/0",
}


def manage(arguments, folder, **changes):
    environment = {"PATH": os.environ["PATH"], "SALESOPS_VAR": str(folder), **PRODUCTION, **changes}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={key: value for key, value in environment.items() if value is not None},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_passes_the_deployment_check(tmp_path):
    answer = manage(["check", "--deploy", "--fail-level", "WARNING"], tmp_path)

    assert answer.returncode == 0, answer.stderr


def test_no_other_host_can_plant_the_cookies_of_a_login(tmp_path):
    """A browser keeps a `__Host-` cookie only if it is Secure, of no domain, and of the path `/`."""
    code = (
        "from django.conf import settings as s; "
        "parts = ('NAME', 'SECURE', 'DOMAIN', 'PATH'); "
        "print([tuple(getattr(s, f'{one}_COOKIE_{part}') for part in parts) for one in ('SESSION', 'CSRF')])"
    )

    answer = manage(["shell", "--verbosity", "0", "--command", code], tmp_path)

    kept = [("__Host-sessionid", True, None, "/"), ("__Host-csrftoken", True, None, "/")]
    assert answer.stdout.strip() == str(kept), answer.stderr


def test_no_hour_of_the_day_fails_the_check():
    """Django holds a default like 19:00 for a forgotten "now", but only within ten seconds of 19:00."""
    hours = {
        field.default
        for model in apps.get_models()
        for field in model._meta.fields
        if field.has_default() and isinstance(field.default, time)
    }
    assert hours

    for hour in hours:
        with mock.patch("django.db.models.fields._get_naive_now", return_value=datetime.combine(date.today(), hour)):
            assert [said for said in run_checks() if not said.is_silenced()] == []


@pytest.mark.parametrize("name", ["SALESOPS_SECRET_KEY", "SALESOPS_DATA_KEYS", "DATABASE_URL", "CELERY_BROKER_URL"])
def test_production_refuses_to_guess(name, tmp_path):
    answer = manage(["check"], tmp_path, **{name: None})

    assert answer.returncode != 0
    assert name in answer.stderr


@pytest.mark.parametrize(
    ("count", "forwarded"),
    [("0", "198.51.100.1"), ("1", "203.0.113.9"), ("2", "203.0.113.9, 198.51.100.7")],
)
def test_login_throttle_knows_the_client_behind_proxies(count, forwarded, tmp_path):
    """Without its address one guesser would lock a login for everybody; without a proxy nobody may claim one."""
    code = (
        "from axes.helpers import get_client_ip_address; from django.test import RequestFactory; "
        f"asked = RequestFactory().get('/', headers={{'X-Forwarded-For': '{forwarded}'}}, REMOTE_ADDR='172.18.0.5'); "
        "print(get_client_ip_address(asked))"
    )

    answer = manage(["shell", "--verbosity", "0", "--command", code], tmp_path, SALESOPS_PROXY_COUNT=count)

    assert answer.stdout.strip() == ("172.18.0.5" if count == "0" else "203.0.113.9"), answer.stderr


@pytest.mark.parametrize(("pooled", "cursors", "limits_sent"), [("0", "False", True), ("1", "True", False)])
def test_behind_a_pooler_no_cursor_outlives_its_transaction_and_no_limit_is_sent(
    pooled, cursors, limits_sent, tmp_path
):
    """PgBouncer lends a connection for one transaction and refuses options at its start."""
    code = (
        "from django.conf import settings; one = settings.DATABASES['default']; "
        "print(one['DISABLE_SERVER_SIDE_CURSORS']); print(one['OPTIONS'].get('options'))"
    )

    answer = manage(["shell", "--verbosity", "0", "--command", code], tmp_path, SALESOPS_POOLED=pooled)

    off, limits = answer.stdout.strip().splitlines()
    assert (off, "lock_timeout" in limits) == (cursors, limits_sent)


def test_embedded_makes_its_own_key_once_for_its_owner_alone(tmp_path):
    embedded = dict.fromkeys(PRODUCTION)
    show = ["shell", "--verbosity", "0", "--command", "from django.conf import settings; print(settings.SECRET_KEY)"]

    first = manage(show, tmp_path, **embedded).stdout.strip()
    second = manage(show, tmp_path, **embedded).stdout.strip()

    assert first == second
    assert len(first) > 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_every_name_that_the_settings_read_is_explained():
    read = set(re.findall(r'env\.\w+\("(\w+)"', (settings.BASE_DIR / "salesops" / "settings.py").read_text()))
    explained = (settings.BASE_DIR / "docs" / "architecture.md").read_text()

    assert {name for name in read if f"`{name}`" not in explained} - {"USER", "PGUSER"} == set()
