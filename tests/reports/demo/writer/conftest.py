"""One small demonstration in the database, written once for all tests of a module and rolled back."""

import json
from datetime import date, datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import transaction

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 15, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker, tmp_path_factory):
    """What the command printed at its end."""
    from django.test import override_settings

    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), media, transaction.atomic():
        out = StringIO()
        call_command("seed_demo", scale="small", stores=40, months=14, visits=500, today=TODAY, json=True, stdout=out)
        yield json.loads(out.getvalue())
        transaction.set_rollback(True)
