"""Looking for twins, and a person's word that two are not the same (handbook H2.2)."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from salesops.workflow.models import AuditEvent
from stores import rules, steps
from stores.archives import archive_of
from stores.calc.similarity import RULE_VERSION, SIMILAR
from stores.calc.twins import likely_twins
from stores.choices import ArchiveKind
from stores.models import Store, StoreTwins
from stores.models.twins import Twins
from stores.selectors.twins import Similar, archives_of, kept_reasons

BATCH = 500


@transaction.atomic
def find_twins(kind: str, center: Center, *, at: datetime) -> int:
    """Bring a center's pairs up to what its archives say; return how many there are.

    Run again it writes the same pairs. What a person has called different stays so.
    """
    model = archive_of(kind).twins
    found = likely_twins(archives_of(kind, center.pk))
    model.objects.bulk_create(
        [
            model(
                center=center,
                first_id=pair.first,
                second_id=pair.second,
                score=pair.score,
                reasons=kept_reasons(pair),
                rule_version=RULE_VERSION,
                found_at=at,
            )
            for pair in found
        ],
        BATCH,
        update_conflicts=True,
        unique_fields=["first", "second"],
        update_fields=["center", "score", "reasons", "rule_version", "found_at"],
    )
    pairs = model.objects.unscoped(because="a search keeps the pairs of its center")
    pairs.likely().filter(center=center, found_at__lt=at).delete()
    return len(found)


def find_all_twins(center: Center, *, at: datetime) -> int:
    """The pairs of a center's stores and customers."""
    return sum(find_twins(kind, center, at=at) for kind in ArchiveKind.values)


@transaction.atomic
def part_twins(pair: Twins, *, actor: Actor, at: datetime) -> Twins:
    """Remember that these are two; the trail of both says who said so."""
    return _decide(pair, steps.PART, {"parted_at": at, "parted_by_id": actor.user_id}, actor, at)


@transaction.atomic
def set_apart(store: Store, similar: Sequence[Similar], *, actor: Actor, at: datetime) -> None:
    """Remember of a store just made that it is none of those it resembles; mere neighbours need no such word."""
    similar = [other for other in similar if other.likeness.score >= SIMILAR]
    StoreTwins.objects.bulk_create(
        [
            StoreTwins(
                center_id=store.center_id,
                first=other.store,
                second=store,
                score=other.likeness.score,
                reasons=kept_reasons(other.likeness),
                rule_version=RULE_VERSION,
                found_at=at,
                parted_at=at,
                parted_by_id=actor.user_id,
            )
            for other in similar
        ]
    )
    for other in similar:
        _record_parting(store, other.store, steps.PART, actor, at)


@transaction.atomic
def rejoin_twins(pair: Twins, *, actor: Actor, at: datetime) -> Twins:
    """Take that back: the pair is likely the same again."""
    return _decide(pair, steps.REJOIN, {"parted_at": None, "parted_by_id": None}, actor, at)


def _decide(pair: Twins, step: str, values: dict, actor: Actor, at: datetime) -> Twins:
    """A second word to the same effect leaves no second trace."""
    pairs: models.QuerySet = type(pair).objects.visible_to(actor)
    pair = pairs.select_for_update(of=("self",)).select_related("first", "second").get(pk=pair.pk)
    if not rules.may_merge(actor, pair):
        raise PermissionDenied(step)
    if bool(pair.parted_at) == bool(values["parted_at"]):
        return pair
    for name, value in values.items():
        setattr(pair, name, value)
    pair.save(update_fields=["parted_at", "parted_by"])
    _record_parting(pair.first, pair.second, step, actor, at)
    return pair


def _record_parting(one: models.Model, other: models.Model, step: str, actor: Actor, at: datetime) -> None:
    """The trail of each names the other."""
    for archive, named in ((one, other), (other, one)):
        AuditEvent.record(archive, step, actor=actor, at=at, reason=f"{named.code} {named.name}")
