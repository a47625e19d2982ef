"""Writing down what came of selling a launch in at a store (handbook H6.1)."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from promotions.choices import LaunchStatus
from promotions.models import LaunchModel, LaunchStore, SellIn
from promotions.rules import may_sell_in
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.services import Difference, EditedMeanwhile, create_with_history, update_with_history
from stores.models import HandsetModel
from visits.models import Visit

BECAUSE = "the store is the actor's own"


class LaunchNotRunning(DomainError):
    """Nothing is recorded of a launch that is not published, or of a day before it."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was seen and agreed on one model; a refusal goes with no quantity."""

    quantity: int = 0
    is_displayed: bool = False
    price_seen_yuan: Decimal | None = None
    refusal: str = ""
    note: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.quantity or self.is_displayed or self.refusal) and self.price_seen_yuan is None


@transaction.atomic
def record_sell_in(
    place: LaunchStore,
    model: HandsetModel,
    said: Said,
    *,
    done_on: date,
    revision: int,
    actor: Actor,
    at: datetime,
    visit: Visit | None = None,
) -> SellIn:
    """Keep a day's word on a model; said again, it replaces that day's under the revision that the person saw.

    Whether the price is right is judged by the launch's price as it is now. It belongs to the person's visit of
    that day in the store, if there was one.
    """
    if not may_sell_in(actor, place.store):
        raise PermissionDenied("sell-in")
    terms = _terms_of(place, model, done_on, at)
    if said.is_empty:
        raise ValidationError(_("Say at least one thing: quantity, display, price, or why it was refused."))
    is_right = None if said.price_seen_yuan is None else said.price_seen_yuan == terms.price_yuan
    values = asdict(said) | {"is_price_right": None if terms.price_yuan is None else is_right}
    key = {"launch": place.launch, "store": place.store, "model": model, "done_on": done_on}
    rows = SellIn.objects.unscoped(because=BECAUSE).select_for_update()
    current = rows.filter(**key).first()
    if current is not None:
        return _replace(current, values, revision, actor, at)
    record = SellIn(
        **key,
        **values,
        visit=visit or _visit_of_day(place, done_on, actor),
        recorded_at=at,
        recorded_by_id=actor.user_id,
    )
    return create_with_history(record, actor=actor, at=at)


def _replace(current: SellIn, values: dict, revision: int, actor: Actor, at: datetime) -> SellIn:
    """A word of the same day that the person did not see is shown first."""
    if not revision and any(getattr(current, name) != value for name, value in values.items()):
        label = str(SellIn._meta.get_field("quantity").verbose_name)
        raise EditedMeanwhile([Difference("quantity", label, str(current.quantity), str(values["quantity"]))], current)
    return update_with_history(current, values, revision=revision or current.revision, actor=actor, at=at)


def _terms_of(place: LaunchStore, model: HandsetModel, done_on: date, at: datetime) -> LaunchModel:
    launch = place.launch
    terms = LaunchModel.objects.filter(launch=launch, model=model).first()
    if terms is None or launch.status not in {LaunchStatus.PUBLISHED, LaunchStatus.CLOSED}:
        raise LaunchNotRunning(_("This launch takes no records of this model now."))
    if not launch.starts_on <= done_on <= timezone.localdate(at):
        raise LaunchNotRunning(_("The day must lie between the start of the launch and today."))
    return terms


def _visit_of_day(place: LaunchStore, done_on: date, actor: Actor) -> Visit | None:
    visits = Visit.objects.unscoped(because="the person's own visit")
    return visits.filter(store=place.store, done_by_id=actor.user_id, visited_on=done_on).order_by("-pk").first()
