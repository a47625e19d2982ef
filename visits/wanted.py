"""The socket for units that upper rooms want in a store: launches, promotions (handbook H5.2, H6)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Wanted:
    """Units of a model that a store is to have beside its usual sales, and why."""

    store_id: int
    model_id: int
    units: int
    words: str


Provider = Callable[[list[int], date], Iterable[Wanted]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Plug in a source; once is enough."""
    if provider not in _providers:
        _providers.append(provider)


def wanted_at(store_ids: Iterable[int], on: date) -> list[Wanted]:
    """All that is wanted at these stores on a day; each provider costs its stated queries."""
    ids = list(store_ids)
    return [wanted for provider in _providers for wanted in provider(ids, on) if wanted.units > 0]
