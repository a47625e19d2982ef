"""Who is told of a promotion's moves (handbook H6.2, H12.7)."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from promotions.models import Promotion, PromotionStore, PromotionSummary
from salesops.accounts.choices import Role
from salesops.accounts.models import User
from salesops.notices.services import tell


def tell_submitted(promotion: Promotion, *, at: datetime) -> None:
    """Those who decide on this amount."""
    people = User.objects.active().filter(role=promotion.approval_level)
    if promotion.approval_level == Role.MANAGER:
        people = people.filter(center=promotion.center_id)
    _tell(people.values_list("pk", flat=True), "promotion_submitted", promotion, at)


def tell_returned(promotion: Promotion, *, reason: str, at: datetime) -> None:
    """The one who planned it."""
    _tell([promotion.created_by_id], "promotion_returned", promotion, at, reason=reason)


def tell_announced(promotion: Promotion, *, at: datetime) -> None:
    """The planner, the managers of its centers and the reps of its stores. Two queries."""
    places = PromotionStore.objects.unscoped(because="whoever has a store in it is told").filter(promotion=promotion)
    people = User.objects.active().filter(
        Q(pk=promotion.created_by_id)
        | Q(pk__in=places.values("store__rep"))
        | Q(role=Role.MANAGER, center__in=places.values("store__center"))
    )
    days = {"first": promotion.starts_on.isoformat(), "last": promotion.ends_on.isoformat()}
    _tell(people.values_list("pk", flat=True), "promotion_published", promotion, at, **days)


def tell_measured(summary: PromotionSummary, *, at: datetime) -> None:
    """The planner and the managers of its centers: what was learned is to be said. Two queries."""
    promotion = summary.promotion
    places = PromotionStore.objects.unscoped(because="whoever has a store in it is told").filter(promotion=promotion)
    managers = User.objects.active().filter(role=Role.MANAGER, center__in=places.values("store__center"))
    people = {promotion.created_by_id, *managers.values_list("pk", flat=True)}
    tell(
        people,
        "promotion_measured",
        values={"promotion": promotion.name, "due_on": summary.due_on.isoformat()},
        url=summary.get_absolute_url(),
        dedupe_key=f"promotion_measured:{promotion.pk}",
        at=at,
    )


def _tell(user_ids: Iterable[int], text_key: str, promotion: Promotion, at: datetime, **values: str) -> None:
    tell(
        user_ids,
        text_key,
        values={"promotion": promotion.name} | values,
        url=promotion.get_absolute_url(),
        dedupe_key=f"{text_key}:{promotion.pk}:{promotion.revision}",
        at=at,
    )
