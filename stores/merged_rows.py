"""What becomes of this room's own rows when two stores or customers are merged (handbook H2.2)."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stores.choices import CustomerKind, HandOverOutcome
from stores.merging import Clash, Pair, derived, follows, register, remains
from stores.models import (
    BulkLine,
    ClassificationEntry,
    ClassOverride,
    Customer,
    CustomerContact,
    CustomerTwins,
    DisplaySample,
    HandOverLine,
    SalesMonth,
    SalesRecord,
    StockCount,
    Store,
    StoreContact,
    StoreDistributionWeek,
    StoreProposal,
    StoreResponsibility,
    StoreTwins,
)

# Without the number of the correction: a fact goes with all its corrections or not at all.
FACT = ("sold_on", "sku", "kind", "source", "document")
AS_TYPED = _("A change of many at once keeps what it changed.")
CHANGED_AT_ONCE = _("lines of changes of many")
HANDED_OVER = _("A hand-over keeps what it handed over.")
SAME_PERSON = _("The surviving one has the same contact.")
HAND_OVERS = _("lines of hand-overs")


def register_relations() -> None:
    register(
        follows(SalesRecord, "store", key=FACT, clash=Clash.SETS_APART, set_apart=document_apart),
        derived(SalesMonth, "store"),
        follows(DisplaySample, "store"),
        follows(
            StockCount,
            "store",
            key=("sku", "counted_on"),
            why=_("The surviving store was counted on the same day; that count stands."),
        ),
        remains(
            StoreResponsibility,
            "store",
            _("Who was responsible for the merged store stays on its record."),
            called=_("responsible reps"),
        ),
        remains(
            ClassificationEntry,
            "store",
            _("A classification run keeps the figures it was made from."),
            called=_("places in classification runs"),
        ),
        remains(
            StoreDistributionWeek, "store", _("Distribution of past weeks was measured store by store and stays so.")
        ),
        remains(ClassOverride, "store", _("A class set by hand was set for that store.")),
        remains(BulkLine, "store", AS_TYPED, called=CHANGED_AT_ONCE),
        remains(BulkLine, "customer", AS_TYPED, called=CHANGED_AT_ONCE),
        remains(HandOverLine, "store", HANDED_OVER, called=HAND_OVERS, refuses=no_waiting_hand_over),
        remains(HandOverLine, "customer", HANDED_OVER, called=HAND_OVERS, refuses=no_waiting_hand_over),
        follows(StoreContact, "owner", key=("name", "phone"), why=SAME_PERSON),
        follows(CustomerContact, "owner", key=("name", "phone"), why=SAME_PERSON),
        remains(StoreTwins, "first", ""),
        remains(StoreTwins, "second", ""),
        follows(StoreProposal, "customer", called=_("proposed stores")),
        remains(StoreProposal, "store", _("A proposal names the store that it became."), called=_("proposed stores")),
        follows(Store, "merged_into", called=_("stores merged earlier")),
        follows(Store, "customer", has_history=True),
        follows(Customer, "dealer", has_history=True, refuses=no_dealer, called=_("supplied customers")),
        follows(Customer, "merged_into", called=_("customers merged earlier")),
        remains(CustomerTwins, "first", ""),
        remains(CustomerTwins, "second", ""),
    )


def document_apart(record: SalesRecord, pair: Pair) -> dict[str, Any]:
    """Both stores reported the fact: both stand, the second under a document number of its own.

    Added up under one number, the next import of either file would correct the other's units away.
    """
    tail = f"@{pair.gone.pk}"
    longest = SalesRecord._meta.get_field("document").max_length
    return {"document": record.document[: longest - len(tail)] + tail}


def no_dealer(pair: Pair) -> str:
    """Who supplies others is a dealer, and nobody supplies itself."""
    names = {"kept": pair.kept, "gone": pair.gone}
    if pair.kept.dealer_id == pair.gone.pk:
        return gettext("%(kept)s is supplied by %(gone)s. Give it another dealer first.") % names
    supplied = Customer.objects.unscoped(because="a rule over all customers of a dealer").filter(dealer=pair.gone)
    if pair.kept.kind != CustomerKind.DEALER and supplied.exists():
        return gettext("%(gone)s supplies other customers, and %(kept)s is no dealer.") % names
    return ""


def no_waiting_hand_over(pair: Pair) -> str:
    """What waits for its day would hand over what is closed by then."""
    lines = pair.gone.hand_over_lines.unscoped(because="whether a hand-over waits")
    if not lines.filter(outcome=HandOverOutcome.WAITING).exists():
        return ""
    return gettext("A hand-over of %(gone)s waits for its day. Cancel it first.") % {"gone": pair.gone}
