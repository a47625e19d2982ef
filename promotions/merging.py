"""What becomes of promotions and launches of a store when two stores are merged (handbook H2.2, H6)."""

from django.utils.translation import gettext_lazy as _

from promotions.models import CostLine, LaunchStore, PromotionStore, SellIn
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
        follows(CostLine, "store"),
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
