"""What every test may use: real services where they are, a real browser, a real worker."""

import os

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import teardown_databases
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from salesops.web import machine
from salesops.web.management.commands import vendor_frontend
from tests import prepared
from tests.worker import LiveWorker, broker_of_run

pytest_plugins = ["tests.cast", "tests.trail"]

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs beside the ORM.

# How long one example takes is the machine's affair, and a busy one must not fail a promise.
hypothesis_settings.register_profile("suite", deadline=None)
hypothesis_settings.load_profile("suite")

IS_DEMANDING = os.environ.get("SALESOPS_REQUIRE_SERVICES") == "1"


def pytest_collection_modifyitems(config, items):
    """Tests that take a quarter of an hour are asked for by name: `make matrix`."""
    if os.environ.get("SALESOPS_LONG") != "1" and (left := [item for item in items if item.get_closest_marker("long")]):
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if not item.get_closest_marker("long")]


def lacking(item):
    """Say why a test cannot run here, or nothing."""
    if item.get_closest_marker("redis") and not machine.answers(settings.TEST_REDIS_URL, 6379):
        return f"no Redis at {settings.TEST_REDIS_URL}; see make services"
    if item.get_closest_marker("dump") and connection.vendor == "postgresql" and not machine.dumps():
        return "no pg_dump; see make services"
    if item.get_closest_marker("e2e"):
        if not machine.browser():
            return "no Chromium; see make services"
        if not machine.chinese_font():
            return "no Chinese font; see make services"
        if not vendor_frontend.is_up_to_date():
            return "no browser libraries, or not those of the lock; run make setup"
    return ""


def pytest_runtest_setup(item):
    if item.get_closest_marker("postgres") and connection.vendor != "postgresql":
        pytest.skip("runs on PostgreSQL: make test-postgres")
    if reason := lacking(item):
        if IS_DEMANDING:
            pytest.fail(f"This run may not leave tests out: {reason}", pytrace=False)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """The plugin's own fixture, with a copy in place of the migrations played anew."""
    with django_db_blocker.unblock():
        made = prepared.set_up(request.config.cache.mkdir("databases"))
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(autouse=True)
def house_language():
    """Each test begins in the house's language; a request of the test before it leaves its own behind."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def live_worker(request, transactional_db):
    """A Celery worker on this run's database, with a queue of its own; jobs are sent, not run in place.

    On PostgreSQL the queue is Redis, on SQLite the file queue; `broker` as an indirect parameter chooses.
    """
    broker = getattr(request, "param", None) or broker_of_run(connection.vendor)
    with LiveWorker(broker, settings.VAR / "worker") as worker:
        yield worker


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    switches = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    return {
        **browser_type_launch_args,
        "executable_path": machine.browser(),
        "args": [*switches, "--disable-component-update", "--disable-sync"],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """A phone in Shanghai, in Chinese."""
    return {
        **browser_context_args,
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "viewport": {"width": 390, "height": 844},
        "permissions": ["geolocation"],
        "geolocation": {"latitude": 31.23, "longitude": 121.47},
    }
