"""Deciding on classes: a proposal made valid or discarded, a manager's own class (handbook H3)."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from salesops.errors import DomainError
from salesops.workflow.flow import take_step
from salesops.workflow.services import settle, update_with_history
from stores import rules, steps
from stores.calc.classification import Flag
from stores.choices import RunStatus, StoreClass
from stores.models import ClassificationEntry, ClassificationRule, ClassificationRun, ClassOverride, Store
from stores.selectors.classification import overrides_on
from stores.services import class_sets
from stores.services.classification import keep_valid_classes
from stores.services.history import Deed, record_deeds


class NewerClassesHold(DomainError):
    """An older month's run would turn the classes back."""


@transaction.atomic
def make_valid(run: ClassificationRun, *, actor: Actor, at: datetime, revision: int | None = None) -> ClassificationRun:
    """Give the stores the classes of a proposal, with overrides as they hold today.

    A former valid run of the same month is kept as replaced. Stores that were classified for the
    first time lose their provisional mark; those outside the ranking keep it. The center is held, so that
    of two months decided at once the older one sees the newer.
    """
    Center.objects.select_for_update(no_key=True).get(pk=run.center_id)
    runs = ClassificationRun.objects.unscoped(because="the step checks who may decide")
    if runs.filter(center_id=run.center_id, status=RunStatus.VALID, month__gt=run.month).exists():
        raise NewerClassesHold(_("The classes of a later month are valid already; an older run cannot replace them."))
    for former in runs.filter(center_id=run.center_id, month=run.month, status=RunStatus.VALID).exclude(pk=run.pk):
        take_step(steps.REPLACE, former, actor=actor, at=at)
    valid = take_step(steps.MAKE_VALID, run, actor=actor, at=at, revision=revision)
    apply = class_sets.apply_classes if connection.vendor == "postgresql" else _apply_classes
    apply(valid, actor=actor, at=at)
    keep_valid_classes(valid)
    return valid


def discard_run(
    run: ClassificationRun, *, actor: Actor, at: datetime, reason: str = "", revision: int | None = None
) -> ClassificationRun:
    """Put a proposal aside; the stores keep their classes."""
    return take_step(steps.DISCARD, run, actor=actor, at=at, reason=reason, revision=revision)


@transaction.atomic
def override_class(
    store: Store, store_class: StoreClass, *, ends_on: date, actor: Actor, at: datetime, reason: str
) -> ClassOverride:
    """Set a class by hand from today until a day; a former override of the store ends with it.

    An open proposal shows it at once, its ranking stays.
    """
    if not rules.may_decide_classes(actor, store):
        raise PermissionDenied("override_class")
    today = timezone.localdate(at)
    if ends_on <= today:
        raise ValidationError({"ends_on": _("The end must lie after today.")})
    # As `make_valid` holds the center, it sees this override or is seen by it.
    Center.objects.select_for_update(no_key=True).get(pk=store.center_id)
    overrides = ClassOverride.objects.unscoped(because="the service keeps the overrides of a store it may decide on")
    update_with_history(
        store,
        {"store_class": store_class},
        revision=store.revision,
        actor=actor,
        at=at,
        reason=reason,
        step=steps.OVERRIDE,
    )
    overrides.filter(store=store, starts_on=today).delete()
    overrides.filter(store=store, ends_on__gt=today).update(ends_on=today)
    override = ClassOverride(
        store=store,
        store_class=store_class,
        reason=reason.strip(),
        starts_on=today,
        ends_on=ends_on,
        created_by_id=actor.user_id,
    )
    override.full_clean()
    override.save(force_insert=True)
    _show_in_proposal(store, store_class)
    return override


@transaction.atomic
def return_from_overrides(*, on: date, actor: Actor, at: datetime) -> int:
    """Give stores whose override ended in the last week the class of their last valid run; return how many.

    A class that somebody has changed since then stays.
    """
    overrides = ClassOverride.objects.unscoped(because="a job ends overrides of all centers")
    ended = overrides.filter(ends_on__lte=on, ends_on__gt=on - timedelta(days=7)).select_related("store")
    stores = {override.store: override.store_class for override in ended.order_by("ends_on")}
    still = overrides_on([store.pk for store in stores], on)
    by_rule = _last_valid_classes(stores)
    deeds = []
    for store, overridden in stores.items():
        target = by_rule.get(store.pk)
        is_unchanged_since = store.store_class == overridden
        if store.pk in still or not is_unchanged_since or target in (None, overridden):
            continue
        deeds.append(Deed(store, {"store_class": (store.store_class, target)}))
        store.store_class = target
    _write_classes(deeds, step=steps.END_OVERRIDE, actor=actor, at=at)
    return len(deeds)


def set_class_rule(
    rule: ClassificationRule, values: Mapping[str, Any], *, revision: int, actor: Actor, at: datetime
) -> ClassificationRule:
    """Keep a center's own lines, window and measure; they hold from the next proposal on."""
    if not rules.may_set_class_rule(actor, rule):
        raise PermissionDenied("set_class_rule")
    return settle(rule, values, place={"center": rule.center_id}, revision=revision, actor=actor, at=at)


def _apply_classes(run: ClassificationRun, *, actor: Actor, at: datetime) -> None:
    """Classes of the run to its stores that are still in the center; an override wins.

    The stores are held first, so that an override that is being set is either seen here or waits.
    """
    entries = ClassificationEntry.objects.unscoped(because="the entries of a run that its manager made valid")
    entries = entries.filter(run=run)
    stores = _held_stores(entries.values("store_id"), run.center_id)
    overrides = overrides_on(entries.values("store_id"), timezone.localdate(at))
    settled = entries.with_settled_class().values_list("store_id", "settled", "shown_class", "rank")
    shown, deeds, confirmed = defaultdict(list), [], []
    for store_id, settled_class, shown_class, rank in settled:
        wanted = overrides.get(store_id, settled_class)
        if wanted != shown_class:
            shown[wanted].append(store_id)
        store = stores.get(store_id)
        if store is None:
            continue
        if rank is not None and store.class_is_provisional:
            confirmed.append(store_id)
        if store.store_class != wanted:
            deeds.append(Deed(store, {"store_class": (store.store_class, wanted)}))
            store.store_class = wanted
    for store_class, ids in shown.items():
        entries.filter(store_id__in=ids).update(shown_class=store_class)
    _write_classes(deeds, step=steps.CLASSIFY, actor=actor, at=at, reason=str(run), confirmed=frozenset(confirmed))


def _held_stores(ids: QuerySet, center_id: int) -> dict[int, Store]:
    """Those of the stores that belong to the center, locked in one order. One query."""
    stores = Store.objects.unscoped(because="stores whose class was decided").filter(pk__in=ids, center_id=center_id)
    held = stores.order_by("pk").select_for_update(no_key=True)
    return {store.pk: store for store in held.only("pk", "rep_id", "store_class", "class_is_provisional")}


def _write_classes(
    deeds: list[Deed],
    *,
    step: str,
    actor: Actor,
    at: datetime,
    reason: str = "",
    confirmed: frozenset[int] = frozenset(),
) -> None:
    """One update for each class, and one event for each store; each row is written once."""
    stores = Store.objects.unscoped(because="stores whose class was decided")
    for store_class in StoreClass.values:
        changed = {deed.obj.pk for deed in deeds if deed.obj.store_class == store_class}
        values = {"store_class": store_class, "revision": F("revision") + 1}
        stores.filter(pk__in=changed & confirmed).update(**values, class_is_provisional=False)
        stores.filter(pk__in=changed - confirmed).update(**values)
    unchanged = confirmed - {deed.obj.pk for deed in deeds}
    stores.filter(pk__in=unchanged).update(class_is_provisional=False)
    record_deeds(deeds, step, actor=actor, at=at, reason=reason)


def _show_in_proposal(store: Store, store_class: str) -> None:
    entries = ClassificationEntry.objects.unscoped(because="the store's place in its open proposal")
    open_entries = entries.filter(store=store, run__status=RunStatus.PROPOSED)
    for entry in open_entries:
        flags = sorted({*entry.flags, Flag.OVERRIDDEN.value})
        entries.filter(pk=entry.pk).update(shown_class=store_class, flags=flags)


def _last_valid_classes(stores: Mapping[Store, str]) -> dict[int, str]:
    entries = ClassificationEntry.objects.unscoped(because="the last valid class of stores")
    rows = entries.filter(store__in=list(stores), run__status=RunStatus.VALID).order_by("run__month")
    return dict(rows.with_settled_class().values_list("store_id", "settled"))
