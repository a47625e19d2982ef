"""Handing over many stores at once: prepared, decided, carried out on its day or cancelled (handbook H0)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.accounts.models import User
from salesops.errors import DomainError
from salesops.notices.services import tell
from salesops.workflow.flow import take_step
from stores import rules, steps
from stores.choices import HandOverOutcome, HandOverStatus
from stores.models import Customer, HandOver, HandOverLine, Store
from stores.selectors.hand_overs import lines_of, outcomes_now
from stores.services.history import Deed, record_deeds
from stores.services.responsibilities import Turn, turn_responsibilities

CHUNK = 500
# Rows are held in one order, whoever holds them, so that no two wait for each other.
BY_OBJECT = ("store_id", "customer_id")
# A draft on which nobody decided is of no use the day after.
KEPT = timedelta(days=1)


class NothingToHandOver(DomainError):
    """Not one of the chosen stores and customers can be handed over."""


@transaction.atomic
def prepare_hand_over(
    from_rep: User,
    to_rep: User,
    objects: Iterable[Store | Customer],
    *,
    on: date,
    actor: Actor,
    at: datetime,
    reason: str,
) -> HandOver:
    """Keep what is to be handed over from a day on; nothing changes hands yet."""
    if not rules.hands_over_in(actor, from_rep.center_id):
        raise PermissionDenied("hand_over")
    if not rules.is_rep_of(to_rep, from_rep.center_id):
        raise ValidationError({"to_rep": _("Choose an active rep of the store's center.")})
    drafts = HandOver.objects.unscoped(because="a person's own drafts").filter(status=HandOverStatus.DRAFT)
    drafts.filter(made_by_id=actor.user_id, made_at__lt=at - KEPT).delete()
    hand_over = HandOver(
        center_id=from_rep.center_id,
        from_rep=from_rep,
        to_rep=to_rep,
        on=on,
        reason=reason.strip(),
        made_by_id=actor.user_id,
        made_at=at,
    )
    hand_over.full_clean(exclude=["made_by"])
    hand_over.save(force_insert=True)
    lines = [HandOverLine(hand_over=hand_over, **{obj._meta.model_name: obj}) for obj in objects]
    HandOverLine.objects.bulk_create(lines, CHUNK)
    return hand_over


@transaction.atomic
def plan_hand_over(
    from_rep: User, to_rep: User, stores: Sequence[Store], *, on: date, actor: Actor, at: datetime, reason: str
) -> HandOver:
    """Hand over without a look between; a store that waits already is refused."""
    hand_over = prepare_hand_over(from_rep, to_rep, stores, on=on, actor=actor, at=at, reason=reason)
    return decide_hand_over(hand_over, actor=actor, at=at)


@transaction.atomic
def decide_hand_over(hand_over: HandOver, *, actor: Actor, at: datetime) -> HandOver:
    """Let the hand-over wait for its day, or carry it out at once if the day has come; sent again it does nothing.

    What cannot be handed over now is left out, with its reason.
    """
    hand_over = _held(hand_over, actor)
    if hand_over.status != HandOverStatus.DRAFT:
        return hand_over
    lines = list(lines_of(hand_over).order_by(*BY_OBJECT))
    moving = 0
    for start in range(0, len(lines), CHUNK):
        chunk = lines[start : start + CHUNK]
        outcomes = outcomes_now(hand_over, chunk, holds=True)
        moving += _note(
            chunk,
            {
                pk: HandOverOutcome.WAITING if outcome == HandOverOutcome.MOVED else outcome
                for pk, outcome in outcomes.items()
            },
            HandOverOutcome.WAITING,
        )
    if not moving:
        raise NothingToHandOver(_("Nothing of this can be handed over; look at the reasons beside each."))
    hand_over = take_step(steps.PLAN_HAND_OVER, hand_over, actor=actor, at=at, reason=hand_over.reason)
    if hand_over.on <= timezone.localdate(at):
        return carry_out_hand_over(hand_over, actor=actor, at=at)
    return hand_over


@transaction.atomic
def carry_out_hand_over(hand_over: HandOver, *, actor: Actor, at: datetime) -> HandOver:
    """Give the new rep what still is the former one's, from the planned day on, however late the job is.

    Run twice it does nothing more. At most fifteen queries for 500 stores.
    """
    hand_over = _held(hand_over, actor)
    if hand_over.status != HandOverStatus.WAITING:
        return hand_over
    lines = list(lines_of(hand_over).filter(outcome=HandOverOutcome.WAITING).order_by(*BY_OBJECT))
    for start in range(0, len(lines), CHUNK):
        chunk = lines[start : start + CHUNK]
        outcomes = outcomes_now(hand_over, chunk, holds=True)
        moved = [line for line in chunk if outcomes[line.pk] == HandOverOutcome.MOVED]
        _move_stores(hand_over, [line.store_id for line in moved if line.store_id], actor=actor, at=at)
        _move_customers(hand_over, [line.customer_id for line in moved if line.customer_id], actor=actor, at=at)
        _note(chunk, outcomes, HandOverOutcome.MOVED)
    return take_step(steps.CARRY_OUT, hand_over, actor=actor, at=at, reason=hand_over.reason)


@transaction.atomic
def cancel_hand_over(hand_over: HandOver, *, actor: Actor, at: datetime, reason: str = "") -> HandOver:
    """Call off a hand-over that waits; its stores stay where they are."""
    cancelled = take_step(steps.CANCEL_HAND_OVER, hand_over, actor=actor, at=at, reason=reason)
    lines_of(hand_over).filter(outcome=HandOverOutcome.WAITING).update(outcome=HandOverOutcome.CANCELLED)
    return cancelled


def due_hand_overs(on: date) -> Sequence[HandOver]:
    """Those whose day has come, the earliest first. One query."""
    rows = HandOver.objects.unscoped(because="a job carries out the hand-overs of all centers")
    return list(rows.filter(status=HandOverStatus.WAITING, on__lte=on).order_by("on", "pk"))


def tell_of_hand_over(hand_over: HandOver, *, at: datetime) -> None:
    """Tell both reps, and whoever planned it, that the day has come."""
    moved = lines_of(hand_over).filter(outcome=HandOverOutcome.MOVED, store__isnull=False).count()
    values = {
        "from_rep": hand_over.from_rep.name,
        "to_rep": hand_over.to_rep.name,
        "on": str(hand_over.on),
        "stores": moved,
    }
    people = {hand_over.from_rep_id, hand_over.to_rep_id, hand_over.made_by_id} - {None}
    tell(
        people,
        "stores_handed_over",
        values=values,
        url=hand_over.get_absolute_url(),
        dedupe_key=f"hand_over:{hand_over.pk}",
        at=at,
    )


def _held(hand_over: HandOver, actor: Actor) -> HandOver:
    if not rules.decides_hand_over(actor, hand_over):
        raise PermissionDenied("hand_over")
    rows = HandOver.objects.unscoped(because="the rule says whose it is").select_related("from_rep", "to_rep")
    return rows.select_for_update(of=("self",)).get(pk=hand_over.pk)


def _note(lines: Sequence[HandOverLine], outcomes: dict, counted: HandOverOutcome) -> int:
    """Write down what became of the lines, one query for each outcome; return how many came to the counted one."""
    rows = HandOverLine.objects.unscoped(because="the lines of this hand-over")
    for outcome in set(outcomes.values()):
        rows.filter(pk__in=[line.pk for line in lines if outcomes[line.pk] == outcome]).update(outcome=outcome)
    return sum(outcomes[line.pk] == counted for line in lines)


def _move_stores(hand_over: HandOver, ids: list[int], *, actor: Actor, at: datetime) -> None:
    rows = Store.objects.unscoped(because="stores that still are the former rep's").filter(pk__in=ids)
    rows.update(rep=hand_over.to_rep, revision=F("revision") + 1)
    stores = list(rows.order_by("pk"))
    turn_responsibilities([Turn(store, hand_over.from_rep_id) for store in stores], on=hand_over.on)
    _record(hand_over, stores, actor=actor, at=at)


def _move_customers(hand_over: HandOver, ids: list[int], *, actor: Actor, at: datetime) -> None:
    rows = Customer.objects.unscoped(because="customers that still are the former rep's").filter(pk__in=ids)
    rows.update(rep=hand_over.to_rep, revision=F("revision") + 1)
    _record(hand_over, list(rows.order_by("pk")), actor=actor, at=at)


def _record(hand_over: HandOver, objects: Sequence[Store | Customer], *, actor: Actor, at: datetime) -> None:
    change = {"rep": (str(hand_over.from_rep), str(hand_over.to_rep))}
    deeds = [Deed(obj, change) for obj in objects]
    record_deeds(deeds, steps.HAND_OVER, actor=actor, at=at, reason=hand_over.reason)
