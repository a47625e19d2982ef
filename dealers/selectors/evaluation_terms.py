"""What each center weighs, with the defaults where nobody set anything (handbook H10.6)."""

from collections.abc import Iterable

from django.db.models import QuerySet

from dealers.models import EvaluationTerms
from salesops.accounts.actor import Actor
from salesops.accounts.models import Center


def terms_by_center(centers: Iterable[Center]) -> dict[int, EvaluationTerms]:
    """By the center's id; an unsaved row where nobody set any. One query."""
    found = {center.pk: EvaluationTerms(center=center) for center in centers}
    rows = EvaluationTerms.objects.unscoped(because="a center's terms hold for all its dealers")
    return found | {row.center_id: row for row in rows.filter(center__in=found).select_related("center")}


def evaluation_terms_of(center: Center) -> EvaluationTerms:
    return terms_by_center([center])[center.pk]


def centers_weighed_by(actor: Actor) -> QuerySet[Center]:
    """The manager's own center, every active one for the admin, none for others. One query."""
    centers = Center.objects.filter(is_active=True).order_by("code")
    if actor.is_admin:
        return centers
    return centers.filter(pk=actor.center_id) if actor.is_manager else centers.none()
