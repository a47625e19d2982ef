"""Lets tests that commit clean up after themselves, though nobody may delete from the audit trail."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from salesops.workflow.models import AuditEvent, FieldChange

_guard = import_module("salesops.workflow.migrations.0002_audit_is_append_only")


@pytest.fixture(autouse=True)
def emptied_trail(request):
    """SQLite's flush deletes row by row, which the trigger refuses; PostgreSQL truncates."""
    if not _commits(request):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    if connection.vendor == "sqlite" and AuditEvent.objects.exists():
        with connection.schema_editor() as editor:
            _guard.drop_triggers(apps, editor)
        FieldChange.objects.all().delete()
        AuditEvent.objects.all().delete()
        with connection.schema_editor() as editor:
            _guard.add_triggers(apps, editor)


def _commits(request) -> bool:
    marker = request.node.get_closest_marker("django_db")
    is_marked = marker is not None and marker.kwargs.get("transaction", False)
    return is_marked or bool({"transactional_db", "live_server"} & set(request.fixturenames))
