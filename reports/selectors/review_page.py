"""One review as its page shows it (handbook H9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from operator import attrgetter
from typing import Any

from dealers.models import ProfitPlan
from dealers.selectors.open_actions import open_actions
from reports.calc.review import Comparison, Ratio, sum_of_comparisons
from reports.choices import Light, ReviewStatus
from reports.models import BusinessReview, ReviewAction, ReviewLine, ReviewRemark, ReviewStore, ReviewWalk
from reports.rules import is_review_owner
from reports.selectors.changed_inputs import changed_of_review, kept_of
from reports.selectors.figures import standing_of
from reports.steps import REVIEW_STEPS
from salesops.accounts.actor import Actor
from salesops.periods.choices import DeadlineKind
from salesops.periods.models import Deadline
from salesops.periods.month import Month
from salesops.workflow.flow import possible_steps
from stores.models import HandsetModel, Store
from visits.models import Task

STORES_OPENED = 3


@dataclass(frozen=True, slots=True)
class LineRow:
    """One model at one store."""

    line: ReviewLine
    sold: Comparison
    now: Comparison | None = None

    @property
    def model(self) -> HandsetModel:
        return self.line.model

    @property
    def light(self) -> Light | None:
        return standing_of(self.sold)


@dataclass(frozen=True, slots=True)
class StoreSection:
    """One store: what was done in it, and its models; a store of another rep has no page to open."""

    store: Store
    done: ReviewStore | None
    rows: tuple[LineRow, ...]
    sold: Comparison
    can_open: bool

    @property
    def light(self) -> Light | None:
        return standing_of(self.sold)


@dataclass(frozen=True, slots=True)
class Fieldwork:
    """What was done in all stores of the customer together."""

    done_as_planned: int
    planned: int
    visits: int
    minutes: int
    image_stores: int
    image_score: Decimal | None
    market_reports: int
    stock: int | None
    unreported: int

    @property
    def compliance(self) -> Ratio:
        return Ratio(self.done_as_planned, self.planned)


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """All of a review that the reader may see, and what this person can do with it."""

    review: BusinessReview
    sold: Comparison
    fieldwork: Fieldwork
    sections: tuple[StoreSection, ...]
    actions: tuple[ReviewAction, ...]
    remarks: tuple[ReviewRemark, ...]
    plan: ProfitPlan | None
    walk: ReviewWalk | None
    open_tasks: tuple[Task, ...]
    steps: frozenset[str]
    due_on: date | None
    is_overdue: bool
    can_type: bool
    can_walk: bool

    @property
    def light(self) -> Light | None:
        return standing_of(self.sold)

    @property
    def has_changed_sales(self) -> bool:
        """Whether what was sold in the month is another number by now, and with it what was earned."""
        rows = (row for section in self.sections for row in section.rows if row.now)
        return any(row.now.actual != row.sold.actual for row in rows)

    @property
    def red_lines(self) -> int:
        return sum(row.light == Light.RED for section in self.sections for row in section.rows)

    @property
    def first_day(self) -> date:
        return self.review.month

    @property
    def last_day(self) -> date:
        return Month.of(self.review.month).last_day

    @property
    def is_short(self) -> bool:
        """Few enough stores to show them all opened."""
        return len(self.sections) <= STORES_OPENED

    @property
    def can_refresh(self) -> bool:
        """Only a draft follows the sales; what was returned keeps the figures that were looked at."""
        return self.can_type and self.review.status == ReviewStatus.DRAFT

    @property
    def campaigns(self) -> list[dict[str, Any]]:
        """Launches and promotions at the customer's stores, as they were when the review was built."""
        return [one for one in self.review.inputs.get("campaigns", ()) if "name" in one]

    @property
    def promoters(self) -> dict[str, Any] | None:
        return next((one for one in self.review.inputs.get("campaigns", ()) if "people" in one), None)

    @property
    def needs_causes(self) -> bool:
        return self.review.is_editable and not self.review.causes and self.red_lines > 0


def review_page(review: BusinessReview, actor: Actor, on: date) -> ReviewPage:
    """A review with its customer loaded, for one reader. Eleven queries."""
    lines = ReviewLine.objects.visible_to(actor).filter(review=review).select_related("store", "model")
    done = ReviewStore.objects.visible_to(actor).filter(review=review).select_related("store")
    done = list(done.order_by("store__code", "store_id"))
    lines = list(lines.order_by("-actual", "model__code"))
    sections = _sections(review, lines, done, actor)
    deadline = _deadline_of(review, actor)
    actions = ReviewAction.objects.visible_to(actor).filter(review=review).select_related("store")
    remarks = ReviewRemark.objects.visible_to(actor).filter(review=review).select_related("written_by")
    plans = ProfitPlan.objects.visible_to(actor).of_month(Month.of(review.month))
    return ReviewPage(
        review=review,
        sold=sum_of_comparisons(section.sold for section in sections),
        fieldwork=fieldwork_of(done),
        sections=sections,
        actions=tuple(actions.order_by("due_on", "pk")),
        remarks=tuple(remarks.order_by("-pk")),
        walk=ReviewWalk.objects.visible_to(actor).filter(review=review).select_related("written_by").first(),
        open_tasks=open_actions(review.customer_id, actor, before=Month.of(review.month).next_first_day),
        plan=plans.filter(customer=review.customer_id).first(),
        steps=frozenset(step.name for step in possible_steps(REVIEW_STEPS, review, actor)),
        due_on=deadline.due_on if deadline else None,
        is_overdue=deadline is not None and deadline.met_at is None and deadline.due_on < on,
        can_type=review.is_editable and is_review_owner(actor, review),
        can_walk=review.status == ReviewStatus.CONFIRMED and is_review_owner(actor, review),
    )


def fieldwork_of(done: Sequence[ReviewStore]) -> Fieldwork:
    """Add up the stores; the image is the mean over the stores that were scored. No query."""
    scores = [row.image_score for row in done if row.image_score is not None]
    stock = [row.stock for row in done if row.stock is not None]
    return Fieldwork(
        done_as_planned=sum(row.visits_done_as_planned for row in done),
        planned=sum(row.visits_planned for row in done),
        visits=sum(row.visits_done for row in done),
        minutes=sum(row.minutes for row in done),
        image_stores=len(scores),
        image_score=(sum(scores) / len(scores)).quantize(Decimal("0.1"), ROUND_HALF_UP) if scores else None,
        market_reports=sum(row.market_reports for row in done),
        stock=sum(stock) if stock else None,
        unreported=sum(not row.is_reported for row in done),
    )


def _sections(
    review: BusinessReview, lines: Sequence[ReviewLine], done: Sequence[ReviewStore], actor: Actor
) -> tuple[StoreSection, ...]:
    """Every store that was open or that something is compared with, by its code."""
    done_by_store = {row.store_id: row for row in done}
    stores = {row.store_id: row.store for row in (*done, *lines)}
    visible = set(Store.objects.visible_to(actor).filter(customer=review.customer_id).values_list("pk", flat=True))
    now = changed_of_review(review, lines)
    rows = [LineRow(line, kept_of(line), now.get(line.pk)) for line in lines]
    return tuple(
        _section(
            store,
            done_by_store.get(store.pk),
            tuple(row for row in rows if row.line.store_id == store.pk),
            store.pk in visible,
        )
        for store in sorted(stores.values(), key=attrgetter("code"))
    )


def _section(store: Store, done: ReviewStore | None, rows: tuple[LineRow, ...], can_open: bool) -> StoreSection:
    return StoreSection(store, done, rows, sum_of_comparisons(row.sold for row in rows), can_open)


def _deadline_of(review: BusinessReview, actor: Actor) -> Deadline | None:
    deadlines = Deadline.objects.visible_to(actor).of_month(Month.of(review.month))
    return deadlines.filter(kind=DeadlineKind.REVIEW, subject_id=review.customer_id).first()
