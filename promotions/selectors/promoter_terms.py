"""What each center sets for its promoters, with the defaults where nobody set anything (handbook H7)."""

from collections.abc import Iterable

from django.db.models import QuerySet

from promotions.models import PromoterTerms
from salesops.accounts.actor import Actor
from salesops.accounts.models import Center


def terms_by_center(centers: Iterable[Center]) -> dict[int, PromoterTerms]:
    """By the center's id; an unsaved row where nobody set any. One query."""
    found = {center.pk: PromoterTerms(center=center) for center in centers}
    rows = PromoterTerms.objects.unscoped(because="a center's terms hold for all who work in it")
    return found | {row.center_id: row for row in rows.filter(center__in=found).select_related("center")}


def terms_of(center: Center) -> PromoterTerms:
    return terms_by_center([center])[center.pk]


def centers_whose_terms_are_set_by(actor: Actor) -> QuerySet[Center]:
    """The manager's own center, every active one for the admin, none for others. One query."""
    centers = Center.objects.filter(is_active=True).order_by("code")
    if actor.is_admin:
        return centers
    return centers.filter(pk=actor.center_id) if actor.is_manager else centers.none()
