"""The socket for what upper rooms show on a store's page: its visits, plans, launches (handbook H2.2).

An upper room registers a section in `AppConfig.ready`; each is a tab of the store's page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from salesops.accounts.actor import Actor
from stores.models import Store

# Gives the template of the section its values; each provider states its own queries.
Content = Callable[[Actor, Store, date], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Section:
    """One tab: `key` stands in the address, the template belongs to the room that registers it."""

    key: str
    title: str | Promise
    template: str
    content: Content
    order: int = 100


_sections: dict[str, Section] = {}


def register(section: Section) -> None:
    """Plug in a tab; the same key again replaces the former."""
    _sections[section.key] = section


def sections() -> list[Section]:
    return sorted(_sections.values(), key=lambda section: (section.order, section.key))
