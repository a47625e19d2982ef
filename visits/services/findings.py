"""Market reports: told at once, taken up, answered, closed (handbook H5.6)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from salesops.accounts.models import User
from salesops.notices.services import tell
from salesops.workflow.flow import ReasonMissing, take_step
from salesops.workflow.models import AuditEvent
from stores.models import HandsetModel, Store
from visits import steps
from visits.choices import ReportKind, ReportStrength
from visits.models import MarketReport, Visit
from visits.rules import reports_from
from visits.services.checkin import ClientIdTaken

ANSWER_DAYS = {ReportStrength.URGENT: 1, ReportStrength.HIGH: 2, ReportStrength.MEDIUM: 5, ReportStrength.LOW: 10}


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rep saw in the market."""

    kind: str
    what: str
    strength: str
    since_on: date | None = None
    suggestion: str = ""
    competitor: str = ""
    model: HandsetModel | None = None


def report_market(
    finding: Finding, *, client_id: UUID, store: Store, visit: Visit | None, actor: Actor, at: datetime
) -> MarketReport:
    """Report to marketing and the center manager at once; the same client id makes one report.

    The answer is due after days that depend on the strength.
    """
    if not reports_from(actor, store, visit):
        raise PermissionDenied("report_market")
    known = _known(client_id, store, visit)
    if known is not None:
        return known
    report = MarketReport(
        client_id=client_id,
        center_id=store.center_id,
        rep_id=store.rep_id,
        store=store,
        visit=visit,
        kind=finding.kind,
        what=finding.what,
        since_on=finding.since_on,
        strength=finding.strength,
        suggestion=finding.suggestion,
        competitor=" ".join(finding.competitor.split()),
        model=finding.model,
        answer_due_on=timezone.localdate(at) + timedelta(days=ANSWER_DAYS[ReportStrength(finding.strength)]),
        reported_at=at,
    )
    report.full_clean(validate_unique=False)
    try:
        with transaction.atomic():
            report.save(force_insert=True)
            AuditEvent.record(report, steps.REPORT, actor=actor, at=at, after=report.status)
            _tell_of(report, at)
    except IntegrityError:
        known = _known(client_id, store, visit)
        if known is None:
            raise
        return known
    return report


def take_up_report(report: MarketReport, *, actor: Actor, at: datetime) -> MarketReport:
    """Marketing or the manager says: this is mine."""
    return take_step(steps.TAKE_UP_REPORT, report, actor=actor, at=at)


@transaction.atomic
def answer_report(report: MarketReport, *, answer: str, actor: Actor, at: datetime) -> MarketReport:
    """Answer a report; the rep is told."""
    if not answer.strip():
        raise ReasonMissing(_("Please write an answer."))
    report = take_step(steps.ANSWER_REPORT, report, actor=actor, at=at, reason=answer, also={"answer": answer.strip()})
    tell(
        [report.rep_id],
        "market_report_answered",
        values={"store": report.store.name, "answer": report.answer},
        url=_url(report),
        dedupe_key=f"market_report_answered:{report.pk}:{report.revision}",
        at=at,
    )
    return report


def close_report(report: MarketReport, *, actor: Actor, at: datetime) -> MarketReport:
    """The matter is settled."""
    return take_step(steps.CLOSE_REPORT, report, actor=actor, at=at)


def _known(client_id: UUID, store: Store, visit: Visit | None) -> MarketReport | None:
    reports = MarketReport.objects.unscoped(because="a client id names one report of the whole company")
    known = reports.filter(client_id=client_id).first()
    if known is not None and (known.store_id != store.pk or known.visit_id != (visit and visit.pk)):
        raise ClientIdTaken(_("This report was already sent with another content."))
    return known


def _tell_of(report: MarketReport, at: datetime) -> None:
    people = User.objects.active()
    managers = people.filter(role=Role.MANAGER, center_id=report.center_id)
    readers = people.filter(role=Role.MARKETING) | managers
    is_urgent = report.strength == ReportStrength.URGENT
    tell(
        readers.values_list("pk", flat=True),
        "market_report_urgent" if is_urgent else "market_report",
        values={"store": report.store.name, "kind": ReportKind(report.kind).label, "what": report.what},
        url=_url(report),
        dedupe_key=f"market_report:{report.pk}",
        at=at,
    )


def _url(report: MarketReport) -> str:
    return reverse("visits:report_detail", args=[report.pk])
