"""The socket for what upper rooms show on the page of a store or a customer: visits, plans, reviews (handbook H2).

An upper room registers a section in `AppConfig.ready`; each is a tab of the page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from salesops.accounts.actor import Actor
from stores.models import Customer, Store

# Gives the template of the section its values; each provider states its own queries.
Content = Callable[[Actor, Any, date], Mapping[str, Any]]
# Whether the section has something to say of an archive to this person; it asks nothing of the database.
Concerns = Callable[[Actor, Any], bool]


def _everybody(actor: Actor, archive: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Section:
    """One tab of `of`'s page: `key` stands in the address, the template belongs to the room that registers it."""

    key: str
    title: str | Promise
    template: str
    content: Content
    order: int = 100
    of: type[Store] | type[Customer] = Store
    concerns: Concerns = _everybody


_sections: dict[tuple[type, str], Section] = {}


def register(section: Section) -> None:
    """Plug in a tab; the same key again replaces the former."""
    _sections[section.of, section.key] = section


def sections(of: type[Store] | type[Customer] = Store) -> list[Section]:
    found = (section for section in _sections.values() if section.of is of)
    return sorted(found, key=lambda section: (section.order, section.key))
