"""Which store of the archive or of the file a new row may be (handbook H2.2, H2.4).

The full comparison is for one store at a time; a hundred thousand rows are told of equal phones and names only.
"""

from collections.abc import Sequence
from typing import NamedTuple

from salesops.accounts.actor import Actor
from salesops.exchange.problems import Problem
from stores.calc import names
from stores.models import Store

_BECAUSE = "they were found among those that the actor may see"


class _Known(NamedTuple):
    code: str
    name: str
    customer_id: int


class KnownStores:
    """Phones and names of the stores that the actor may see, each center for itself.

    Of each phone and name a number is kept, and which store had it first: a store of the archive by its id, one of
    the file in words. So a hundred thousand stores take some ten megabytes.
    """

    def __init__(self, actor: Actor) -> None:
        self._first: dict[int, int | _Known] = {}
        rows = Store.objects.visible_to(actor).standing().order_by("pk")
        for pk, center_id, name, phone in rows.values_list("pk", "center_id", "name", "phone").iterator():
            self._learn(_keys(center_id, name, phone), pk)

    def meet(self, stores: Sequence[Store]) -> list[list[Problem]]:
        """Whom each of the new stores is like; those that come after one are compared with it too. One query."""
        met = [self._meet(store) for store in stores]
        ids = {first for firsts in met for first in firsts if isinstance(first, int)}
        known = Store.objects.unscoped(because=_BECAUSE).filter(pk__in=ids).only("code", "name", "customer_id")
        in_words = {store.pk: _Known(store.code, store.name, store.customer_id) for store in known}
        return [
            _notes(store, [in_words.get(first, first) for first in firsts])
            for store, firsts in zip(stores, met, strict=True)
        ]

    def _meet(self, store: Store) -> list[int | _Known | None]:
        keys = _keys(store.center_id, store.name, store.phone)
        firsts = [self._first.get(key) for key in keys]
        self._learn(keys, _Known(store.code, store.name, store.customer_id))
        return firsts

    def _learn(self, keys: Sequence[int], known: int | _Known) -> None:
        for key in keys:
            self._first.setdefault(key, known)


def _keys(center_id: int, name: str, phone: str) -> list[int]:
    """A number for the name, then one for each phone."""
    return [hash((center_id, text)) for text in (names.plain(name), *names.phones(phone))]


def _notes(store: Store, firsts: Sequence[_Known | None]) -> list[Problem]:
    """An owner has one phone for all its stores, so a phone speaks only between two owners."""
    same_name, *same_phones = firsts
    other = next((known for known in same_phones if known and known.customer_id != store.customer_id), None)
    found = (("same_name_as", same_name, "name"), ("same_phone_as", other, "phone"))
    return [Problem(code, {"code": known.code, "name": known.name}, column) for code, known, column in found if known]
