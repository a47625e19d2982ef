"""The socket for what upper rooms let somebody begin at a store, such as a visit: buttons on its page (handbook H2.2).

An upper room registers a deed in `AppConfig.ready`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from salesops.accounts.actor import Actor
from stores.models import Store


@dataclass(frozen=True, slots=True)
class Deed:
    """A button: `address` says where it leads this person from a store, or nothing."""

    title: str | Promise
    icon: str
    address: Callable[[Actor, Store], str]


_deeds: list[Deed] = []


def register(deed: Deed) -> None:
    """Plug in a button; one that is registered already stays where it is."""
    if deed not in _deeds:
        _deeds.append(deed)


def deeds_at(actor: Actor, store: Store) -> list[tuple[Deed, str]]:
    """The buttons for one person at one store, each with its address. No query of its own."""
    found = [(deed, deed.address(actor, store)) for deed in _deeds]
    return [(deed, address) for deed, address in found if address]
