"""What becomes of visits and plans when two stores are merged (handbook H2.2)."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stores.merging import follows, register, remains
from visits.choices import PlannedVisitStatus
from visits.models import MarketReport, PlaceProposal, PlannedVisit, RouteStop, Task, TravelWays, Visit, VisitRule


def register_relations() -> None:
    register(
        remains(
            PlaceProposal,
            "store",
            _("A proposed position speaks of the merged store's own address."),
        ),
        follows(Visit, "store"),
        follows(MarketReport, "store"),
        remains(VisitRule, "store", _("The surviving store keeps its own visit rule.")),
        remains(TravelWays, "store", _("The surviving store keeps the ways from its own place.")),
        follows(Task, "store"),
        follows(
            PlannedVisit,
            "store",
            key=("rep", "planned_on"),
            stays=Q(status=PlannedVisitStatus.PLANNED, visit__isnull=True),
            why=_("Visits still ahead leave the calendar with the merged store; those of the surviving one stand."),
        ),
        remains(
            RouteStop,
            "store",
            _("A route plan keeps its stops; a closed store is not visited. Plan anew."),
            called=_("stops of route plans"),
        ),
    )
