"""How many stores a promotion or a launch has, beside each row of a list (handbook H6)."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from promotions.models import LaunchStore, PromotionStore
from salesops.accounts.actor import Actor


def with_store_count(rows: QuerySet, part: type[PromotionStore | LaunchStore], actor: Actor) -> QuerySet:
    """Add how many of each row's stores this person sees. No query of its own.

    Each row counts its own, so that a page reads the stores of the promotions on it and of no others.
    """
    whole = rows.model._meta.model_name
    parts = part.objects.visible_to(actor).filter(**{whole: OuterRef("pk")}).order_by().values(whole)
    return rows.annotate(store_count=Coalesce(Subquery(parts.annotate(n=Count("pk")).values("n")), 0))
