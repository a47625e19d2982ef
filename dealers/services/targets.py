"""Versions of targets: the company's year, a center's split, and the next version of either (handbook H8.1)."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from functools import cache

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from dealers.calc.targets import Key, Parts, spread
from dealers.models import TargetCell, TargetVersion
from dealers.selectors.target_tallies import assert_tallies
from dealers.selectors.target_weights import (
    Slot,
    Weights,
    series_of,
    spots,
    weights_of_places,
    weights_of_year,
)
from dealers.services.target_rows import Ground, Pin, Tree, center_tree, company_tree, key_of, write_split
from dealers.target_choices import OPEN
from dealers.target_rules import may_start_split, sets_company_targets
from dealers.target_steps import DISCARD, LET_GO, SPLIT, UNITS_OF_YEAR
from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from salesops.errors import DomainError
from salesops.periods.month import Month
from salesops.workflow.flow import ReasonMissing, take_step
from salesops.workflow.services import record_change

BECAUSE = "versions of one year follow each other, and who may make one was checked"


class TargetsNotReady(DomainError):
    """What a split needs is not there: models, stores, the company's approved numbers."""


class VersionOpen(DomainError):
    """The next version begins when the one in work is decided."""


@transaction.atomic
def create_company_targets(
    year: int, total: int, parts: Parts, *, actor: Actor, at: datetime, reason: str = ""
) -> TargetVersion:
    """Lay a year's units on months and series by weights, and share them out to the centers, as a draft."""
    _require(actor, sets_company_targets(actor))
    on = timezone.localdate(at)
    series = series_of(year)
    if not series:
        raise TargetsNotReady(_("No model of ours is sold in %(year)s.") % {"year": year})
    roots = spread(total, weights_of_year(year, series, parts, on))
    return _write_company(year, roots, parts, None, actor=actor, at=at, reason=reason)


@transaction.atomic
def amend_company_targets(former: TargetVersion, *, actor: Actor, at: datetime, reason: str) -> TargetVersion:
    """Begin the next version with the numbers that hold now; what was fixed by hand stays fixed."""
    _require(actor, sets_company_targets(actor))
    _require_reason(reason)
    if former.center_id:
        raise TargetsNotReady(_("These are a center's targets."))
    roots = _roots_of(former)
    return _write_company(former.year, roots, parts_of(former), former, actor=actor, at=at, reason=reason)


@transaction.atomic
def start_center_targets(
    center: Center, year: int, parts: Parts | None = None, *, actor: Actor, at: datetime, reason: str = ""
) -> TargetVersion:
    """Share the center's number in the company's approved version out to its reps, customers and stores, as a draft.

    The pins of the center's former version are kept where they still fit; without `parts` its weights are, too.
    """
    _require(actor, may_start_split(actor, center.pk))
    basis = _basis(year)
    roots = _roots_of(basis, center)
    found = spots(center)
    if not roots or not found:
        words = _("%(center)s has no part in the company's targets, or no active store.")
        raise TargetsNotReady(words % {"center": center.name})
    former = _latest(year, center)
    if former:
        _require_reason(reason)
        _give_up_if_outdated(former, basis, actor=actor, at=at, reason=reason)
    used = parts or (parts_of(former) if former else Parts())
    tree = center_tree(center.pk, found)
    weights = _keyed("store", weights_of_places(roots, found, used, timezone.localdate(at), by="store_id"))
    if former and parts is None:
        weights = _with_former_weights(former, weights)
    ground = Ground(roots, weights, _pins_of(former))
    version = _new_version(year, center, used, basis=basis, former=former, at=at, reason=reason)
    return _finish(version, tree, ground, actor=actor, at=at)


def parts_of(version: TargetVersion) -> Parts:
    return Parts(version.history_parts, version.season_parts, version.potential_parts, version.equal_parts)


def _write_company(year, roots, parts: Parts, former: TargetVersion | None, *, actor, at, reason) -> TargetVersion:
    found = spots()
    if not found:
        raise TargetsNotReady(_("There is no active store to share targets out to."))
    weights = _keyed("center", weights_of_places(roots, found, parts, timezone.localdate(at), by="center_id"))
    weights = _with_former_weights(former, weights) if former else weights
    version = _new_version(year, None, parts, former=former, at=at, reason=reason)
    return _finish(version, company_tree(found), Ground(roots, weights, _pins_of(former)), actor=actor, at=at)


def _new_version(year, center, parts: Parts, *, former, at, reason, basis=None) -> TargetVersion:
    """The next number of its year and scope; there is one in work at a time."""
    versions = TargetVersion.objects.unscoped(because=BECAUSE).filter(year=year, center=center)
    if versions.filter(status__in=OPEN).exists():
        raise VersionOpen(_("A version of these targets is in work already: finish or discard it first."))
    version = TargetVersion(
        year=year,
        center=center,
        number=(versions.aggregate(last=Max("number"))["last"] or 0) + 1,
        basis=basis,
        history_parts=parts.history,
        season_parts=parts.season,
        potential_parts=parts.potential,
        equal_parts=parts.equal,
        reason=reason.strip(),
        created_at=at,
    )
    version.full_clean()
    version.save(force_insert=True)
    return version


def _finish(version: TargetVersion, tree: Tree, ground: Ground, *, actor: Actor, at: datetime) -> TargetVersion:
    let_go = write_split(version, tree, ground)
    assert_tallies(version)
    changes = {UNITS_OF_YEAR: ("", str(sum(ground.roots.values())))}
    if let_go:
        changes[LET_GO] = (str(let_go), "")
    record_change(version, changes, actor=actor, at=at, reason=version.reason, step=SPLIT)
    return version


def _basis(year: int) -> TargetVersion:
    basis = TargetVersion.objects.unscoped(because=BECAUSE).of_year(year).of_company().in_force().first()
    if basis is None:
        raise TargetsNotReady(_("The company's targets for %(year)s are not approved yet.") % {"year": year})
    return basis


def _latest(year: int, center: Center) -> TargetVersion | None:
    """The version in work, else the one in force, else none: what was discarded leaves nothing behind."""
    versions = TargetVersion.objects.unscoped(because=BECAUSE).of_year(year).filter(center=center)
    return versions.open().first() or versions.in_force().first()


def _give_up_if_outdated(former: TargetVersion, basis: TargetVersion, **said) -> None:
    """A draft on numbers of the company that hold no more gives way; what was fixed in it goes on."""
    if former.is_writable and former.basis_id != basis.pk:
        take_step(DISCARD, former, **said)


def _roots_of(version: TargetVersion, center: Center | None = None) -> dict[Slot, int]:
    """The numbers of the company, or of one center, by month and series."""
    cells = TargetCell.objects.unscoped(because=BECAUSE).filter(node__version=version, node__center=center)
    rows = cells.order_by("month", "series").values_list("month", "series", "quantity")
    return {(Month.of(month), series): units for month, series, units in rows}


def _pins_of(former: TargetVersion | None) -> dict[Slot, dict[Key, Pin]]:
    pins: dict[Slot, dict[Key, Pin]] = defaultdict(dict)
    if former:
        cells = TargetCell.objects.unscoped(because=BECAUSE).filter(node__version=former, typed__isnull=False)
        for cell in cells.select_related("node").order_by("pk"):
            pins[Month.of(cell.month), cell.series][key_of(cell.node)] = Pin(cell.quantity, cell.breadth)
    return pins


def _with_former_weights(former: TargetVersion, weights: Weights) -> dict[Slot, dict[Key, int]]:
    """What weighed before weighs the same again; only what is new has today's weight."""
    kept = {slot: dict(of_slot) for slot, of_slot in weights.items()}
    keys = {node.pk: key_of(node) for node in former.nodes.unscoped(because=BECAUSE)}
    cells = TargetCell.objects.unscoped(because=BECAUSE).filter(node__version=former).order_by()
    month_of = cache(Month.of)
    for node_id, day, series, weight in cells.values_list("node", "month", "series", "weight"):
        of_slot = kept.get((month_of(day), series))
        if of_slot is not None and keys[node_id] in of_slot:
            of_slot[keys[node_id]] = weight
    return kept


def _keyed(level: str, weights: Mapping[Slot, Mapping[int, int]]) -> dict[Slot, dict[Key, int]]:
    return {slot: {(level, pk): weight for pk, weight in of_slot.items()} for slot, of_slot in weights.items()}


def _require(actor: Actor, is_allowed: bool) -> None:
    if not is_allowed:
        raise PermissionDenied("targets")


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing(_("Please give a reason."))
