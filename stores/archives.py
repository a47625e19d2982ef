"""What stores and customers have in common where twins are found and merged (handbook H2.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from django.http import Http404

from stores import rules
from stores.choices import ArchiveKind, CustomerStatus, StoreStatus
from stores.models import Customer, CustomerTwins, Store, StoreTwins

# Fields that only make sense together are taken from one archive together.
_TOGETHER = (("lon", "lat", "position_system"), ("opens_at", "closes_at"))


@dataclass(frozen=True, slots=True)
class Archive:
    """One of the two: its models, the state of one that was merged, and the fields a person may choose among."""

    kind: ArchiveKind
    model: type[Store] | type[Customer]
    twins: type[StoreTwins] | type[CustomerTwins]
    open_states: frozenset[str]
    facts: frozenset[str]

    def ended(self, archive: Store | Customer, on: date) -> dict[str, Any]:
        """The values of an archive that goes; a store that was closed before keeps its day."""
        if self.kind == ArchiveKind.CUSTOMER:
            return {"status": CustomerStatus.ENDED}
        return {"status": StoreStatus.CLOSED, "closed_on": archive.closed_on or on}

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The choosable fields in the order of the model, those that belong together as one."""
        order = [field.name for field in self.model._meta.concrete_fields if field.name in self.facts]
        together = {name: group for group in _TOGETHER for name in group if name in self.facts}
        return tuple(dict.fromkeys(together.get(name, (name,)) for name in order))


_ARCHIVES: Mapping[str, Archive] = MappingProxyType(
    {
        ArchiveKind.STORE: Archive(
            ArchiveKind.STORE,
            Store,
            StoreTwins,
            frozenset({StoreStatus.PROSPECT, StoreStatus.ACTIVE, StoreStatus.SUSPENDED}),
            rules.STORE_FACTS | {"lon", "lat", "position_system", "opened_on"},
        ),
        ArchiveKind.CUSTOMER: Archive(
            ArchiveKind.CUSTOMER,
            Customer,
            CustomerTwins,
            frozenset({CustomerStatus.ACTIVE}),
            rules.CUSTOMER_MANAGEMENT - {"rep", "dealer", "status"},
        ),
    }
)


def archive_of(kind: str) -> Archive:
    return _ARCHIVES[kind]


def archive_or_404(kind: str) -> Archive:
    """The archive that an address names."""
    if kind not in _ARCHIVES:
        raise Http404
    return _ARCHIVES[kind]
