"""Where each center draws its lines, with the house's where nobody drew any (handbook H8.3)."""

from dealers.models import TrackingTerms
from salesops.accounts.models import Center


def tracking_terms_of(center: Center) -> TrackingTerms:
    """An unsaved row where nobody set any. One query."""
    rows = TrackingTerms.objects.unscoped(because="a center's lines hold for all its plans")
    return rows.filter(center=center).select_related("center").first() or TrackingTerms(center=center)
