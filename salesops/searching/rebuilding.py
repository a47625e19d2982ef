"""Search texts that other programs left behind are brought up to date (handbook H2)."""

from django.apps import apps
from django.db import models, transaction

from salesops.searching.rows import BATCH, Searchable
from salesops.workflow.services.bulk_rows import update_rows


def rebuild_search_texts(*, is_trial: bool = False) -> dict[str, int]:
    """How many rows of each table had a text that was out of date. Two queries for a thousand rows."""
    searched = (model for model in apps.get_models() if issubclass(model, Searchable))
    return {f"{model._meta.model_name}s": _rebuild(_all(model), is_trial) for model in searched}


def _all(model: type[Searchable]) -> models.QuerySet:
    rows = model.objects.all()
    if hasattr(rows, "unscoped"):
        rows = rows.unscoped(because="search texts are of all rows and leave nobody's name")
    return rows


def _rebuild(rows: models.QuerySet, is_trial: bool) -> int:
    stale, last = 0, 0
    while last is not None:
        count, last = _rebuild_batch(rows, last, is_trial)
        stale += count
    return stale


@transaction.atomic
def _rebuild_batch(rows: models.QuerySet, last: int, is_trial: bool) -> tuple[int, int | None]:
    """How many of the next rows were stale, and the last of them; rows that are being written are waited for."""
    model = rows.model
    needed = rows.only("search_text", *model.found_by_name, *model.found_as_written)
    batch = list(needed.select_for_update(of=("self",)).filter(pk__gt=last).order_by("pk")[:BATCH])
    stale = [row for row in batch if row.search_text != row.text_to_find()]
    for row in stale:
        row.search_text = row.text_to_find()
    if stale and not is_trial:
        update_rows(model, ["search_text"], ((row.pk, row.search_text) for row in stale))
    return len(stale), batch[-1].pk if batch else None
