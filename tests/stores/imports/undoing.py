"""Files of all kinds on their way in and out again, and what the tables hold."""

import csv
import hashlib
from functools import partial

from django.utils import timezone

from salesops.accounts.actor import Actor
from salesops.exchange.services import request_undo, run_file, undo_import
from stores.models import (
    Customer,
    DistributionLine,
    HandsetModel,
    Price,
    SalesMonth,
    SalesRecord,
    Sku,
    Store,
    StoreResponsibility,
)

ADMIN = Actor.system("test")
TABLES = (Customer, Store, StoreResponsibility, HandsetModel, Sku, Price, SalesRecord, SalesMonth, DistributionLine)


def hash_of_tables():
    """All columns of all rows, ids among them; only revisions count on."""
    digest = hashlib.sha256()
    for model in TABLES:
        names = [field.attname for field in model._meta.concrete_fields if field.name != "revision"]
        for row in model._base_manager.order_by("pk").values_list(*names):
            digest.update(repr((model.__name__, row)).encode())
    return digest.hexdigest()


def bring_in(folder, kind, *rows, **options):
    """Import a .csv of these rows."""
    path = folder / "file.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return run_file(kind.code, path, actor=ADMIN, clock=timezone.now, commit=True, **options)


def take_back(run, *, possible_only=False):
    request_undo(run, possible_only=possible_only, actor=ADMIN, at=timezone.now(), reason="wrong file")
    return undo_import(run.pk, clock=timezone.now)


what_is_possible = partial(take_back, possible_only=True)


def hash_of_months():
    """The roll-up without its ids, as a rebuild gives new ones."""
    names = [field.attname for field in SalesMonth._meta.concrete_fields if field.name != "id"]
    return list(SalesMonth._base_manager.order_by("store", "model", "month").values_list(*names))
