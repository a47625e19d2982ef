"""What becomes of plans and targets when two stores or two customers are merged (handbook H2.2, H8)."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dealers.choices import PlanStatus
from dealers.models import AmendmentLine, PlanAction, PlanLine, ProfitPlan, TargetNode, TrackedLine
from stores.merging import follows, register, remains


def register_relations() -> None:
    register(
        follows(
            ProfitPlan,
            "customer",
            key=("month",),
            why=_("The surviving customer has a plan of the same month; each keeps its own."),
        ),
        remains(PlanLine, "store", _("A plan keeps its lines; a refreshed draft drops what is no longer planned.")),
        follows(
            PlanAction,
            "store",
            stays=Q(plan__status=PlanStatus.APPROVED),
            why=_("An approved plan is not changed any more."),
        ),
        remains(
            AmendmentLine,
            "store",
            _("An amendment keeps the stores whose numbers it changed."),
            called=_("lines of amendments"),
        ),
        remains(
            TrackedLine,
            "store",
            _("A week keeps its lines; the next one is tracked with the plan's own stores."),
            called=_("lines of plans in a week"),
        ),
        remains(TargetNode, "store", _("Targets keep their stores; a plan adds up those of merged ones.")),
        remains(TargetNode, "customer", _("Targets keep their customers; the next version names the one that stays.")),
    )
