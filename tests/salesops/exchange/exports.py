"""Exports for tests: ordered by a person, and written by the job."""

from datetime import timedelta

from django.utils import timezone

from salesops.accounts.actor import actor_for
from salesops.exchange import tasks
from salesops.exchange.models import ExportRun
from salesops.exchange.services import order_export


def ordered_export(user, *, path="/stores/", query="export=csv", kind="csv", ago=timedelta(0)) -> ExportRun:
    at = timezone.now() - ago
    export, _is_new = order_export(
        title="stores",
        path=path,
        query=query,
        kind=kind,
        row_count=2,
        language="en",
        actor=actor_for(user, timezone.localdate(at)),
        at=at,
    )
    return export


def written_export(user, **ordered) -> ExportRun:
    export = ordered_export(user, **ordered)
    tasks.export(export_id=export.pk)
    export.refresh_from_db()
    return export
