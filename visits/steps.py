"""The moves of route plans, visits and market reports (handbook H4.3, H5)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from salesops.workflow.flow import Step
from visits import rules
from visits.choices import MarkStatus, PlaceStatus, ReportStatus, RouteStatus, TaskStatus, VisitStatus

SUBMIT_ROUTES = Step(
    "submit", _("Submit"), frozenset({RouteStatus.DRAFT}), RouteStatus.SUBMITTED, rules.works_on_route_plan
)
APPROVE_ROUTES = Step(
    "approve", _("Approve"), frozenset({RouteStatus.SUBMITTED}), RouteStatus.APPROVED, rules.decides_on_route_plan
)
RETURN_ROUTES = Step(
    "return",
    _("Return"),
    frozenset({RouteStatus.SUBMITTED}),
    RouteStatus.DRAFT,
    rules.decides_on_route_plan,
    needs_reason=True,
)
SUPERSEDE_ROUTES = Step(
    gettext_noop("supersede"),
    _("Supersede"),
    frozenset({RouteStatus.DRAFT, RouteStatus.APPROVED}),
    RouteStatus.SUPERSEDED,
    rules.follows_from_another_plan,
)

ROUTE_STEPS = (SUBMIT_ROUTES, APPROVE_ROUTES, RETURN_ROUTES)
PROPOSE_ROUTES = gettext_noop("propose")
MOVE_STOP = gettext_noop("move stop")
COPY_ROUTES = gettext_noop("copy")
MOVE_VISIT = gettext_noop("move visit")
EXPLAIN_MISSED = gettext_noop("explain missed")
OPEN_FEED = gettext_noop("open subscription")
CLOSE_FEED = gettext_noop("end subscription")
# What an arrangement changed: a store's days, or a day's order.
STOP_FIELD, ORDER_FIELD = gettext_noop("stop"), gettext_noop("order")

CLOSE_VISIT = Step(
    gettext_noop("check_out"), _("Check out"), frozenset({VisitStatus.OPEN}), VisitStatus.CLOSED, rules.made_visit
)
FORGET_VISIT = Step(
    gettext_noop("forget"),
    _("No check-out"),
    frozenset({VisitStatus.OPEN}),
    VisitStatus.NO_CHECKOUT,
    rules.forgets_visit,
)

TAKE_UP_REPORT = Step(
    gettext_noop("take_up"), _("Take up"), frozenset({ReportStatus.NEW}), ReportStatus.TAKEN, rules.answers_report
)
ANSWER_REPORT = Step(
    gettext_noop("answer"),
    _("Answer"),
    frozenset({ReportStatus.NEW, ReportStatus.TAKEN}),
    ReportStatus.ANSWERED,
    rules.answers_report,
    needs_reason=True,
)
CLOSE_REPORT = Step(
    gettext_noop("close"), _("Close"), frozenset({ReportStatus.ANSWERED}), ReportStatus.CLOSED, rules.answers_report
)
REPORT_STEPS = (TAKE_UP_REPORT, ANSWER_REPORT, CLOSE_REPORT)

FINISH_TASK = Step(
    gettext_noop("finish"), _("Mark as done"), frozenset({TaskStatus.OPEN}), TaskStatus.DONE, rules.works_on_task
)
FINISH_IN_VISIT = Step(
    gettext_noop("finish in a visit"),
    _("Mark as done"),
    frozenset({TaskStatus.OPEN}),
    TaskStatus.DONE,
    rules.does_task_in_visit,
)
DROP_TASK = Step(
    gettext_noop("drop"),
    _("Drop"),
    frozenset({TaskStatus.OPEN}),
    TaskStatus.DROPPED,
    rules.works_on_task,
    needs_reason=True,
)

ANSWER_MARK = Step(
    gettext_noop("explain"),
    _("Explain"),
    frozenset({MarkStatus.OPEN, MarkStatus.ANSWERED, MarkStatus.REJECTED}),
    MarkStatus.ANSWERED,
    rules.answers_mark,
    needs_reason=True,
)
_JUDGED_FROM = frozenset({MarkStatus.OPEN, MarkStatus.ANSWERED, MarkStatus.ACCEPTED, MarkStatus.REJECTED})
ACCEPT_MARK = Step(
    gettext_noop("accept"),
    pgettext_lazy("mark", "Accept"),
    _JUDGED_FROM - {MarkStatus.ACCEPTED},
    MarkStatus.ACCEPTED,
    rules.judges_mark,
)
REJECT_MARK = Step(
    gettext_noop("reject"),
    pgettext_lazy("mark", "Do not accept"),
    _JUDGED_FROM - {MarkStatus.REJECTED},
    MarkStatus.REJECTED,
    rules.judges_mark,
    needs_reason=True,
)
WITHDRAW_MARK = Step(
    gettext_noop("withdraw"),
    pgettext_lazy("mark", "Withdraw"),
    frozenset(set(MarkStatus) - {MarkStatus.WITHDRAWN}),
    MarkStatus.WITHDRAWN,
    rules.withdraws_mark,
)
APPROVE_PLACE = Step(
    gettext_noop("take over"),
    _("Take over"),
    frozenset({PlaceStatus.PROPOSED}),
    PlaceStatus.APPROVED,
    rules.decides_place,
)
REJECT_PLACE = Step(
    gettext_noop("refuse"),
    _("Refuse"),
    frozenset({PlaceStatus.PROPOSED}),
    PlaceStatus.REJECTED,
    rules.decides_place,
    needs_reason=True,
)
GROUP_REPORT = gettext_noop("put into a group")
UNGROUP_REPORT = gettext_noop("take out of a group")
REVIEW_PHOTO = gettext_noop("look at a photo")
PROPOSE_PLACE = gettext_noop("propose a position")
POSITION_MENDED = _("The store's position was mended.")
MARK_STEPS = (ANSWER_MARK, ACCEPT_MARK, REJECT_MARK)

# Deeds without a state of their own, as the history names them.
CHECK_IN = gettext_noop("check_in")
REPORT = gettext_noop("report")
EDIT_LINE = gettext_noop("edit a line")
REMOVE_LINE = gettext_noop("remove a line")
PUBLISH_CHECKLIST = gettext_noop("publish the checklist")
EDIT_ITEM = gettext_noop("edit item")
REMOVE_ITEM = gettext_noop("remove item")
PUBLISH_STANDARD = gettext_noop("publish")
