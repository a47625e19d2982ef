"""What a phone was told of launches and promotions in a visit, taken when the visit arrives (handbook H5.4, H6)."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from promotions.choices import Executed, RefusalReason
from promotions.models import LaunchStore, Promotion
from promotions.services.execution import record_check
from promotions.services.sell_ins import Said, record_sell_in
from salesops.accounts.actor import Actor
from stores.models import HandsetModel, Store
from visits.models import Visit
from visits.services.orders import order_of_launch
from visits.services.reader import Reader

BECAUSE = "the store may be visited"
MOST_PIECES = 100_000
MOST_YUAN = 1_000_000

Deed = Callable[[Visit, Actor, datetime], object]


def take_sell_in(key: str, said: Reader, store: Store, on: date) -> Deed | None:
    """One model of a launch: `key` is the id of the store's place in it, then the model's."""
    place_id, model_id = _ids(key, 2)
    places = LaunchStore.objects.unscoped(because=BECAUSE).select_related("launch")
    place = places.filter(pk=place_id, store_id=store.pk).first()
    model = HandsetModel.objects.filter(pk=model_id).first()
    if place is None or model is None:
        said.say("", _("is no launch at this store"))
        return None
    # As it was on the day of the visit, when it may have been another rep's.
    place.store = store
    said.only("quantity", "is_displayed", "price_seen_yuan", "refusal", "note")
    told = Said(
        quantity=said.whole("quantity", 0, MOST_PIECES, is_needed=False) or 0,
        is_displayed=said.flag("is_displayed"),
        price_seen_yuan=said.yuan("price_seen_yuan", MOST_YUAN),
        refusal=said.choice("refusal", RefusalReason, is_needed=False),
        note=said.text("note", 200, is_needed=False),
    )
    if told.refusal and told.quantity:
        said.say("refusal", _("A store that takes some has not refused."))

    def record(visit: Visit, actor: Actor, at: datetime) -> object:
        order_of_launch(visit, model_id, told.quantity)
        return record_sell_in(place, model, told, done_on=on, revision=0, actor=actor, at=at, visit=visit)

    return record


def take_proof(key: str, said: Reader, store: Store, on: date) -> Deed | None:
    """Whether a promotion is carried out: `key` is its id."""
    (promotion_id,) = _ids(key, 1)
    promotion = Promotion.objects.filter(pk=promotion_id).first()
    if promotion is None:
        said.say("", _("is no promotion at this store"))
        return None
    said.only("executed", "has_material", "is_price_right", "photo", "note")
    found: dict[str, Any] = {
        "executed": said.choice("executed", Executed),
        "has_material": said.flag("has_material") if "has_material" in said.given else None,
        "is_price_right": said.flag("is_price_right") if "is_price_right" in said.given else None,
        "photo_client_id": said.uuid("photo", is_needed=False),
        "note": said.text("note", 200, is_needed=False),
    }
    if found["executed"] in {Executed.PARTLY, Executed.NO} and not found["note"]:
        said.say("note", _("Say why it is not, or only partly, carried out."))
    return lambda visit, actor, at: record_check(promotion, visit, found, actor=actor, at=at)


def _ids(key: str, number: int) -> list[int]:
    """The ids that a key is made of; another shape names nothing."""
    parts = key.split(":")
    is_sane = len(parts) == number and all(part.isdecimal() and len(part) < 16 for part in parts)
    return [int(part) for part in parts] if is_sane else [0] * number
