"""Reports that tell the same are put together and answered at once; late answers are told of (handbook H5.6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from salesops.accounts.models import User
from salesops.notices.services import tell
from salesops.workflow.flow import NotPossibleNow
from salesops.workflow.models import AuditEvent
from visits import rules, steps
from visits.models import MarketReport
from visits.selectors.findings import WAITING
from visits.services.findings import answer_report, take_up_report

BECAUSE = "the reports were seen already"


@dataclass(frozen=True, slots=True)
class TakenUp:
    """How many reports somebody took up, and with how many somebody was faster."""

    taken: int
    passed_over: int


@transaction.atomic
def group_reports(report: MarketReport, others: Iterable[MarketReport], *, actor: Actor, at: datetime) -> int:
    """Put reports into the group of one; each that has a group of its own stays there. Returns how many came."""
    _check(actor, report)
    lead_id = report.lead_id or report.pk
    came = 0
    for other in others:
        _check(actor, other)
        rows = MarketReport.objects.unscoped(because=BECAUSE)
        is_free = rows.filter(pk=other.pk, lead=None).exclude(pk=lead_id).exclude(pk__in=_leads())
        if is_free.update(lead_id=lead_id):
            AuditEvent.record(other, steps.GROUP_REPORT, actor=actor, at=at, reason=f"#{lead_id}")
            came += 1
    return came


@transaction.atomic
def ungroup_report(report: MarketReport, *, actor: Actor, at: datetime) -> bool:
    """It is another thing after all."""
    _check(actor, report)
    left = MarketReport.objects.unscoped(because=BECAUSE).filter(pk=report.pk, lead__isnull=False).update(lead=None)
    if left:
        AuditEvent.record(report, steps.UNGROUP_REPORT, actor=actor, at=at)
    return bool(left)


@transaction.atomic
def answer_all(reports: Iterable[MarketReport], *, answer: str, actor: Actor, at: datetime) -> int:
    """One answer for all of a group that still wait; each rep is told. Returns how many were answered."""
    waiting = [report for report in reports if report.status in WAITING]
    for report in waiting:
        answer_report(report, answer=answer, actor=actor, at=at)
    return len(waiting)


def take_up_all(reports: Iterable[MarketReport], *, actor: Actor, at: datetime) -> TakenUp:
    """Take up several, each by itself; what somebody was faster with is passed over. Who may not, takes up none."""
    reports = list(reports)
    for report in reports:
        _check(actor, report)
    taken = passed_over = 0
    for report in reports:
        try:
            take_up_report(report, actor=actor, at=at)
            taken += 1
        except NotPossibleNow:
            passed_over += 1
    return TakenUp(taken, passed_over)


def remind_of_answers(*, on: date, at: datetime) -> int:
    """Tell marketing and the center managers once of each report whose answer is late. Returns how many are late."""
    late = MarketReport.objects.unscoped(because="the daily reminder goes to all centers")
    late = late.filter(status__in=WAITING, answer_due_on__lt=on).select_related("store").order_by("pk")
    marketing = set(User.objects.active().filter(role=Role.MARKETING).values_list("pk", flat=True))
    managers = list(User.objects.active().filter(role=Role.MANAGER).values_list("pk", "center_id"))
    for report in late:
        of_center = {pk for pk, center_id in managers if center_id == report.center_id}
        tell(
            marketing | of_center,
            "market_report_overdue",
            values={"store": report.store.name, "due_on": report.answer_due_on.isoformat(), "what": report.what[:120]},
            url=reverse("visits:report_detail", args=[report.pk]),
            dedupe_key=f"market_report_overdue:{report.pk}:{report.answer_due_on}",
            at=at,
        )
    return len(late)


def _leads():
    grouped = MarketReport.objects.unscoped(because=BECAUSE).filter(lead__isnull=False)
    return grouped.values("lead_id")


def _check(actor: Actor, report: MarketReport) -> None:
    if not rules.answers_report(actor, report):
        raise PermissionDenied("group_reports")
