"""One walk through a real month for many tests: done once, and rolled back after the last of them."""

import pytest
from django.db import transaction
from django.test import override_settings

from tests.journeys.panel import Panel
from tests.journeys.walk import END, Walk


@pytest.fixture(scope="module")
def walked(tmp_path_factory, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(SALESOPS_DEMO=True):
        yield Walk(tmp_path_factory.mktemp("real-month")).go()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def panel(walked):
    return Panel(END, walked.file("stores"))
