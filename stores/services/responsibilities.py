"""Who is responsible for a store, span after span (handbook H0)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from salesops.workflow.services.bulk_rows import insert_rows
from stores.models import Store, StoreResponsibility

BATCH = 500


@dataclass(frozen=True, slots=True)
class Turn:
    """A store with its new rep, and the id of the one it had."""

    store: Store
    former_rep_id: int


@dataclass(frozen=True, slots=True)
class Turned:
    """What turning did: spans that were changed with their former values by field, and spans begun."""

    changed: list[tuple[StoreResponsibility, dict[str, Any]]]
    begun: list[StoreResponsibility]


def open_responsibilities(stores: Iterable[Store], *, today: date) -> None:
    """Begin the first span of new stores: at their opening, or today. One query."""
    spans = ((store.pk, store.rep_id, min(store.opened_on or today, today), None) for store in stores)
    insert_rows(StoreResponsibility, ("store", "rep", "starts_on", "ends_on"), spans)


def turn_responsibilities(turns: Iterable[Turn], *, on: date) -> Turned:
    """Close each open span the day the next one starts; a span of no day is taken over instead.

    At most four queries for 500 stores.
    """
    turns = list(turns)
    spans = StoreResponsibility.objects.unscoped(because="the store's services keep its spans")
    open_spans = spans.filter(store__in=[turn.store for turn in turns], ends_on__isnull=True)
    open_by_store = {span.store_id: span for span in open_spans}
    taken_over, closed, begun = [], [], []
    changed: list[tuple[StoreResponsibility, dict[str, Any]]] = []
    for turn in turns:
        span = open_by_store.get(turn.store.pk)
        if span and span.starts_on == on:
            changed.append((span, {"rep": span.rep_id}))
            span.rep_id = turn.store.rep_id
            taken_over.append(span)
            continue
        if span:
            changed.append((span, {"ends_on": span.ends_on}))
            closed.append(_closed(span, on))
        else:
            begun.extend(_span_of_former(turn, on))
        begun.append(StoreResponsibility(store=turn.store, rep_id=turn.store.rep_id, starts_on=on))
    spans.bulk_update(taken_over, ["rep"], BATCH)
    spans.bulk_update(closed, ["ends_on"], BATCH)
    StoreResponsibility.objects.bulk_create(begun, BATCH)
    return Turned(changed, begun)


def _closed(span: StoreResponsibility, on: date) -> StoreResponsibility:
    if span.starts_on > on:
        words = _("The present rep took over on %(day)s; choose that day or a later one.")
        raise ValidationError({"on": words % {"day": span.starts_on}})
    span.ends_on = on
    return span


def _span_of_former(turn: Turn, on: date) -> list[StoreResponsibility]:
    """A store without any span had its rep since it was opened."""
    since = turn.store.opened_on or timezone.localdate(turn.store.created_at)
    if since >= on:
        return []
    return [StoreResponsibility(store=turn.store, rep_id=turn.former_rep_id, starts_on=since, ends_on=on)]
