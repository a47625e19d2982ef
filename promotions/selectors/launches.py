"""What the pages of a launch show of its plan (handbook H6.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from promotions.models import Launch, LaunchCenter, LaunchRep, LaunchStore
from promotions.selectors.launch_targets import LaunchRule
from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from stores.choices import StoreClass, StoreFormat
from stores.models import Store

LAST_LAUNCHES = 20


@dataclass(frozen=True, slots=True)
class Level:
    """The numbers of one level under their sum; `fixed` of them were fixed by hand."""

    rows: Sequence[Any]
    total: int
    fixed: int


def centers_of(launch: Launch, actor: Actor) -> Level:
    """The centers' shares that the actor sees, with their stores. One query."""
    shares = LaunchCenter.objects.visible_to(actor).filter(launch=launch).select_related("center")
    return _level(shares.annotate(store_count=Count("reps__stores")).order_by("center__code"))


def reps_of(share: LaunchCenter, actor: Actor) -> Level:
    """The parts of a center's reps. One query."""
    parts = LaunchRep.objects.visible_to(actor).filter(share=share).select_related("rep", "share")
    return _level(parts.annotate(store_count=Count("stores")).order_by("rep__name", "pk"))


def stores_of(part: LaunchRep, actor: Actor) -> Level:
    """The numbers of a rep's stores, the largest first. One query."""
    places = LaunchStore.objects.visible_to(actor).filter(part=part).select_related("store", "part__share")
    return _level(places.order_by("-quantity", "store__code"))


def parts_of_rep(launch: Launch, actor: Actor) -> QuerySet[LaunchRep]:
    """A rep's own ways into the split. One query."""
    return LaunchRep.objects.visible_to(actor).filter(share__launch=launch).select_related("rep", "share")


def launches_of_store(actor: Actor, store: Store, on: date) -> Mapping[str, Any]:
    """The launches that count a store among their targets, the latest first. One query."""
    places = LaunchStore.objects.visible_to(actor).filter(store=store, launch__in=Launch.objects.visible_to(actor))
    places = places.with_state().select_related("launch").order_by("-launch__starts_on", "-pk")
    return {"places": places[:LAST_LAUNCHES], "on": on}


def rule_in_words(launch: Launch) -> list[tuple[str, str]]:
    """By which rule the stores were found, in the reader's language. One query."""
    rule = LaunchRule.from_kept(launch.rule)
    centers = Center.objects.filter(pk__in=rule.center_ids).order_by("code").values_list("name", flat=True)
    said = [
        (_("Centers"), ", ".join(centers)),
        (_("Classes"), ", ".join(str(StoreClass(value).label) for value in rule.classes)),
        (_("Formats"), ", ".join(str(StoreFormat(value).label) for value in rule.formats)),
        (_("Cities or districts"), rule.divisions),
        (_("Sold at least"), str(rule.least_sold) if rule.least_sold else ""),
    ]
    return [(label, words) for label, words in said if words]


def _level(rows: QuerySet) -> Level:
    found = list(rows)
    return Level(found, sum(row.quantity for row in found), sum(row.is_pinned for row in found))
