"""Guidance for a promoter's page (handbook H7)."""

from promotions.models import Guidance, Promoter

LATEST = 20


def guidance_of(promoter: Promoter) -> list[Guidance]:
    """The latest first. One query."""
    rows = Guidance.objects.unscoped(because="the promoter was seen already").filter(promoter=promoter)
    return list(rows.select_related("store", "guided_by").order_by("-held_on", "-pk")[:LATEST])
