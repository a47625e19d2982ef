"""A suggested territory and a headcount as their pages show them (handbook H4.3)."""

from dataclasses import dataclass

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center, User
from stores.models import Store
from visits.calc.territory import Load, StoreMove, Territory, spread
from visits.selectors.territory import territory_of


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One store to another rep, with its price and its gain."""

    move: StoreMove
    store: Store
    from_rep: User
    to_rep: User

    @property
    def key(self) -> str:
        """What the form sends back: whose the store is now is part of it, so that a later change is noticed."""
        return f"{self.store.pk}:{self.from_rep.pk}:{self.to_rep.pk}"


@dataclass(frozen=True, slots=True)
class LoadLine:
    """A rep's work before and after."""

    rep: User
    before: Load
    after: Load


@dataclass(frozen=True, slots=True)
class TerritoryPage:
    """All that the page of a suggestion shows."""

    territory: Territory
    moves: list[MoveLine]
    loads: list[LoadLine]

    @property
    def spread_before(self) -> float:
        return spread(self.territory.before)

    @property
    def spread_after(self) -> float:
        return spread(self.territory.after)


def territory_page(actor: Actor, center: Center) -> TerritoryPage:
    """The suggestion for a center, made anew at each look. Seven queries, and a second of work for 2,500 stores."""
    found = territory_of(center)
    stores = Store.objects.visible_to(actor).filter(center=center, code__in=[move.code for move in found.moves])
    store_of = {store.code: store for store in stores}
    reps = {rep.username: rep for rep in User.objects.visible_to(actor).reps().filter(center=center)}
    after = {load.rep: load for load in found.after}
    return TerritoryPage(
        territory=found,
        moves=[
            MoveLine(move, store_of[move.code], reps[move.from_rep], reps[move.to_rep])
            for move in found.moves
            if move.code in store_of and {move.from_rep, move.to_rep} <= reps.keys()
        ],
        loads=[LoadLine(reps[load.rep], load, after[load.rep]) for load in found.before if load.rep in reps],
    )


def moves_named(actor: Actor, center: Center, keys: list[str]) -> list[StoreMove]:
    """The moves that a form sent back; what names no store or rep of the center is left out. Two queries."""
    named = [key.split(":") for key in keys if key.count(":") == 2 and key.replace(":", "").isdecimal()]
    stores = Store.objects.visible_to(actor).filter(center=center).in_bulk({int(store) for store, _from, _to in named})
    reps = (
        User.objects.visible_to(actor)
        .reps()
        .filter(center=center)
        .in_bulk({int(rep) for _store, *pair in named for rep in pair})
    )
    return [
        StoreMove(stores[store].code, reps[former].username, reps[new].username, 0, 0)
        for store, former, new in (map(int, key) for key in named)
        if store in stores and {former, new} <= reps.keys()
    ]
