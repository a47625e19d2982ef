"""Kinds, formats, states and classes of the archive (handbook H2, H3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CustomerKind(models.TextChoices):
    CHAIN = "chain", _("Chain")
    INDEPENDENT = "independent", _("Independent shop")
    OPERATOR = "operator", _("Operator hall")
    DEPARTMENT = "department", _("Department-store counter")
    ONLINE = "online", _("Online to offline")
    DEALER = "dealer", _("Dealer")


class StoreFormat(models.TextChoices):
    BRAND = "brand", _("Brand store")
    MULTI = "multi", _("Multi-brand shop")
    CHAIN = "chain", _("Chain store")
    OPERATOR = "operator", _("Operator hall")
    COUNTER = "counter", _("Counter")


class CustomerStatus(models.TextChoices):
    ACTIVE = "active", _("Active")
    ENDED = "ended", _("Ended")


class StoreStatus(models.TextChoices):
    PROSPECT = "prospect", _("Prospect")
    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", _("Suspended")
    CLOSED = "closed", _("Closed")


class CoordinateSystem(models.TextChoices):
    """In what a position is given; WGS-84 is stored. The values are those of `calc.coordinates`."""

    WGS84 = "wgs84", _("WGS-84 (GPS, phones)")
    GCJ02 = "gcj02", _("GCJ-02 (Amap, Tencent)")
    BD09 = "bd09", _("BD-09 (Baidu)")


class PositionDoubt(models.TextChoices):
    """What is doubtful about a position; the values are those of `calc.positions.Doubt`."""

    ZERO = "zero", _("at 0, 0")
    SWAPPED = "swapped", _("longitude and latitude swapped")
    OUTSIDE = "outside", _("outside the center's area")
    COARSE = "coarse", _("two decimals only, a kilometre wide")


class PositionMend(models.TextChoices):
    SWAP = "swap", _("Swap longitude and latitude")
    CLEAR = "clear", _("Clear the position")


class StoreClass(models.TextChoices):
    A = "A", "A"
    B = "B", "B"
    C = "C", "C"


class SaleKind(models.TextChoices):
    SELL_IN = "sell_in", _("Sell-in")
    SELL_OUT = "sell_out", _("Sell-out")


class SaleSource(models.TextChoices):
    IMPORT = "import", _("Import")
    VISIT = "visit", _("Visit")
    TYPED = "typed", _("Typed")


class Found(models.TextChoices):
    """How an asked model stands in a store; the values are those of `calc.distribution.Found`."""

    CARRIED = "carried", _("carried")
    TOO_FEW_COLOURS = "too_few_colours", _("too few colours")
    MISSING = "missing", _("missing")
    UNKNOWN = "unknown", _("unknown")

    @property
    def state(self) -> str:
        """The colour of its badge; unknown has none."""
        return {"carried": "green", "too_few_colours": "amber", "missing": "red"}.get(self.value, "unknown")


class Measure(models.TextChoices):
    UNITS = "units", _("Units")
    VALUE = "value", _("Value")


class RunStatus(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    VALID = "valid", _("Valid")
    REPLACED = "replaced", _("Replaced")
    DISCARDED = "discarded", _("Discarded")


class ClassFlag(models.TextChoices):
    """Why a class should be read with care; the values are those of `calc.classification.Flag`."""

    NO_VOLUME_IN_AREA = "no_volume_in_area", _("no volume in the area")
    NO_REPORT = "no_report", _("no report")
    NEW_STORE = "new_store", _("new store")
    ESTIMATED = "estimated", _("estimated")
    KEPT_PREVIOUS = "kept_previous", _("too few reports, class kept")
    KEPT_UNSURE = "kept_unsure", _("move not sure, class kept")
    JUMP = "jump", _("jump, please check")
    OVERRIDDEN = "overridden", _("set by hand")


class BulkStatus(models.TextChoices):
    """Of many thousand objects each move is a job, and has a state while it is at work."""

    COUNTING = "counting", _("Being previewed")
    PREVIEWED = "previewed", _("Preview")
    APPLYING = "applying", _("Being applied")
    APPLIED = "applied", _("Applied")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")


BULK_AT_WORK = (BulkStatus.COUNTING, BulkStatus.APPLYING, BulkStatus.UNDOING)
BULK_NOT_MADE = (BulkStatus.COUNTING, BulkStatus.PREVIEWED, BulkStatus.APPLYING)


class SureBy(models.TextChoices):
    """What was drawn anew to tell how sure a class is; the values are those of `calc.certainty.Method`."""

    WEEKS = "weeks", _("by drawing the weeks of the window anew")
    MONTHS = "months", _("by drawing the months' counts (negative binomial, k = 30), as no weeks are known")


class HandOverStatus(models.TextChoices):
    DRAFT = "draft", _("Preview")
    WAITING = "waiting", _("Waits for its day")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


class HandOverOutcome(models.TextChoices):
    """What becomes of one store or customer of a hand-over; the last four are reasons why it stays."""

    DRAFT = "draft", _("not handed over yet")
    WAITING = "waiting", _("waits for its day")
    MOVED = "moved", _("handed over")
    CANCELLED = "cancelled", _("cancelled")
    OTHER_REP = "other_rep", _("has another rep or center by now")
    LATER_SPAN = "later_span", _("its rep took over after that day")
    NO_REP = "no_rep", _("the new rep is no active rep of the center")
    WAITS = "waits", _("waits in another hand-over already")


class LinesShown(models.TextChoices):
    """Which lines of a run are shown alone; the values are adjectives of its entries."""

    MOVERS = "movers", _("those who move")
    JUMPS = "jumps", _("jumps between A and C")
    UNSURE = "unsure", _("less than 80 % sure")
    KEPT = "kept", _("kept, as the move is not sure")


class ArchiveKind(models.TextChoices):
    """The two archives: what is searched for twins, and changed at once."""

    STORE = "store", _("Stores")
    CUSTOMER = "customer", _("Customers")


class ProposalStatus(models.TextChoices):
    """Where a proposed store stands; what is approved is a store of the archive."""

    WAITING = "waiting", _("Waits for the center manager")
    RETURNED = "returned", _("Returned")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ProposedStart(models.TextChoices):
    """How an approved store begins; the values are those of `StoreStatus`."""

    PROSPECT = StoreStatus.PROSPECT.value, _("Prospect: not won yet, no visits and plans")
    ACTIVE = StoreStatus.ACTIVE.value, _("Active: sells our handsets")
