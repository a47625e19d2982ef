"""What a hand-over moves, what stays and why, and what it does to the work of both reps (handbook H0, H4.3)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.db.models import Count, Q, QuerySet

from salesops.accounts.actor import Actor
from salesops.accounts.models import User
from stores import rules
from stores.choices import HandOverOutcome, HandOverStatus, StoreStatus
from stores.class_effects import ClassLoad, load_by_class, week_minutes_by_rep
from stores.models import Customer, HandOver, HandOverLine, Store, StoreResponsibility

_STAYS = frozenset(
    {HandOverOutcome.OTHER_REP, HandOverOutcome.LATER_SPAN, HandOverOutcome.NO_REP, HandOverOutcome.WAITS}
)
_IS_OPEN = frozenset({HandOverStatus.DRAFT, HandOverStatus.WAITING})


@dataclass(frozen=True, slots=True)
class StoreRow:
    """A store that can be handed over; of an active one its visits a week, where somebody has said them."""

    store: Store
    visits: Decimal | None


@dataclass(frozen=True, slots=True)
class RepLoad:
    """A rep's active stores and their work of a week, before and after."""

    rep: User
    stores: tuple[int, int]
    visits: tuple[Decimal, Decimal]
    minutes: tuple[Decimal, Decimal]
    week_minutes: int | None


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with its object as the reader sees it, and what becomes of it."""

    obj: Store | Customer
    outcome: HandOverOutcome

    @property
    def stays(self) -> bool:
        return self.outcome in _STAYS


@dataclass(frozen=True, slots=True)
class HandOverPage:
    stores: list[Placed]
    customers: list[Placed]
    loads: list[RepLoad]

    @property
    def moving(self) -> int:
        return sum(not placed.stays for placed in (*self.stores, *self.customers))

    @property
    def staying(self) -> int:
        return sum(placed.stays for placed in (*self.stores, *self.customers))


def stores_to_hand_over(rep: User, actor: Actor) -> list[StoreRow]:
    """A rep's stores with the visits that their class asks. One query and those of the standard."""
    stores = Store.objects.visible_to(actor).standing().of_rep(rep.pk).filter(center_id=rep.center_id).order_by("code")
    loads = load_by_class(rep.center_id)
    return [StoreRow(store, _visits_of(store, loads)) for store in stores]


def _visits_of(store: Store, loads: Mapping[str, ClassLoad]) -> Decimal | None:
    if store.status != StoreStatus.ACTIVE or store.store_class not in loads:
        return None
    return _rounded(loads[store.store_class].visits_per_week)


def with_store_counts(hand_overs: QuerySet[HandOver]) -> QuerySet[HandOver]:
    """Add how many stores each has. No query of its own."""
    return hand_overs.annotate(store_count=Count("lines__store"))


def hand_over_page(hand_over: HandOver, actor: Actor) -> HandOverPage:
    """The lines that this person sees; while it is open, as they would come out now. At most twelve queries."""
    lines = list(lines_of(hand_over))
    is_open = hand_over.status in _IS_OPEN
    outcomes = outcomes_now(hand_over, lines) if is_open else {line.pk: HandOverOutcome(line.outcome) for line in lines}
    stores = Store.objects.visible_to(actor).in_bulk([line.store_id for line in lines if line.store_id])
    customers = Customer.objects.visible_to(actor).in_bulk([line.customer_id for line in lines if line.customer_id])
    placed = [Placed(stores[line.store_id], outcomes[line.pk]) for line in lines if line.store_id in stores]
    return HandOverPage(
        stores=placed,
        customers=[
            Placed(customers[line.customer_id], outcomes[line.pk]) for line in lines if line.customer_id in customers
        ],
        loads=_loads(hand_over, [each.obj for each in placed if not each.stays]) if is_open else [],
    )


def lines_of(hand_over: HandOver) -> QuerySet[HandOverLine]:
    rows = HandOverLine.objects.unscoped(because="the caller sees the hand-over that they belong to")
    return rows.filter(hand_over=hand_over).order_by("pk")


def outcomes_now(hand_over: HandOver, lines: Sequence[HandOverLine], *, holds: bool = False) -> dict:
    """What becomes of each line if it were carried out now, by its id. Four queries for 500 lines.

    Whoever `holds` the rows keeps others from moving them meanwhile.
    """
    ours = {(Store, pk) for pk in _still_ours(Store, hand_over, [line.store_id for line in lines], holds=holds)}
    ours |= {
        (Customer, pk) for pk in _still_ours(Customer, hand_over, [line.customer_id for line in lines], holds=holds)
    }
    reasons = {
        HandOverOutcome.WAITS: _waiting_elsewhere(hand_over, lines),
        HandOverOutcome.LATER_SPAN: _with_later_span(hand_over, lines),
    }
    return {line.pk: _outcome(hand_over, _key(line), ours, reasons) for line in lines}


def bound_stores(store_ids: Sequence[int], on: date) -> set[int]:
    """Of these stores, those that wait in a hand-over or have a later responsibility than that day. Two queries."""
    lines = HandOverLine.objects.unscoped(because="a store waits in one hand-over at a time, whoever made it")
    spans = StoreResponsibility.objects.unscoped(because="the spans of stores that the caller hands over")
    waiting = lines.filter(outcome=HandOverOutcome.WAITING, store__in=store_ids)
    later = spans.filter(store__in=store_ids, ends_on__isnull=True, starts_on__gt=on)
    return {*waiting.values_list("store_id", flat=True), *later.values_list("store_id", flat=True)}


def coming_hand_over(store: Store) -> HandOver | None:
    """The hand-over in which a store waits for its day. One query."""
    rows = HandOver.objects.unscoped(because="who sees the store may know who will have it")
    waiting = Q(lines__store=store, lines__outcome=HandOverOutcome.WAITING)
    return rows.filter(waiting).select_related("to_rep", "from_rep").first()


def _key(line: HandOverLine) -> tuple[type, int]:
    return (Store, line.store_id) if line.store_id else (Customer, line.customer_id)


def _outcome(hand_over: HandOver, key: tuple[type, int], ours: set, reasons: Mapping) -> HandOverOutcome:
    if not rules.is_rep_of(hand_over.to_rep, hand_over.center_id):
        return HandOverOutcome.NO_REP
    if key not in ours:
        return HandOverOutcome.OTHER_REP
    found = next((reason for reason, keys in reasons.items() if key in keys), None)
    return found or HandOverOutcome.MOVED


def _still_ours(model, hand_over: HandOver, ids: Iterable[int | None], *, holds: bool) -> list[int]:
    rows = model.objects.unscoped(because="a hand-over's own lines").filter(pk__in=[pk for pk in ids if pk])
    rows = rows.select_for_update() if holds else rows
    mine = rows.filter(rep_id=hand_over.from_rep_id, center_id=hand_over.center_id)
    return list(mine.order_by("pk").values_list("pk", flat=True))


def _waiting_elsewhere(hand_over: HandOver, lines: Sequence[HandOverLine]) -> set[tuple[type, int]]:
    rows = HandOverLine.objects.unscoped(because="a store waits in one hand-over at a time, whoever made it")
    rows = rows.filter(outcome=HandOverOutcome.WAITING).exclude(hand_over=hand_over)
    stores, customers = ([line.store_id for line in lines], [line.customer_id for line in lines])
    return {_key(line) for line in rows.filter(Q(store__in=stores) | Q(customer__in=customers))}


def _with_later_span(hand_over: HandOver, lines: Sequence[HandOverLine]) -> set[tuple[type, int]]:
    spans = StoreResponsibility.objects.unscoped(because="the spans of a hand-over's own stores")
    spans = spans.filter(store__in=[line.store_id for line in lines if line.store_id], ends_on__isnull=True)
    return {(Store, pk) for pk in spans.filter(starts_on__gt=hand_over.on).values_list("store_id", flat=True)}


def _loads(hand_over: HandOver, moving: Sequence[Store]) -> list[RepLoad]:
    """One query and those of the visit standard."""
    loads = load_by_class(hand_over.center_id)
    moved = Counter(store.store_class for store in moving if store.status == StoreStatus.ACTIVE)
    counts: dict[int, Counter] = {hand_over.from_rep_id: Counter(), hand_over.to_rep_id: Counter()}
    stores = Store.objects.unscoped(because="counts of stores, to weigh two reps of one center").active()
    for row in stores.filter(rep__in=counts).order_by().values("rep", "store_class").annotate(n=Count("pk")):
        counts[row["rep"]][row["store_class"]] = row["n"]
    week = week_minutes_by_rep(hand_over.center_id)
    before_from, before_to = counts[hand_over.from_rep_id], counts[hand_over.to_rep_id]
    return [
        _load(hand_over.from_rep, before_from, before_from - moved, loads, week),
        _load(hand_over.to_rep, before_to, before_to + moved, loads, week),
    ]


def _load(
    rep: User, before: Counter, after: Counter, loads: Mapping[str, ClassLoad], week: Mapping[int, int]
) -> RepLoad:
    nothing = ClassLoad(Fraction(0), Fraction(0))
    sums = [
        (
            sum((loads.get(name, nothing).visits_per_week * n for name, n in counted.items()), Fraction(0)),
            sum((loads.get(name, nothing).minutes_per_week * n for name, n in counted.items()), Fraction(0)),
        )
        for counted in (before, after)
    ]
    visits, minutes = zip(*sums, strict=True)
    return RepLoad(
        rep,
        stores=(before.total(), after.total()),
        visits=tuple(_rounded(part) for part in visits),
        minutes=tuple(_rounded(part) for part in minutes),
        week_minutes=week.get(rep.pk),
    )


def _rounded(amount: Fraction) -> Decimal:
    return (Decimal(amount.numerator) / Decimal(amount.denominator)).quantize(Decimal("0.1"), ROUND_HALF_UP)
