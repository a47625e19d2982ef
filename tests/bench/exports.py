"""A list written as the worker writes it, and what that took (make bench).

python -m tests.bench.exports USERNAME PATH QUERY    one JSON object: CPU seconds, MiB grown, statements
"""

import json
import resource
import sys

import django
from django.db import connection
from django.test.utils import CaptureQueriesContext

django.setup()

from django.conf import settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from salesops.accounts.actor import actor_for  # noqa: E402
from salesops.accounts.models import User  # noqa: E402
from salesops.exchange import tasks  # noqa: E402
from salesops.exchange.models import ExportRun  # noqa: E402
from salesops.exchange.services import discard_export, order_export  # noqa: E402


def ordered(user: User, path: str, query: str) -> ExportRun:
    at = timezone.now()
    wanted = {"title": "bench", "kind": "xlsx", "row_count": 0, "language": settings.LANGUAGE_CODE}
    actor = actor_for(user, timezone.localdate(at))
    return order_export(**wanted, path=path, query=query, actor=actor, at=at)[0]


def main() -> None:
    username, path, query = sys.argv[1:]
    user = User.objects.get(username=username)
    # A worker that has written a file before has all modules in memory.
    first = ordered(user, path, f"{query}&q=-")
    tasks.export(export_id=first.pk)
    export, before = ordered(user, path, query), resource.getrusage(resource.RUSAGE_SELF)
    with CaptureQueriesContext(connection) as sent:
        tasks.export(export_id=export.pk)
    after = resource.getrusage(resource.RUSAGE_SELF)
    # Progress is told by one UPDATE for every two thousand rows.
    told = [query for query in sent if query["sql"].startswith('UPDATE "workflow_jobrun"')]
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    grown = (after.ru_maxrss - before.ru_maxrss) / 1024
    sys.stdout.write(json.dumps({"cpu": used, "mib": grown, "statements": len(sent) - len(told)}))
    for done in (first, export):
        discard_export(ExportRun.objects.get(pk=done.pk))


if __name__ == "__main__":
    main()
