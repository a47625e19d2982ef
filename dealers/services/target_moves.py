"""The moves of a version of targets, and what follows from each (handbook H8.1)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dealers.models import TargetCell, TargetVersion
from dealers.selectors.target_tallies import assert_tallies
from dealers.target_choices import OPEN
from dealers.target_steps import APPROVE, BASIS, DISCARD, MOVE_BASIS, REPLACE, RETURN, SUBMIT, WITHDRAW
from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from salesops.accounts.models import User
from salesops.errors import DomainError
from salesops.notices.services import tell
from salesops.workflow.flow import take_step
from salesops.workflow.services import record_change

BECAUSE = "versions of one year follow each other, and the step decided who moves them"


class BasisReplaced(DomainError):
    """The split stands on numbers of the company that hold no more."""


@transaction.atomic
def submit_targets(version: TargetVersion, *, actor: Actor, at: datetime, revision: int | None = None) -> TargetVersion:
    """Hand them to those who decide: HQ for the company's, HQ and marketing for a center's."""
    company = _lock_company(version)
    moved = take_step(SUBMIT, version, actor=actor, at=at, revision=revision)
    _refuse_old_basis(moved, company)
    deciders = [Role.HQ, Role.MARKETING] if moved.center_id else [Role.HQ]
    people = User.objects.active().filter(role__in=deciders).exclude(pk=actor.user_id)
    _tell(people.values_list("pk", flat=True), "targets_submitted", moved, at)
    return moved


def withdraw_targets(
    version: TargetVersion, *, actor: Actor, at: datetime, revision: int | None = None
) -> TargetVersion:
    """Take them back while nobody has decided."""
    return take_step(WITHDRAW, version, actor=actor, at=at, revision=revision)


@transaction.atomic
def return_targets(
    version: TargetVersion, *, actor: Actor, at: datetime, reason: str, revision: int | None = None
) -> TargetVersion:
    """Give them back with a reason."""
    moved = take_step(RETURN, version, actor=actor, at=at, reason=reason, revision=revision)
    _tell(_writers(moved), "targets_returned", moved, at, reason=reason.strip())
    return moved


def discard_targets(
    version: TargetVersion, *, actor: Actor, at: datetime, reason: str, revision: int | None = None
) -> TargetVersion:
    """Give up a version that is not to hold; it stays readable."""
    return take_step(DISCARD, version, actor=actor, at=at, reason=reason, revision=revision)


@transaction.atomic
def approve_targets(
    version: TargetVersion, *, actor: Actor, at: datetime, revision: int | None = None
) -> TargetVersion:
    """Let them hold, in place of the version before, and lock them.

    Centers whose numbers are the same in the company's new version keep their split; the others are told.
    """
    company = _lock_company(version)
    former = _former(version)
    if former:
        take_step(REPLACE, former, actor=actor, at=at)
    approved = take_step(APPROVE, version, actor=actor, at=at, revision=revision, also={"approved_at": at})
    _refuse_old_basis(approved, company)
    assert_tallies(approved)
    if approved.center_id:
        _tell(_writers(approved), "targets_approved", approved, at)
        return approved
    kept = _move_splits(approved, actor, at)
    managers = User.objects.active().filter(role=Role.MANAGER, center__in=_centers_of(approved) - kept)
    _tell(managers.values_list("pk", flat=True), "company_targets_approved", approved, at)
    return approved


def _former(version: TargetVersion) -> TargetVersion | None:
    versions = TargetVersion.objects.unscoped(because=BECAUSE).filter(year=version.year, center=version.center_id)
    return versions.in_force().first()


def _lock_company(version: TargetVersion) -> TargetVersion | None:
    """The company's version in force, held still: splits are decided on it one after the other."""
    versions = TargetVersion.objects.unscoped(because=BECAUSE).of_year(version.year).of_company().in_force()
    return versions.select_for_update().first()


def _refuse_old_basis(version: TargetVersion, company: TargetVersion | None) -> None:
    if version.basis_id and (company is None or version.basis_id != company.pk):
        raise BasisReplaced(_("The company's targets were replaced by a new version meanwhile: please split that one."))


def _move_splits(company: TargetVersion, actor: Actor, at: datetime) -> set[int]:
    """Splits of centers whose numbers stayed the same stand on the new version from now on; name these centers."""
    given = _numbers_by_center(company)
    kept = set()
    splits = TargetVersion.objects.unscoped(because=BECAUSE).of_year(company.year).of_centers()
    splits = splits.filter(status__in=[*OPEN, APPROVE.target]).select_related("basis")
    for split in splits.select_for_update(of=("self",)).order_by("pk"):
        if _numbers_by_center(split.basis).get(split.center_id) != given.get(split.center_id):
            continue
        before, split.basis = str(split.basis.number), company
        split.save(update_fields=["basis"])
        record_change(split, {BASIS: (before, str(company.number))}, step=MOVE_BASIS, actor=actor, at=at)
        kept |= {split.center_id} if split.status == APPROVE.target else set()
    return kept


def _numbers_by_center(company: TargetVersion) -> dict[int, list[tuple]]:
    cells = TargetCell.objects.unscoped(because=BECAUSE).filter(node__version=company, node__center__isnull=False)
    numbers: dict[int, list[tuple]] = {}
    for center, *number in cells.order_by("month", "series").values_list("node__center", "month", "series", "quantity"):
        numbers.setdefault(center, []).append(tuple(number))
    return numbers


def _centers_of(company: TargetVersion) -> set[int]:
    nodes = company.nodes.unscoped(because=BECAUSE).filter(center__isnull=False)
    return set(nodes.values_list("center", flat=True))


def _writers(version: TargetVersion) -> Iterable[int]:
    people = User.objects.active()
    if version.center_id:
        people = people.filter(role=Role.MANAGER, center=version.center_id)
    else:
        people = people.filter(role__in=[Role.HQ, Role.MARKETING])
    return people.values_list("pk", flat=True)


def _tell(people: Iterable[int], key: str, version: TargetVersion, at: datetime, **values: str) -> None:
    tell(
        people,
        key,
        values={"targets": str(version)} | values,
        url=version.get_absolute_url(),
        dedupe_key=f"{key}:{version.pk}:{version.revision}",
        at=at,
    )
