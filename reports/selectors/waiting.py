"""What somebody owes and what waits for a decision: counts that lead to the lists (handbook H12.2)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dealers.amendment_choices import AmendmentStatus
from dealers.choices import PlanStatus
from dealers.models import PlanAmendment, ProfitPlan, TrackedLine
from promotions.models import Launch, Promotion
from promotions.selectors import promoter_desk
from promotions.selectors.execution import places_lacking_proof
from reports.choices import ReviewStatus
from reports.models import BusinessReview
from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from salesops.exchange.choices import RunState
from salesops.exchange.models import ImportRun
from salesops.periods.models import Deadline
from salesops.workflow.choices import JobState
from salesops.workflow.models import JobRun
from stores.choices import RunStatus
from stores.models import ClassificationRun
from visits.choices import ReportStatus, RouteStatus
from visits.models import MarketReport, RoutePlan

DECIDERS = frozenset({Role.MANAGER, Role.HQ, Role.ADMIN})
READERS = frozenset({Role.MANAGER, Role.MARKETING, Role.HQ, Role.ADMIN})
ADMIN = frozenset({Role.ADMIN})


@dataclass(frozen=True, slots=True)
class Waiting:
    """One kind of work that waits: how much of it, and where it is listed."""

    label: str | Promise
    count: int
    url: str
    is_overdue: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where one count comes from, who asks for it, and the list that shows the same rows."""

    label: str | Promise
    roles: frozenset[Role]
    rows: Callable[[Actor, date], QuerySet]
    url_name: str
    query: str = ""
    is_overdue: bool = False


def waiting_for(actor: Actor, on: date) -> list[Waiting]:
    """All that concerns this role, whether there is any or not. One query a count."""
    return [
        Waiting(
            label=source.label,
            count=source.rows(actor, on).count(),
            url=reverse(source.url_name) + source.query,
            is_overdue=source.is_overdue,
        )
        for source in SOURCES
        if actor.role in source.roles
    ]


def failing_jobs(limit: int = 10) -> list[JobRun]:
    """Jobs that ended in an error, the latest first, as the admin sees them. One query."""
    return list(JobRun.objects.filter(state=JobState.FAILED).order_by("-ended_at", "-pk")[:limit])


def _overdue(actor: Actor, on: date) -> QuerySet:
    return Deadline.objects.visible_to(actor).overdue(on)


def _plans(actor: Actor, on: date) -> QuerySet:
    return ProfitPlan.objects.visible_to(actor).submitted()


def _amendments(actor: Actor, on: date) -> QuerySet:
    return PlanAmendment.objects.visible_to(actor).filter(status=AmendmentStatus.SUBMITTED)


def _reviews(actor: Actor, on: date) -> QuerySet:
    return BusinessReview.objects.visible_to(actor).submitted()


def _routes(actor: Actor, on: date) -> QuerySet:
    return RoutePlan.objects.visible_to(actor).filter(status=RouteStatus.SUBMITTED)


def _classes(actor: Actor, on: date) -> QuerySet:
    return ClassificationRun.objects.visible_to(actor).filter(status=RunStatus.PROPOSED)


def _market_reports(actor: Actor, on: date) -> QuerySet:
    return MarketReport.objects.visible_to(actor).filter(status=ReportStatus.NEW)


def _taken_reports(actor: Actor, on: date) -> QuerySet:
    return MarketReport.objects.visible_to(actor).filter(status=ReportStatus.TAKEN)


def _promotions_to_approve(actor: Actor, on: date) -> QuerySet:
    return Promotion.objects.to_approve(actor)


def _promotions_to_mend(actor: Actor, on: date) -> QuerySet:
    return Promotion.objects.to_mend(actor)


def _promotions_to_close(actor: Actor, on: date) -> QuerySet:
    return Promotion.objects.to_close(actor, on)


def _promotions_to_sum_up(actor: Actor, on: date) -> QuerySet:
    return Promotion.objects.to_sum_up(actor)


def _promotions_unproved(actor: Actor, on: date) -> QuerySet:
    return places_lacking_proof(actor, on)


def _shares_to_answer(actor: Actor, on: date) -> QuerySet:
    return Launch.objects.to_answer(actor)


def _shares_sent_back(actor: Actor, on: date) -> QuerySet:
    return Launch.objects.to_mend(actor)


def _launches_to_publish(actor: Actor, on: date) -> QuerySet:
    return Launch.objects.to_publish(actor)


def _launches_behind(actor: Actor, on: date) -> QuerySet:
    return Launch.objects.behind(actor, on)


def _launches_untrained(actor: Actor, on: date) -> QuerySet:
    return Launch.objects.untrained(actor, on)


def _lines_behind(actor: Actor, on: date) -> QuerySet:
    return TrackedLine.objects.visible_to(actor).waiting(on)


def _imports(actor: Actor, on: date) -> QuerySet:
    return ImportRun.objects.visible_to(actor).filter(state=RunState.CHECKED)


MANAGER = frozenset({Role.MANAGER})
COMPANY = frozenset({Role.HQ, Role.ADMIN})
MARKETING = frozenset({Role.MARKETING})
LEADERS = frozenset({Role.REP, Role.MANAGER})
PLANNERS = frozenset({Role.MANAGER, Role.MARKETING})
PROMOTION_LIST = "promotions:promotion_list"
LAUNCH_LIST = "promotions:launch_list"
SOURCES = (
    Source(_("Overdue duties"), READERS, _overdue, "periods:deadline_list", "?state=overdue", is_overdue=True),
    Source(_("Plans to approve"), MANAGER, _plans, "dealers:plan_list", f"?status={PlanStatus.SUBMITTED}"),
    Source(_("Plans that wait for approval"), COMPANY, _plans, "dealers:plan_list", f"?status={PlanStatus.SUBMITTED}"),
    Source(
        _("Amendments to approve"),
        MANAGER,
        _amendments,
        "dealers:amendment_list",
        f"?status={AmendmentStatus.SUBMITTED}",
    ),
    Source(_("Reviews to confirm"), MANAGER, _reviews, "reports:review_list", f"?status={ReviewStatus.SUBMITTED}"),
    Source(
        _("Reviews that wait for confirmation"),
        COMPANY,
        _reviews,
        "reports:review_list",
        f"?status={ReviewStatus.SUBMITTED}",
    ),
    Source(
        _("Lines far behind without a cause"), READERS, _lines_behind, "dealers:tracked_line_list", "?answer=waiting"
    ),
    Source(_("Route plans to approve"), DECIDERS, _routes, "visits:route_list", "?pending_status=submitted"),
    Source(_("Classifications to decide"), DECIDERS, _classes, "stores:run_list"),
    Source(_("New market reports"), READERS, _market_reports, "visits:report_list", f"?status={ReportStatus.NEW}"),
    Source(
        _("Market reports taken up"),
        frozenset({Role.MARKETING}),
        _taken_reports,
        "visits:report_list",
        f"?status={ReportStatus.TAKEN}",
    ),
    Source(_("Promotions to approve"), PLANNERS | {Role.HQ}, _promotions_to_approve, PROMOTION_LIST, "?desk=approve"),
    Source(_("Promotions that came back"), PLANNERS, _promotions_to_mend, PROMOTION_LIST, "?desk=mend"),
    Source(_("Promotions to close"), PLANNERS, _promotions_to_close, PROMOTION_LIST, "?desk=close"),
    Source(_("Promotions to sum up"), PLANNERS, _promotions_to_sum_up, PROMOTION_LIST, "?desk=sum_up"),
    Source(
        _("Promoted stores without proof"),
        PLANNERS,
        _promotions_unproved,
        "promotions:proof_list",
        "?proof=missing&running=yes",
    ),
    Source(_("Shares of launches to answer"), MANAGER, _shares_to_answer, LAUNCH_LIST, "?desk=answer"),
    Source(_("Shares of launches sent back"), MARKETING, _shares_sent_back, LAUNCH_LIST, "?desk=mend"),
    Source(_("Launches to publish"), MARKETING, _launches_to_publish, LAUNCH_LIST, "?desk=publish"),
    Source(_("Launches behind their plan"), PLANNERS, _launches_behind, LAUNCH_LIST, "?desk=behind", is_overdue=True),
    Source(_("Launches with untrained promoters"), PLANNERS, _launches_untrained, LAUNCH_LIST, "?desk=untrained"),
    Source(
        _("Stores short of promoters"),
        PLANNERS,
        promoter_desk.stores_short_of_promoters,
        "promotions:staffing",
        "?only=missing",
    ),
    Source(_("Applicants to decide on"), MANAGER, promoter_desk.applicants_to_decide, "promotions:recruiting"),
    Source(
        _("Promoters on probation"),
        MANAGER,
        promoter_desk.on_probation,
        "promotions:promoter_list",
        "?status=probation",
    ),
    Source(
        _("Appraisals of promoters to confirm"), MANAGER, promoter_desk.appraisals_to_confirm, "promotions:appraisals"
    ),
    Source(
        _("Guidance to look at again"), LEADERS, promoter_desk.guidance_due, "promotions:guidance_list", "?state=due"
    ),
    Source(_("Imports to decide"), ADMIN, _imports, "exchange:import_list"),
)
