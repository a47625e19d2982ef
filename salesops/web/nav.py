"""The navigation: rooms register their entries, a person sees those of its role."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from django.db.models import TextChoices
from django.urls import get_script_prefix, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from salesops.accounts.choices import Role


class NavGroup(TextChoices):
    """Entries are grouped by the work, in this order."""

    DAY = "day", _("Day to day")
    STORES = "stores", _("Stores and customers")
    VISITS = "visits", _("Visits")
    PROMOTIONS = "promotions", _("Launches and promotions")
    PROMOTERS = "promoters", _("Promoters and store staff")
    PLANS = "plans", _("Plans and reviews")
    DEALERS = "dealers", _("Dealers")
    REPORTS = "reports", _("Figures")
    ADMIN = "admin", _("Administration")


EVERYBODY = frozenset(Role)


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One way into a room. `icon` is a name from Bootstrap Icons, without `bi-`.

    A rep's phone has four places in its bottom bar; `is_bottom` claims one of them.
    """

    label: str | Promise
    url_name: str
    icon: str
    roles: frozenset[Role] = EVERYBODY
    group: NavGroup | str = NavGroup.DAY
    order: int = 100
    is_bottom: bool = False


@dataclass(frozen=True, slots=True)
class NavLink:
    """An entry with its address, for one page."""

    entry: NavEntry
    url: str
    is_active: bool = False


@dataclass(frozen=True, slots=True)
class NavSection:
    label: str | Promise
    links: tuple[NavLink, ...]


_entries: dict[str, NavEntry] = {}


def register(*entries: NavEntry) -> None:
    """Add entries, from a room's `AppConfig.ready`; the same address again replaces the former."""
    for entry in entries:
        _entries[entry.url_name] = replace(entry, roles=frozenset(entry.roles))
    _links_of.cache_clear()


def entries_of(role: str) -> list[NavEntry]:
    """What one role may open, in the order of the menu."""
    groups = list(NavGroup)
    mine = [entry for entry in _entries.values() if role in entry.roles]
    return sorted(mine, key=lambda e: (groups.index(NavGroup(e.group)), e.order, e.url_name))


def links_for(role: str, path: str) -> list[NavLink]:
    """The menu of one page; the entry whose address begins the page's own most fully is active."""
    links = _links_of(role, get_script_prefix())
    nearest = max((link.url for link in links if path.startswith(link.url)), key=len, default=None)
    return [replace(link, is_active=True) if link.url == nearest else link for link in links]


@cache
def _links_of(role: str, prefix: str) -> tuple[NavLink, ...]:
    """The menu of a role below a prefix, which stays the same as long as the program runs."""
    return tuple(NavLink(entry, reverse(entry.url_name)) for entry in entries_of(role))


def sections(links: Iterable[NavLink]) -> list[NavSection]:
    """The menu by the work it serves, without empty sections."""
    links = list(links)
    found = ((g.label, tuple(x for x in links if x.entry.group == g)) for g in NavGroup)
    return [NavSection(label, members) for label, members in found if members]


def bottom(links: Iterable[NavLink]) -> list[NavLink]:
    """The bar at the thumb, by order alone."""
    return sorted((x for x in links if x.entry.is_bottom), key=lambda x: x.entry.order)
