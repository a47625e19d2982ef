"""What is wrong with the archive as a whole: gaps, twins, positions, people, unknown stores (handbook H2.2)."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from salesops.accounts.models import Center, User
from salesops.exchange.choices import RunState
from salesops.exchange.models import ImportIssue
from stores.archives import archive_of
from stores.choices import ArchiveKind, CustomerStatus, StoreStatus
from stores.models import Customer, Store
from stores.selectors.completeness import Completeness, completeness_of
from stores.selectors.positions import count_doubts
from stores.selectors.twins import with_both
from stores.selectors.weights import weights_for

MOST_NAMED = 50


@dataclass(frozen=True, slots=True)
class UnknownStores:
    """Rows of sales that were refused because the archive still has no store of their code."""

    rows: int
    codes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Quality:
    """One center's archive, or all that somebody sees; of people and stores the first are named."""

    stores: Completeness
    customers: Completeness
    store_twins: int
    customer_twins: int
    doubts: Counter[str]
    stores_without_rep: list[Store]
    reps_without_stores: list[User]
    inactive_reps: list[User]
    unknown: UnknownStores


def quality_of(actor: Actor, center: Center | None = None) -> Quality:
    """At most seventeen queries, and memory for a batch of stores, however large the archive."""
    stores = _within(Store.objects.visible_to(actor).exclude(status=StoreStatus.CLOSED), center)
    customers = _within(Customer.objects.visible_to(actor).exclude(status=CustomerStatus.ENDED), center)
    reps = _within(User.objects.visible_to(actor).filter(role=Role.REP), center)
    return Quality(
        stores=completeness_of(stores, weights_for(actor, Store)),
        customers=completeness_of(customers, weights_for(actor, Customer)),
        store_twins=_pairs(ArchiveKind.STORE, actor, center),
        customer_twins=_pairs(ArchiveKind.CUSTOMER, actor, center),
        doubts=count_doubts(stores),
        stores_without_rep=_without_rep(stores),
        reps_without_stores=list(_reps(reps.active(), stores, has_stores=False)),
        inactive_reps=list(_reps(reps.filter(is_active=False), stores, has_stores=True)),
        unknown=_unknown_stores(actor, center),
    )


def _within(rows: QuerySet, center: Center | None) -> QuerySet:
    return rows.filter(center=center) if center else rows


def _pairs(kind: ArchiveKind, actor: Actor, center: Center | None) -> int:
    """How many pairs the last search has found that nobody has decided yet. One query."""
    pairs = archive_of(kind).twins.objects.visible_to(actor)
    return with_both(_within(pairs, center), kind, parted=False).count()


def _without_rep(stores: QuerySet[Store]) -> list[Store]:
    """Stores whose rep is gone, is no rep any more, or belongs to another center. One query."""
    fits = Q(rep__is_active=True, rep__role=Role.REP, rep__center=F("center"))
    return list(stores.exclude(fits).select_related("rep").order_by("code")[:MOST_NAMED])


def _reps(reps: QuerySet[User], stores: QuerySet[Store], *, has_stores: bool) -> QuerySet[User]:
    own = Exists(stores.filter(rep=OuterRef("pk")))
    return reps.filter(own if has_stores else ~own).order_by("name")[:MOST_NAMED]


def _unknown_stores(actor: Actor, center: Center | None) -> UnknownStores:
    """A code that was entered since is known by now. One query for the rows, one for what is known."""
    issues = ImportIssue.objects.visible_to(actor).filter(run__kind="sales", column="store", code="unknown_code")
    issues = issues.exclude(run__state=RunState.DISCARDED)
    if center:
        issues = issues.filter(run__started_by__center=center)
    counts = dict(issues.order_by().values_list("params__text").annotate(rows=Count("pk")))
    stores = Store.objects.unscoped(because="whether a code exists, whosoever's it is")
    known = set(stores.filter(code__in=list(counts)).values_list("code", flat=True)) if counts else set()
    open_codes = Counter({code: rows for code, rows in counts.items() if code not in known})
    return UnknownStores(open_codes.total(), tuple(open_codes.most_common(MOST_NAMED)))
