"""Planning a launch: its terms, its stores, offering it to the centers, publishing (handbook H6.1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from promotions import steps
from promotions.choices import LaunchStatus, ShareStatus
from promotions.models import Launch, LaunchCenter, LaunchModel
from promotions.rules import may_launch
from promotions.services.launch_notices import (
    ask_centers,
    forget_questions,
    tell_of_launch,
)
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.flow import take_step
from salesops.workflow.services import (
    Difference,
    EditedMeanwhile,
    create_with_history,
    record_change,
    update_with_history,
)
from stores.models import HandsetModel
from stores.selectors.prices import price_list

BECAUSE = "marketing's own launch"


class LaunchIncomplete(DomainError):
    """A launch lacks what the next step needs: models, stores, the centers' answers."""


class LaunchFixed(DomainError):
    """What the centers were asked about is changed only after it was taken back."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What one model costs in every store, and how many parts of a store's quantity it is."""

    price_yuan: Decimal | None
    weight: int


@transaction.atomic
def create_launch(values: Mapping[str, Any], models: Iterable[HandsetModel], *, actor: Actor, at: datetime) -> Launch:
    """Make a draft; each model begins with the list price of the first day."""
    require_marketing(actor)
    launch = Launch(**values, created_at=at, created_by_id=actor.user_id)
    create_with_history(launch, actor=actor, at=at)
    _add_models(launch, models)
    return launch


@transaction.atomic
def edit_launch(
    launch: Launch,
    values: Mapping[str, Any],
    models: Iterable[HandsetModel],
    *,
    revision: int,
    actor: Actor,
    at: datetime,
) -> Launch:
    """Change a draft under the revision that the person saw, its models too; models that stay keep their terms."""
    require_marketing(actor)
    locked = lock_draft(launch)
    kept = {row.model_id: row for row in locked.models.select_related("model")}
    wanted = {model.pk: model for model in models}
    before, after = _names(row.model for row in kept.values()), _names(wanted.values())
    if before != after and locked.revision != revision:
        raise EditedMeanwhile([Difference("models", _("models"), before, after)], locked)
    launch = update_with_history(locked, values, revision=revision, actor=actor, at=at)
    if before != after:
        launch.models.exclude(model__in=wanted).delete()
        _add_models(launch, [model for pk, model in wanted.items() if pk not in kept])
        _mark_changed(launch, {"models": (before, after)}, actor, at)
    return launch


@transaction.atomic
def set_terms(launch: Launch, terms: Mapping[int, Terms], *, revision: int, actor: Actor, at: datetime) -> Launch:
    """Fix price and weight of each model by its id. The launch's history tells of it."""
    require_marketing(actor)
    launch = lock_draft(launch)
    rows = list(launch.models.select_related("model"))
    changes = {}
    for row in rows:
        new = terms.get(row.model_id, Terms(row.price_yuan, row.weight))
        before = _terms_in_words(row)
        row.price_yuan, row.weight = new.price_yuan, new.weight
        row.full_clean()
        if before != _terms_in_words(row):
            changes[f"model:{row.model_id}"] = (before, _terms_in_words(row))
    if changes and launch.revision != revision:
        differences = [Difference(name, name, before, after) for name, (before, after) in changes.items()]
        raise EditedMeanwhile(differences, launch)
    if changes:
        LaunchModel.objects.bulk_update(rows, ["price_yuan", "weight"])
        _mark_changed(launch, changes, actor, at)
    return launch


@transaction.atomic
def offer_launch(launch: Launch, *, actor: Actor, at: datetime) -> Launch:
    """Ask each center for its answer; the step locks the launch, and what is incomplete takes it back."""
    offered = take_step(steps.OFFER, launch, actor=actor, at=at)
    shares = list(offered.centers.unscoped(because=BECAUSE).select_related("center"))
    if not offered.models.exists() or not shares:
        raise LaunchIncomplete(_("Choose at least one model and the stores before you offer it to the centers."))
    ask_centers(offered, shares, at=at)
    return offered


@transaction.atomic
def recall_launch(launch: Launch, *, reason: str, actor: Actor, at: datetime) -> Launch:
    """Take it back from the centers to change it; their answers are asked for anew."""
    recalled = take_step(steps.RECALL, launch, actor=actor, at=at, reason=reason)
    _forget(recalled)
    shares = LaunchCenter.objects.unscoped(because=BECAUSE).filter(launch=recalled)
    for share in shares.exclude(status=ShareStatus.WAITING).order_by("pk"):
        take_step(steps.ASK_ANEW, share, actor=actor, at=at)
    return recalled


@transaction.atomic
def publish_launch(launch: Launch, *, actor: Actor, at: datetime) -> Launch:
    """Give it to the reps: work in their visits and quantity in their plans, once every center has accepted."""
    published = take_step(steps.PUBLISH_LAUNCH, launch, actor=actor, at=at)
    waiting = published.centers.unscoped(because=BECAUSE).exclude(status=ShareStatus.ACCEPTED)
    if names := list(waiting.order_by("center__code").values_list("center__name", flat=True)):
        raise LaunchIncomplete(
            _("These centers have not accepted their share: %(names)s.") % {"names": ", ".join(names)}
        )
    tell_of_launch(published, at=at)
    return published


def close_launch(launch: Launch, *, actor: Actor, at: datetime) -> Launch:
    """End it: it is no more work in visits, its figures stay."""
    return take_step(steps.CLOSE_LAUNCH, launch, actor=actor, at=at)


@transaction.atomic
def cancel_launch(launch: Launch, *, reason: str, actor: Actor, at: datetime) -> Launch:
    """Call it off, for a reason; plans drafted from now on no longer count it."""
    cancelled = take_step(steps.CANCEL_LAUNCH, launch, actor=actor, at=at, reason=reason)
    _forget(cancelled)
    return cancelled


def require_marketing(actor: Actor) -> None:
    if not may_launch(actor, None):
        raise PermissionDenied("launch")


def lock_draft(launch: Launch) -> Launch:
    locked = Launch.objects.select_for_update().get(pk=launch.pk)
    if locked.status != LaunchStatus.DRAFT:
        raise LaunchFixed(_("The centers know this launch already: take it back before you change it."))
    return locked


def _add_models(launch: Launch, models: Iterable[HandsetModel]) -> None:
    ordered = sorted(models, key=lambda model: model.pk)
    prices = price_list(model.pk for model in ordered)
    found = [(model, prices.on(model.pk, launch.starts_on)) for model in ordered]
    LaunchModel.objects.bulk_create(
        [LaunchModel(launch=launch, model=model, price_yuan=price and price.list_yuan) for model, price in found]
    )


def _forget(launch: Launch) -> None:
    shares = LaunchCenter.objects.unscoped(because=BECAUSE).filter(launch=launch)
    forget_questions(shares.values_list("pk", flat=True))


def _mark_changed(launch: Launch, changes: Mapping[str, tuple[str, str]], actor: Actor, at: datetime) -> None:
    launch.revision += 1
    launch.save(update_fields=["revision"])
    record_change(launch, changes, actor=actor, at=at)


def _names(models: Iterable[HandsetModel]) -> str:
    return ", ".join(sorted(model.name for model in models))


def _terms_in_words(row: LaunchModel) -> str:
    price = "–" if row.price_yuan is None else f"¥ {row.price_yuan:,.2f}"
    return f"{row.model.name}: {price} × {row.weight}"
