"""A person's number at one place of a launch's split, and a center's answer to its share (handbook H6.1)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext as _

from promotions import rules, steps
from promotions.calc.launch_split import LEAST_UNITS, DoesNotTally, Node, share_out
from promotions.choices import LaunchStatus, ShareStatus
from promotions.models import Launch, LaunchCenter, LaunchRep, LaunchStore
from promotions.selectors.launch_tallies import assert_tallies
from promotions.services.launch_notices import ask_again, note_answer, tell_of_return
from promotions.services.launch_targets import QuantityDoesNotFit
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.flow import ReasonMissing, Step, take_step
from salesops.workflow.services import Difference, EditedMeanwhile, record_change

BECAUSE = "the launch is locked, and who may fix the number was checked"
Share = LaunchCenter | LaunchRep | LaunchStore


class NumberFixed(DomainError):
    """In this state of the launch the number is not this person's to change."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the tree: its rows, their siblings under one parent, and who may fix one."""

    model: type[models.Model]
    parent: str
    children: str
    may_fix: Callable[[Actor, Share], bool]


LEVELS = {
    LaunchCenter: Level(LaunchCenter, "launch", "reps", rules.may_fix_center),
    LaunchRep: Level(LaunchRep, "share", "stores", rules.may_fix_rep),
    LaunchStore: Level(LaunchStore, "part", "", rules.may_fix_store),
}


@transaction.atomic
def fix_number(row: Share, typed: int | None, *, revision: int, actor: Actor, at: datetime, reason: str = "") -> Share:
    """Fix one number by hand, or give it back to the machine (None); the siblings share the rest.

    Their sum stays, what was fixed among them too, and all below follows. Refused with the difference if that
    cannot be. After the center has accepted, a change needs a reason.
    """
    level = LEVELS[type(row)]
    launch = Launch.objects.select_for_update().get(pk=launch_id_of(row))
    row = _rows(level, pk=row.pk).get()
    if not level.may_fix(actor, row):
        raise PermissionDenied("share")
    _refuse_wrong_time(launch, row, actor)
    if row.typed == typed:
        return row
    if row.revision != revision:
        raise EditedMeanwhile([_difference(row, typed)], row)
    if _was_accepted(row) and not reason.strip():
        raise ReasonMissing(_("Please give a reason."))
    before = _in_words(row)
    parent = getattr(row, level.parent)
    siblings = list(_rows(level, **{level.parent: parent}))
    row = next(one for one in siblings if one.pk == row.pk)
    row.typed = typed
    _share_anew(level, siblings, parent.quantity, row)
    assert_tallies(launch)
    changes = {"quantity": (before, _in_words(row))}
    record_change(row, changes, actor=actor, at=at, reason=reason.strip())
    return row


def accept_share(share: LaunchCenter, *, revision: int, actor: Actor, at: datetime) -> LaunchCenter:
    """The manager takes the center's share on, as it was seen."""
    return _answer(steps.ACCEPT_SHARE, share, revision=revision, actor=actor, at=at)


def return_share(share: LaunchCenter, *, revision: int, actor: Actor, at: datetime, reason: str) -> LaunchCenter:
    """The manager sends it back with a reason; marketing hears of it."""
    return _answer(steps.RETURN_SHARE, share, revision=revision, actor=actor, at=at, reason=reason)


@transaction.atomic
def offer_share_again(share: LaunchCenter, *, actor: Actor, at: datetime) -> LaunchCenter:
    """Marketing asks again, with the number as it is now."""
    launch = _lock_offered(share)
    offered = take_step(steps.OFFER_AGAIN, share, actor=actor, at=at)
    ask_again(launch, offered, at=at)
    return offered


def launch_id_of(row: Share) -> int:
    return row.share.launch_id if isinstance(row, LaunchRep) else row.launch_id


@transaction.atomic
def _answer(
    step: Step, share: LaunchCenter, *, revision: int, actor: Actor, at: datetime, reason: str = ""
) -> LaunchCenter:
    launch = _lock_offered(share)
    answered = take_step(step, share, actor=actor, at=at, reason=reason, revision=revision)
    note_answer(launch, answered, at=at)
    if step is steps.RETURN_SHARE:
        tell_of_return(answered, reason.strip(), at=at)
    return answered


def _lock_offered(share: LaunchCenter) -> Launch:
    launch = Launch.objects.select_for_update().get(pk=share.launch_id)
    if launch.status != LaunchStatus.OFFERED:
        raise NumberFixed(_("This launch does not wait for the centers' answers."))
    return launch


def _refuse_wrong_time(launch: Launch, row: Share, actor: Actor) -> None:
    """Marketing plans while it drafts and moves centers' numbers until they are accepted; the center's own after."""
    if isinstance(row, LaunchCenter):
        is_open = launch.status in {LaunchStatus.DRAFT, LaunchStatus.OFFERED} and row.status != ShareStatus.ACCEPTED
    elif actor.is_marketing:
        is_open = launch.status == LaunchStatus.DRAFT
    else:
        is_open = launch.status in {LaunchStatus.OFFERED, LaunchStatus.PUBLISHED}
    if not is_open:
        raise NumberFixed(_("This number is not changed any more in this state of the launch."))


def _was_accepted(row: Share) -> bool:
    share = {LaunchCenter: lambda: row, LaunchRep: lambda: row.share, LaunchStore: lambda: row.part.share}[type(row)]()
    return share.status == ShareStatus.ACCEPTED


def _share_anew(level: Level, siblings: Sequence[Share], total: int, typed_at: Share) -> None:
    """Compute the siblings and all below, and write what changed, level by level.

    Each changed row gets a new revision: nobody accepts or fixes a number that was not seen.
    """
    rows: dict[tuple, Share] = {}
    nodes = [_node(level, row, rows) for row in siblings]
    try:
        numbers = share_out(total, nodes)
    except DoesNotTally as refusal:
        raise QuantityDoesNotFit(refusal.difference) from refusal
    changed: dict[type, list[Share]] = {}
    for key, row in rows.items():
        if row.quantity != numbers[key] or row is typed_at:
            row.quantity = numbers[key]
            row.revision += 1
            changed.setdefault(type(row), []).append(row)
    for model, some in changed.items():
        model.objects.unscoped(because=BECAUSE).bulk_update(some, ["quantity", "typed", "revision"], batch_size=500)


def _node(level: Level, row: Share, rows: dict[tuple, Share]) -> Node:
    key = (level.model.__name__, row.pk)
    rows[key] = row
    pinned = row.quantity if _is_settled(row) else row.typed
    if isinstance(row, LaunchStore):
        return Node(key, row.weight, pinned, LEAST_UNITS, row.capacity_units)
    below = LEVELS[LaunchRep if isinstance(row, LaunchCenter) else LaunchStore]
    children = tuple(_node(below, child, rows) for child in getattr(row, level.children).all())
    return Node(key, sum(child.weight for child in children), pinned, children=children)


def _is_settled(row: Share) -> bool:
    """What a center has accepted stays as it is when another one's number moves."""
    return isinstance(row, LaunchCenter) and row.status == ShareStatus.ACCEPTED


def _rows(level: Level, **found) -> models.QuerySet:
    """Rows of a level with all below them; a fixed number of queries."""
    rows = level.model.objects.unscoped(because=BECAUSE).filter(**found).order_by("pk")
    if level.model is LaunchCenter:
        return rows.select_related("center").prefetch_related(_reps())
    if level.model is LaunchRep:
        return rows.select_related("share", "rep").prefetch_related(_stores("stores"))
    return rows.select_related("part__share", "store")


def _reps() -> models.Prefetch:
    reps = LaunchRep.objects.unscoped(because=BECAUSE).order_by("pk").prefetch_related(_stores("stores"))
    return models.Prefetch("reps", reps)


def _stores(name: str) -> models.Prefetch:
    return models.Prefetch(name, LaunchStore.objects.unscoped(because=BECAUSE).order_by("pk"))


def _in_words(row: Share) -> str:
    return _("%(units)s, fixed by hand") % {"units": row.quantity} if row.is_pinned else str(row.quantity)


def _difference(row: Share, typed: int | None) -> Difference:
    return Difference("typed", str(row._meta.get_field("typed").verbose_name), str(row.typed or ""), str(typed or ""))
