"""The moves of a classification run (handbook H3)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from salesops.workflow.flow import Step
from stores.choices import BulkStatus, HandOverStatus, ProposalStatus, RunStatus, StoreStatus
from stores.rules import (
    decides_hand_over,
    decides_proposal,
    edits_in_bulk,
    may_decide_classes,
    works_on_proposal,
)

MAKE_VALID = Step(
    gettext_noop("make valid"), _("Make valid"), frozenset({RunStatus.PROPOSED}), RunStatus.VALID, may_decide_classes
)
DISCARD = Step(
    gettext_noop("discard"), _("Discard"), frozenset({RunStatus.PROPOSED}), RunStatus.DISCARDED, may_decide_classes
)
# A month that is run again replaces its own former run; both are kept.
REPLACE = Step(
    gettext_noop("replace"), _("Replace"), frozenset({RunStatus.VALID}), RunStatus.REPLACED, may_decide_classes
)

RUN_STEPS = (MAKE_VALID, DISCARD)

APPLY_BULK = Step(
    gettext_noop("bulk edit"),
    _("Apply"),
    frozenset({BulkStatus.PREVIEWED, BulkStatus.APPLYING}),
    BulkStatus.APPLIED,
    edits_in_bulk,
)
UNDO_BULK = Step(
    gettext_noop("bulk edit undone"),
    _("Undo"),
    frozenset({BulkStatus.APPLIED, BulkStatus.UNDOING}),
    BulkStatus.UNDONE,
    edits_in_bulk,
)
# What a job does between them; one that finds that some cannot be changed counts anew.
COUNT_BULK = Step(
    gettext_noop("bulk edit previewed"),
    _("Preview"),
    frozenset({BulkStatus.COUNTING}),
    BulkStatus.PREVIEWED,
    edits_in_bulk,
)
START_BULK = Step("bulk edit begun", _("Apply"), frozenset({BulkStatus.PREVIEWED}), BulkStatus.APPLYING, edits_in_bulk)
RECOUNT_BULK = Step(
    gettext_noop("bulk edit refused"),
    _("Preview"),
    frozenset({BulkStatus.APPLYING}),
    BulkStatus.COUNTING,
    edits_in_bulk,
)
START_BULK_UNDO = Step(
    gettext_noop("bulk edit undo begun"), _("Undo"), frozenset({BulkStatus.APPLIED}), BulkStatus.UNDOING, edits_in_bulk
)
LEAVE_BULK = Step(
    gettext_noop("bulk edit given up"),
    _("Give up"),
    frozenset({BulkStatus.APPLYING}),
    BulkStatus.PREVIEWED,
    edits_in_bulk,
)
LEAVE_BULK_UNDO = Step(
    gettext_noop("bulk edit undo given up"),
    _("Give up"),
    frozenset({BulkStatus.UNDOING}),
    BulkStatus.APPLIED,
    edits_in_bulk,
)

PLAN_HAND_OVER = Step(
    gettext_noop("plan hand-over"),
    _("Hand over"),
    frozenset({HandOverStatus.DRAFT}),
    HandOverStatus.WAITING,
    decides_hand_over,
)
CARRY_OUT = Step(
    gettext_noop("hand over"),
    _("Hand over"),
    frozenset({HandOverStatus.WAITING}),
    HandOverStatus.DONE,
    decides_hand_over,
)
CANCEL_HAND_OVER = Step(
    "cancel",
    _("Cancel"),
    frozenset({HandOverStatus.WAITING}),
    HandOverStatus.CANCELLED,
    decides_hand_over,
)
HAND_OVER_STEPS = (PLAN_HAND_OVER, CANCEL_HAND_OVER)

APPROVE_STORE = Step(
    "approve", _("Approve"), frozenset({ProposalStatus.WAITING}), ProposalStatus.APPROVED, decides_proposal
)
RETURN_STORE = Step(
    "return",
    _("Return"),
    frozenset({ProposalStatus.WAITING}),
    ProposalStatus.RETURNED,
    decides_proposal,
    needs_reason=True,
)
REJECT_STORE = Step(
    gettext_noop("reject"),
    _("Reject"),
    frozenset({ProposalStatus.WAITING}),
    ProposalStatus.REJECTED,
    decides_proposal,
    needs_reason=True,
)
SEND_AGAIN = Step(
    "submit", _("Send again"), frozenset({ProposalStatus.RETURNED}), ProposalStatus.WAITING, works_on_proposal
)
WITHDRAW_STORE = Step(
    "withdraw",
    _("Withdraw"),
    frozenset({ProposalStatus.WAITING, ProposalStatus.RETURNED}),
    ProposalStatus.WITHDRAWN,
    works_on_proposal,
)
PROPOSAL_STEPS = (APPROVE_STORE, RETURN_STORE, REJECT_STORE, WITHDRAW_STORE)

# Deeds without a state of their own, as the history names them.
HAND_OVER = gettext_noop("hand over")
ADD_SKU = gettext_noop("sku")
SET_PRICE = gettext_noop("price")
SET_DISTRIBUTION = gettext_noop("distribution standard")
PROPOSE = gettext_noop("propose")
PROPOSE_STORE = gettext_noop("propose store")
REFRESH = gettext_noop("refresh")
CLASSIFY = gettext_noop("classify")
OVERRIDE = gettext_noop("override")
END_OVERRIDE = gettext_noop("override ended")
ADD_CONTACT = gettext_noop("add contact")
EDIT_CONTACT = gettext_noop("change contact")
REMOVE_CONTACT = gettext_noop("remove contact")
MAKE_MAIN_CONTACT = gettext_noop("main contact")
MERGE = gettext_noop("merge")
UNDO_MERGE = gettext_noop("merge undone")
CREATE_BESIDE = gettext_noop("create beside a similar one")
PART = gettext_noop("not the same")
REJOIN = gettext_noop("likely the same again")
WEIGH_STORES = gettext_noop("weights of stores")
WEIGH_CUSTOMERS = gettext_noop("weights of customers")
PLACE_SAMPLE = gettext_noop("place sample")
REMOVE_SAMPLE = gettext_noop("remove sample")
SAMPLE = gettext_noop("display sample")
MEND_POSITION = gettext_noop("mend position")

# A store's life; whatever else a form offers is no move of it. Each move needs a reason.
STORE_MOVES = {
    StoreStatus.PROSPECT: frozenset({StoreStatus.ACTIVE, StoreStatus.CLOSED}),
    StoreStatus.ACTIVE: frozenset({StoreStatus.SUSPENDED, StoreStatus.CLOSED}),
    StoreStatus.SUSPENDED: frozenset({StoreStatus.ACTIVE, StoreStatus.CLOSED}),
    StoreStatus.CLOSED: frozenset({StoreStatus.ACTIVE}),
}
