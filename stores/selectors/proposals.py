"""Proposed stores: what waits for whom, and the store that a proposal would become (handbook H2.2)."""

from django.db.models import Case, IntegerField, QuerySet, Value, When

from stores.choices import ProposalStatus
from stores.models import Store, StoreProposal

_AS_PROPOSED = (
    *("name", "customer", "center", "rep", "format", "address", "lon", "lat", "position_system"),
    *("contact_name", "phone", "opens_at", "closes_at"),
)


def as_store(proposal: StoreProposal) -> Store:
    """The unsaved store that a proposal stands for; without a code, and of a new customer without one. No query
    beyond those of its people."""
    values = {name: getattr(proposal, name) for name in _AS_PROPOSED}
    return Store(**{name: value for name, value in values.items() if value is not None}, status=proposal.starts_as)


def waiting_first(proposals: QuerySet[StoreProposal]) -> QuerySet[StoreProposal]:
    """What waits before what came back before what is decided, the latest of each first. No query of its own."""
    order = [ProposalStatus.WAITING, ProposalStatus.RETURNED]
    turn = Case(
        *(When(status=status, then=Value(place)) for place, status in enumerate(order)),
        default=Value(len(order)),
        output_field=IntegerField(),
    )
    return proposals.select_related("center", "rep", "customer", "store").order_by(turn, "-proposed_at", "-pk")
