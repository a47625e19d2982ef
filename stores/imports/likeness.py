"""Which store of the archive or of the file a new row may be (handbook H2.2, H2.4).

The full comparison is for one store at a time; a hundred thousand rows are told of equal phones and names only.
"""

from typing import NamedTuple

from salesops.accounts.actor import Actor
from salesops.exchange.problems import Problem
from stores.calc import names
from stores.models import Store


class _Known(NamedTuple):
    code: str
    name: str
    customer_id: int


class KnownStores:
    """Phones and names of the stores that the actor may see, each center for itself. One query."""

    def __init__(self, actor: Actor) -> None:
        self._first: dict[tuple, _Known] = {}
        rows = Store.objects.visible_to(actor).standing().order_by("pk")
        for center_id, phone, *known in rows.values_list("center_id", "phone", *_Known._fields).iterator():
            self._learn(center_id, phone, _Known(*known))

    def meet(self, store: Store) -> list[Problem]:
        """Whom a new store is like; those that come after it are compared with it too."""
        found = [problem for problem in (self._same_name(store), self._same_phone(store)) if problem]
        self._learn(store.center_id, store.phone, _Known(store.code, store.name, store.customer_id))
        return found

    def _same_name(self, store: Store) -> Problem | None:
        other = self._first.get((store.center_id, names.plain(store.name)))
        return Problem("same_name_as", _naming(other), "name") if other else None

    def _same_phone(self, store: Store) -> Problem | None:
        """An owner has one phone for all its stores, so a phone speaks only between two owners."""
        met = (self._first.get((store.center_id, number)) for number in names.phones(store.phone))
        other = next((x for x in met if x and x.customer_id != store.customer_id), None)
        return Problem("same_phone_as", _naming(other), "phone") if other else None

    def _learn(self, center_id: int, phone: str, known: _Known) -> None:
        for key in (names.plain(known.name), *names.phones(phone)):
            self._first.setdefault((center_id, key), known)


def _naming(known: _Known) -> dict[str, str]:
    return {"code": known.code, "name": known.name}
