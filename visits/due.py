"""The socket for work that upper rooms bring into a visit (handbook H5.1, H6).

An upper room registers a provider in `AppConfig.ready`; the visit asks all of them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DueWork:
    """One thing that is due at a store: a chip on the day's card, a line in the visit."""

    store_id: int
    kind: str
    title: str
    detail: str = ""
    url: str = ""


Provider = Callable[[Iterable[int], date], Iterable[DueWork]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Plug in a source of due work; once is enough."""
    if provider not in _providers:
        _providers.append(provider)


def work_at(store_ids: Iterable[int], on: date) -> dict[int, list[DueWork]]:
    """All that is due at these stores on a day, by store; each provider costs its stated queries."""
    ids = list(store_ids)
    due: dict[int, list[DueWork]] = {store_id: [] for store_id in ids}
    for provider in _providers:
        for work in provider(ids, on):
            due[work.store_id].append(work)
    return due
