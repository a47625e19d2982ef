"""Who gets what from the pages of imports, which are for admins alone, and of exports: each its own."""

import uuid
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.base import ContentFile
from django.utils import timezone

from salesops.accounts.actor import actor_for
from salesops.exchange.choices import RunState
from salesops.exchange.models import ImportRun
from salesops.exchange.services import run_file
from tests.architecture.access import Access
from tests.factories.stores import CustomerFactory
from tests.salesops.exchange.exports import written_export

ADMIN_ONLY = {"rep": 403, "manager": 403, "marketing": 403, "hq": 403, "is_shared": True}


def checked_run(cast) -> dict:
    run = ImportRun(
        kind="stores",
        file_name="stores.xlsx",
        sha256=uuid.uuid4().hex * 2,
        size_bytes=3,
        started_by=cast.admin,
        state=RunState.CHECKED,
        created_at=timezone.now(),
        heartbeat_at=timezone.now(),
    )
    run.file.save("stores.xlsx", ContentFile(b"abc"), save=False)
    run.save()
    return {"pk": run.pk}


def imported_run(cast) -> dict:
    """One new store from a file, which can be undone."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "stores.csv"
        file.write_text(f"code,name,customer,format\nS9001,New shop,{CustomerFactory(rep=cast.rep).code},multi\n")
        actor = actor_for(cast.admin, timezone.localdate())
        run = run_file("stores", file, actor=actor, clock=timezone.now, commit=True)
    return {"pk": run.pk}


def rep_export(cast) -> dict:
    """A file that the rep ordered and a worker wrote."""
    return {"pk": written_export(cast.rep).pk}


def stores_kind(cast) -> dict:
    return {"kind": "stores"}


OWN = {"colleague": 404, "manager": 404, "marketing": 404, "hq": 404, "admin": 404, "subject": rep_export}

ROWS = {
    "exchange:export_list": Access(),
    "exchange:export_file": Access(**OWN),
    "exchange:export_discard": Access(**OWN, method="post", rep=302),
    "exchange:import_list": Access(**ADMIN_ONLY),
    "exchange:import_create": Access(**ADMIN_ONLY, subject=stores_kind),
    "exchange:import_template": Access(**ADMIN_ONLY, subject=stores_kind),
    "exchange:import_sample": Access(**ADMIN_ONLY, subject=stores_kind),
    "exchange:import_detail": Access(**ADMIN_ONLY, subject=checked_run),
    "exchange:import_progress": Access(**ADMIN_ONLY, subject=checked_run),
    "exchange:import_issues": Access(**ADMIN_ONLY, subject=checked_run),
    "exchange:import_marked": Access(**(ADMIN_ONLY | {"admin": 404}), subject=checked_run),
    "exchange:import_resume": Access(**ADMIN_ONLY, subject=checked_run, method="post", admin=302),
    "exchange:import_stop": Access(**ADMIN_ONLY, subject=checked_run, method="post", admin=409),
    "exchange:import_commit": Access(**ADMIN_ONLY, subject=checked_run, method="post", admin=302),
    "exchange:import_undo": Access(**ADMIN_ONLY, subject=imported_run),
    "exchange:import_obstacles": Access(**ADMIN_ONLY, subject=checked_run),
    "exchange:import_discard": Access(**ADMIN_ONLY, subject=checked_run, method="post", admin=302),
}
