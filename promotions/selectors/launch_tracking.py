"""The tracking page of a launch: curves, figures, who leads, which stores are open and why (handbook H6.1)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from django.utils.functional import Promise

from promotions.calc.launch_curve import CurvePoint, LaunchFigures, StoreFacts, curve_of, figures_of, ranked
from promotions.choices import OPEN_REASONS, OpenBecause
from promotions.models import Launch, SellIn
from promotions.querysets import LaunchStoreQuerySet
from promotions.selectors.launch_evidence import BECAUSE, facts_of, targets_of
from salesops.accounts.actor import Actor
from salesops.accounts.models import Center, User
from visits.models import Visit

REASONS = dict(OPEN_REASONS)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A center or a rep with its figures."""

    key: int
    name: str
    figures: LaunchFigures


@dataclass(frozen=True, slots=True)
class OpenReason:
    key: str
    label: str | Promise
    stores: int


@dataclass(frozen=True, slots=True)
class Tracking:
    on: date
    figures: LaunchFigures
    points: Sequence[CurvePoint]
    centers: Sequence[Ranked]
    reps: Sequence[Ranked]
    reasons: Sequence[OpenReason]


def tracking_of(launch: Launch, actor: Actor, on: date, center: Center | None = None) -> Tracking:
    """All of the page, over the target stores that the actor sees. Ten queries, however many stores."""
    places = targets_of(launch, actor)
    if center is not None:
        places = places.filter(store__center=center)
    facts = facts_of(launch, places, on)
    span = (launch.starts_on, launch.ends_on, on)
    return Tracking(
        on=on,
        figures=figures_of(facts, *span),
        points=curve_of(facts, *span),
        centers=_named(ranked(facts, attrgetter("center_id"), *span), Center.objects.values_list("pk", "name")),
        reps=_named(
            ranked(facts, attrgetter("rep_id"), *span),
            User.objects.filter(pk__in={store.rep_id for store in facts}).values_list("pk", "name"),
        ),
        reasons=_reasons(open_reasons(launch, facts, places, on)),
    )


def open_reasons(
    launch: Launch, facts: Sequence[StoreFacts], places: LaunchStoreQuerySet, on: date
) -> Mapping[int, str]:
    """Why each store that lacks a model does so: its last refusal, else whether anybody was there. Two queries."""
    open_ids = {store.store_id for store in facts if store.carried_on is None}
    refusals = SellIn.objects.unscoped(because=BECAUSE).filter(
        launch=launch, store__in=places.order_by().values("store"), done_on__lte=on
    )
    last = dict(refusals.exclude(refusal="").order_by("done_on", "pk").values_list("store_id", "refusal"))
    visits = Visit.objects.unscoped(because=BECAUSE).filter(
        store__in=places.order_by().values("store"), visited_on__gte=launch.starts_on, visited_on__lte=on
    )
    visited = set(visits.order_by().values_list("store_id", flat=True).distinct())
    silent = {True: OpenBecause.NOTHING_SAID.value, False: OpenBecause.NOT_VISITED.value}
    return {store_id: last.get(store_id, silent[store_id in visited]) for store_id in open_ids}


def _reasons(by_store: Mapping[int, str]) -> list[OpenReason]:
    counts = Counter(by_store.values())
    return [OpenReason(key, REASONS[key], stores) for key, stores in counts.most_common()]


def _named(rows: Sequence[tuple[int, LaunchFigures]], names) -> list[Ranked]:
    by_id = dict(names)
    return [Ranked(key, by_id[key], figures) for key, figures in rows]
