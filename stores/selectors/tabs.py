"""The tabs of an archive's page: this room's own, then what upper rooms add (handbook H2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from salesops.accounts.actor import Actor
from stores.models import Customer, Store
from stores.sections import Section, sections


@dataclass(frozen=True, slots=True)
class Tab:
    key: str
    title: str | Promise
    is_open: bool


@dataclass(frozen=True, slots=True)
class Tabs:
    """All tabs by name, and the open one with its template and values."""

    tabs: tuple[Tab, ...]
    template: str
    content: Mapping[str, Any]


def tabs_of(actor: Actor, archive: Store | Customer, own: Sequence[Section], *, wanted: str, on: date) -> Tabs:
    """The tabs of a page; only the open one is asked for, at the cost of its section."""
    known = [*own, *(section for section in sections(type(archive)) if section.concerns(actor, archive))]
    opened = next((section for section in known if section.key == wanted), known[0])
    return Tabs(
        tabs=tuple(Tab(section.key, section.title, section is opened) for section in known),
        template=opened.template,
        content=opened.content(actor, archive, on),
    )
