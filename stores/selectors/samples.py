"""The live display samples of a store (handbook H2.5)."""

from datetime import date
from typing import Any

from salesops.accounts.actor import Actor
from stores import rules
from stores.models import DisplaySample, Store

MOST = 100


def samples_of(actor: Actor, store: Store, on: date) -> dict[str, Any]:
    """Those that stand there first, then those that stood there. One query."""
    rows = DisplaySample.objects.visible_to(actor).filter(store=store).select_related("sku__model")
    return {
        "samples": sorted(rows.order_by("-starts_on", "-pk")[:MOST], key=lambda sample: sample.ends_on is not None),
        "may_keep": rules.may_record_sales(actor, store),
    }
