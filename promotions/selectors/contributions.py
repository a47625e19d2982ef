"""What this room brings into the plans of a month: the one interface that plans read (handbook H6, H8.2).

Each topic (promotions, launches, promoters) registers in `AppConfig.ready` a function that answers for some stores.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from promotions.choices import ContributionKind
from salesops.periods.month import Month
from stores.models import Customer, Store


@dataclass(frozen=True, slots=True)
class Contribution:
    """Units of one model at one store in one month, what brings them, and why so many.

    `object_id` is the launch's, promotion's or promoter's; `url` opens it. A promoter who goes takes units along:
    then the quantity lies below nought.
    """

    store_id: int
    model_id: int
    kind: ContributionKind
    quantity: int
    reason: str
    source: str
    url: str
    object_id: int


Topic = Callable[[Sequence[int], Month], Iterable[Contribution]]
_topics: list[Topic] = []


def register(topic: Topic) -> None:
    """Plug in a topic, which states its own fixed number of queries; once is enough."""
    if topic not in _topics:
        _topics.append(topic)


def contributions(customer: Customer, month: Month) -> list[Contribution]:
    """All that is expected at a customer's active stores in a month, by store, model and kind.

    The caller sees the customer. The queries of the topics and one more.
    """
    stores = Store.objects.unscoped(because="the caller sees the customer").active().filter(customer=customer)
    return contributions_at(stores.values_list("pk", flat=True), month)


def contributions_at(store_ids: Iterable[int], month: Month) -> list[Contribution]:
    """The same for any stores that the caller may see. The queries of the topics, however many stores."""
    ids = sorted(set(store_ids))
    found = [contribution for topic in _topics for contribution in topic(ids, month)]
    return sorted(found, key=lambda one: (one.store_id, one.model_id, one.kind, one.object_id))
