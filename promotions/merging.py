"""What becomes of promotions and launches of a store when two stores are merged (handbook H2.2, H6)."""

from django.utils.translation import gettext_lazy as _

from promotions.models import (
    Assignment,
    Attendance,
    CostLine,
    ExecutionCheck,
    Guidance,
    LaunchStore,
    MaterialMove,
    MaterialStock,
    Need,
    PromotionStore,
    SellIn,
    Shift,
    SummaryStore,
    TempBooking,
)
from stores.merging import Clash, follows, register


def register_relations() -> None:
    register(
        follows(
            PromotionStore,
            "store",
            key=("promotion",),
            clash=Clash.ADDS,
            adds=("extra_units",),
            called=_("units expected of promotions"),
        ),
        follows(
            SummaryStore,
            "store",
            key=("summary",),
            why=_("The surviving store was measured in the same promotion."),
            called=_("measured effects of promotions"),
        ),
        follows(CostLine, "store"),
        follows(ExecutionCheck, "store"),
        follows(
            MaterialStock,
            "store",
            key=("item",),
            clash=Clash.ADDS,
            adds=("sent", "received", "used"),
            called=_("material of promotions"),
        ),
        follows(MaterialMove, "store", called=_("moves of material")),
        follows(
            TempBooking,
            "store",
            key=("promotion", "work_on"),
            why=_("The surviving store has helpers of its own on that day."),
        ),
        follows(Assignment, "store"),
        follows(Need, "store", has_history=True),
        follows(Shift, "store"),
        follows(Attendance, "store"),
        follows(Guidance, "store"),
    )
    register(
        follows(
            LaunchStore,
            "store",
            key=("launch",),
            why=_("the surviving store has a number of its own in the launch; the center decides about this one"),
            has_history=True,
        )
    )
    register(
        follows(
            SellIn,
            "store",
            key=("launch", "model", "done_on"),
            why=_("the surviving store has a record of that model and day"),
            has_history=True,
        )
    )
