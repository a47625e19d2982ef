"""A suggested territory and a headcount as their pages show them (handbook H4.3)."""

from dataclasses import dataclass

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center, User
from stores.models import Store
from visits.calc.areas import Load, spread
from visits.calc.territory import StoreMove, Suggestion, Territory, effect_of
from visits.selectors.territory import fields_of, outlets_of, territory_of

KEY = ("store", "from", "to", "work")
# Between the two moves of a swap in what a form sends back.
TOGETHER = "+"


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One store to another rep."""

    move: StoreMove
    store: Store
    from_rep: User
    to_rep: User

    @property
    def key(self) -> str:
        return f"{self.store.pk}:{self.from_rep.pk}:{self.to_rep.pk}:{self.move.work:.0f}"


@dataclass(frozen=True, slots=True)
class SuggestionLine:
    """A move or a swap, with its price and its gain."""

    suggestion: Suggestion
    moves: list[MoveLine]

    @property
    def key(self) -> str:
        """What the form sends back: whose a store is and its work are part of it, so that a later change is noticed."""
        return TOGETHER.join(line.key for line in self.moves)


@dataclass(frozen=True, slots=True)
class LoadLine:
    """A rep's work before and after."""

    rep: User
    before: Load
    after: Load


@dataclass(frozen=True, slots=True)
class Effect:
    """What moves make of the reps' work, in sum and rep by rep."""

    territory: Territory
    loads: list[LoadLine]

    @property
    def spread_before(self) -> float:
        return spread(self.territory.before)

    @property
    def spread_after(self) -> float:
        return spread(self.territory.after)


@dataclass(frozen=True, slots=True)
class TerritoryPage:
    """All that the page of a suggestion shows."""

    suggestions: list[SuggestionLine]
    effect: Effect


def territory_page(actor: Actor, center: Center) -> TerritoryPage:
    """The suggestions for a center, made anew at each look. Seven queries, and two seconds of work for 2,500 stores."""
    found = territory_of(center)
    stores = Store.objects.visible_to(actor).filter(center=center, code__in=[move.code for move in found.moves])
    store_of = {store.code: store for store in stores}
    reps = _reps(actor, center)
    return TerritoryPage(
        suggestions=[
            SuggestionLine(
                suggestion,
                [
                    MoveLine(move, store_of[move.code], reps[move.from_rep], reps[move.to_rep])
                    for move in suggestion.moves
                ],
            )
            for suggestion in found.suggestions
            if all(move.code in store_of and {move.from_rep, move.to_rep} <= reps.keys() for move in suggestion.moves)
        ],
        effect=_effect(found, reps),
    )


def effect_of_chosen(actor: Actor, center: Center, keys: list[str]) -> Effect:
    """What the chosen suggestions together make of the reps' work. Eight queries."""
    moves = [move for moves in suggestions_named(actor, center, keys) for move in moves]
    return _effect(effect_of(outlets_of(center), fields_of(center), moves), _reps(actor, center))


def suggestions_named(actor: Actor, center: Center, keys: list[str]) -> list[tuple[StoreMove, ...]]:
    """What a form sent back; what names no store or rep of the center is left out. Two queries."""
    named = [[part.split(":") for part in key.split(TOGETHER)] for key in keys]
    known = [
        [tuple(map(int, part)) for part in parts]
        for parts in named
        if all(len(part) == len(KEY) and all(number.isdecimal() for number in part) for part in parts)
    ]
    numbers = [part for parts in known for part in parts]
    stores = Store.objects.visible_to(actor).filter(center=center).in_bulk({store for store, *_rest in numbers})
    reps = (
        User.objects.visible_to(actor)
        .reps()
        .filter(center=center)
        .in_bulk({rep for _store, former, new, _work in numbers for rep in (former, new)})
    )
    return [
        tuple(
            StoreMove(stores[store].code, reps[former].username, reps[new].username, float(work), 0)
            for store, former, new, work in parts
        )
        for parts in known
        if all(store in stores and {former, new} <= reps.keys() for store, former, new, _work in parts)
    ]


def _effect(territory: Territory, reps: dict[str, User]) -> Effect:
    after = {load.rep: load for load in territory.after}
    return Effect(
        territory, [LoadLine(reps[load.rep], load, after[load.rep]) for load in territory.before if load.rep in reps]
    )


def _reps(actor: Actor, center: Center) -> dict[str, User]:
    return {rep.username: rep for rep in User.objects.visible_to(actor).reps().filter(center=center)}
