"""The board of recruiting, from need to confirmed (handbook H7)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from promotions.models import Applicant, Interview, Need
from promotions.promoter_choices import PromoterStatus
from promotions.recruiting_choices import IN_PROCESS, ApplicantStatus, Stage
from promotions.recruiting_rules import keeps_applicant
from promotions.recruiting_steps import CANDIDATE_STEPS
from salesops.accounts.actor import Actor
from salesops.workflow.flow import Step, possible_steps
from stores.models import Store

# Confirmed promoters stay on the board for a quarter.
CONFIRMED_DAYS = 92
MOST_CARDS = 50


@dataclass(frozen=True, slots=True)
class Card:
    """One need or applicant; `late_days` counts beyond the day that was set for it."""

    row: Need | Applicant
    since: date
    late_days: int
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A stage with its cards, the longest waiting first; `more` are not shown."""

    stage: Stage
    count: int
    cards: list[Card]

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


def board_of(actor: Actor, stores: QuerySet[Store], on: date) -> list[Column]:
    """All columns for the stores that were chosen among the visible ones. Two queries."""
    needs = Need.objects.visible_to(actor).open().filter(store__in=stores).select_related("store")
    needs = needs.annotate(applied=Count("applicants", filter=Q(applicants__status__in=IN_PROCESS)))
    applicants = Applicant.objects.visible_to(actor).on_the_board(on - timedelta(days=CONFIRMED_DAYS))
    applicants = applicants.filter(need__store__in=stores).select_related("need__store", "promoter")
    cards: dict[Stage, list[Card]] = {stage: [] for stage in Stage}
    cards[Stage.NEED] = [
        Card(need, need.needed_from, need.days_late(on), ()) for need in needs.order_by("needed_from", "pk")
    ]
    for applicant in applicants.order_by("moved_on", "pk"):
        cards[stage_of(applicant)].append(_card(applicant, actor, on))
    return [Column(stage, len(found), found[:MOST_CARDS]) for stage, found in cards.items()]


def stage_of(applicant: Applicant) -> Stage:
    """The column: up to the decision the applicant's own state, then the promoter's."""
    if applicant.promoter is None:
        return Stage(applicant.status)
    return Stage.PROBATION if applicant.promoter.status == PromoterStatus.PROBATION else Stage.CONFIRMED


def steps_of(applicant: Applicant, actor: Actor) -> list[Step]:
    """The moves this person may make, less those the need does not allow any more."""
    found = possible_steps(CANDIDATE_STEPS, applicant, actor)
    closing = {ApplicantStatus.REJECTED, ApplicantStatus.WITHDRAWN}
    return found if applicant.need.is_open else [step for step in found if step.target in closing]


def applicants_of(need: Need, actor: Actor) -> list[Applicant]:
    """Who applied for a place, those in process first. One query."""
    rows = Applicant.objects.visible_to(actor).filter(need=need).select_related("need__store", "promoter")
    return sorted(rows.order_by("moved_on", "pk"), key=lambda one: one.status not in IN_PROCESS)


def interviews_of(applicant: Applicant, actor: Actor) -> list[Interview]:
    """The talks with an applicant, the latest first, for those who keep it. One query."""
    if not keeps_applicant(actor, applicant):
        return []
    rows = Interview.objects.visible_to(actor).filter(applicant=applicant).select_related("held_by")
    return list(rows.order_by("-held_on", "-pk"))


def _card(applicant: Applicant, actor: Actor, on: date) -> Card:
    planned = applicant.interview_on if applicant.status == ApplicantStatus.INVITED else None
    late = max(0, (on - planned).days) if planned else 0
    return Card(applicant, applicant.moved_on, late, tuple(step.name for step in steps_of(applicant, actor)))
