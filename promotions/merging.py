"""What becomes of a promotion's expectations when two stores are merged (handbook H2.2, H6.2)."""

from django.utils.translation import gettext_lazy as _

from promotions.models import CostLine, PromotionStore
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
