"""What becomes of a dealer's business when two stores or two customers are merged (handbook H2.2, H10)."""

from django.utils.translation import gettext_lazy as _

from dealers.models import (
    ChannelCase,
    DealerCandidate,
    DealerContract,
    DealerEvaluation,
    DealerMovement,
    DealerPerson,
    DealerStock,
    PersonStore,
    Receivable,
    Territory,
)
from stores.merging import follows, register


def register_dealer_relations() -> None:
    register(
        follows(DealerCandidate, "customer"),
        follows(DealerContract, "customer"),
        follows(Territory, "customer"),
        follows(DealerMovement, "customer"),
        follows(DealerMovement, "store"),
        follows(
            DealerStock,
            "customer",
            key=("sku", "counted_on"),
            why=_("The surviving dealer has a count of that SKU and day."),
        ),
        follows(
            Receivable,
            "customer",
            key=("document",),
            why=_("The surviving dealer has an invoice of that number."),
            has_history=True,
        ),
        follows(
            DealerEvaluation,
            "customer",
            key=("quarter",),
            why=_("The surviving dealer has an evaluation of the same quarter; each keeps its own."),
        ),
        follows(ChannelCase, "customer", has_history=True),
        follows(ChannelCase, "store", has_history=True),
        follows(DealerPerson, "customer", has_history=True),
        follows(
            PersonStore,
            "store",
            key=("person",),
            why=_("The person looks after the surviving store already."),
            called=_("stores of dealers' people"),
        ),
    )
