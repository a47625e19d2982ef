"""One plan as its page shows it (handbook H8.2)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from django.db.models import QuerySet

from dealers.calc.changed_inputs import ChangedInput
from dealers.calc.checks import HINTS, Flag, LineNumbers, flags_of_line
from dealers.calc.profit import profit_of_sale
from dealers.choices import PlanFlag, PlanStatus
from dealers.models import PlanAction, PlanLine, PlanRemark, ProfitPlan
from dealers.rules import is_plan_owner, sees_planner_record
from dealers.selectors.changed_inputs import changed_of_line, changed_of_plan
from dealers.selectors.figures import NOTHING, PlanFigures, figures_from, sale_of
from dealers.selectors.open_actions import open_actions
from dealers.selectors.target_of import TargetOfPlan, target_of
from dealers.steps import PLAN_STEPS, RETURN
from salesops.accounts.actor import Actor
from salesops.periods.choices import DeadlineKind
from salesops.periods.models import Deadline
from salesops.periods.month import Month
from salesops.workflow.flow import possible_steps
from stores.models import Store
from visits.models import Task


@dataclass(frozen=True, slots=True)
class Said:
    """A warning or a hint in words, and how often it was raised."""

    words: str
    is_hint: bool
    count: int = 1


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line with what is said about it."""

    line: PlanLine
    profit_yuan: Decimal
    said: tuple[Said, ...]
    remarks: tuple[PlanRemark, ...]
    is_editable: bool
    is_remarkable: bool
    changed_inputs: tuple[ChangedInput, ...] = ()

    @property
    def is_changed(self) -> bool:
        return self.line.typed_quantity is not None


@dataclass(frozen=True, slots=True)
class StoreSum:
    """What one store comes to, before the customer's fixed terms."""

    store: Store
    quantity: int
    profit_yuan: Decimal


@dataclass(frozen=True, slots=True)
class StoreSection:
    """The lines of one store; a store of another rep has no page to open."""

    sum: StoreSum
    rows: tuple[LineRow, ...]
    can_open: bool


@dataclass(frozen=True, slots=True)
class PlanHead:
    """The plan's account, its warnings and hints, its deadline, and what this person can do with it."""

    plan: ProfitPlan
    figures: PlanFigures
    said: tuple[Said, ...]
    steps: frozenset[str]
    due_on: date | None
    is_overdue: bool
    can_type: bool
    can_refresh: bool
    open_remarks: int
    changed_lines: int
    target: TargetOfPlan | None
    shows_record: bool


@dataclass(frozen=True, slots=True)
class PlanSums:
    """The plan's account, and each store's."""

    head: PlanHead
    stores: tuple[StoreSum, ...]


@dataclass(frozen=True, slots=True)
class PlanPage:
    head: PlanHead
    sections: tuple[StoreSection, ...]
    actions: QuerySet[PlanAction]
    open_tasks: tuple[Task, ...]


def plan_page(plan: ProfitPlan, actor: Actor, on: date) -> PlanPage:
    """All of a plan that the actor may see. Eight queries."""
    lines = lines_of(plan, actor)
    remarks = _remarks_by_line(plan, actor)
    head = _head(plan, lines, actor, on, sum(r.is_open for of_line in remarks.values() for r in of_line))
    visible = set(Store.objects.visible_to(actor).filter(customer=plan.customer_id).values_list("pk", flat=True))
    changed = changed_of_plan(plan)
    rows = [
        _row(plan, line, remarks.get(line.pk, ()), head.steps, head.can_type, changed.get(line.pk, ()))
        for line in lines
    ]
    sections = tuple(
        StoreSection(_sum_of(store, of_store), tuple(of_store), store.pk in visible)
        for store, of_store in _by_store(rows)
    )
    actions = PlanAction.objects.visible_to(actor).filter(plan=plan).select_related("store").order_by("due_on", "pk")
    earlier = open_actions(plan.customer_id, actor, before=plan.month, but_of=plan.get_absolute_url())
    return PlanPage(head, sections, actions, earlier)


def plan_sums(plan: ProfitPlan, actor: Actor, on: date) -> PlanSums:
    """What a changed line changes elsewhere on the page. Three queries."""
    remarks = PlanRemark.objects.visible_to(actor).filter(plan=plan, is_open=True).count()
    lines = lines_of(plan, actor)
    head = _head(plan, lines, actor, on, remarks)
    rows = [_row(plan, line, (), head.steps, head.can_type) for line in lines]
    return PlanSums(head, tuple(_sum_of(store, of_store) for store, of_store in _by_store(rows)))


def line_row(line: PlanLine, actor: Actor) -> LineRow:
    """One line for itself. Two queries."""
    remarks = PlanRemark.objects.visible_to(actor).filter(line=line).select_related("written_by").order_by("pk")
    changed = changed_of_line(line)
    return _row(line.plan, line, remarks, _steps(line.plan, actor), _can_type(line.plan, actor), changed)


def lines_of(plan: ProfitPlan, actor: Actor) -> list[PlanLine]:
    """The plan's lines, store by store. One query."""
    lines = PlanLine.objects.visible_to(actor).filter(plan=plan).select_related("store", "model").defer("inputs")
    return list(lines.order_by("store__code", "store_id", "-quantity", "model__code"))


def numbers_of(line: PlanLine) -> LineNumbers:
    return LineNumbers(
        quantity=line.quantity,
        drafted=line.drafted_quantity,
        low=line.low_quantity,
        high=line.high_quantity,
        method=line.method,
        stock=line.stock_quantity,
        list_yuan=line.list_yuan,
        supply_yuan=line.supply_yuan,
        carriage=line.carriage,
    )


def said_by(flags: Mapping[Flag, int]) -> tuple[Said, ...]:
    """The flags in words, warnings first."""
    said = [Said(str(PlanFlag(flag).label), flag in HINTS, count) for flag, count in flags.items()]
    return tuple(sorted(said, key=attrgetter("is_hint")))


def _head(plan: ProfitPlan, lines: Sequence[PlanLine], actor: Actor, on: date, open_remarks: int) -> PlanHead:
    figures = figures_from(plan, [numbers_of(line) for line in lines])
    deadline = (
        Deadline.objects.visible_to(actor)
        .of_month(Month.of(plan.month))
        .filter(kind=DeadlineKind.PLAN, subject_id=plan.customer_id)
        .first()
    )
    return PlanHead(
        plan=plan,
        figures=figures,
        said=said_by(figures.flags),
        steps=_steps(plan, actor),
        due_on=deadline.due_on if deadline else None,
        is_overdue=deadline is not None and deadline.met_at is None and deadline.due_on < on,
        can_type=_can_type(plan, actor),
        can_refresh=plan.status == PlanStatus.DRAFT and is_plan_owner(actor, plan),
        open_remarks=open_remarks,
        changed_lines=sum(line.typed_quantity is not None for line in lines),
        target=target_of(plan, figures.quantity),
        shows_record=sees_planner_record(actor, plan),
    )


def _steps(plan: ProfitPlan, actor: Actor) -> frozenset[str]:
    return frozenset(step.name for step in possible_steps(PLAN_STEPS, plan, actor))


def _can_type(plan: ProfitPlan, actor: Actor) -> bool:
    return plan.is_editable and is_plan_owner(actor, plan)


def _remarks_by_line(plan: ProfitPlan, actor: Actor) -> dict[int | None, list[PlanRemark]]:
    remarks: dict[int | None, list[PlanRemark]] = defaultdict(list)
    rows = PlanRemark.objects.visible_to(actor).filter(plan=plan).select_related("written_by")
    for remark in rows.order_by("pk"):
        remarks[remark.line_id].append(remark)
    return remarks


def _row(
    plan: ProfitPlan,
    line: PlanLine,
    remarks: Iterable[PlanRemark],
    steps: frozenset[str],
    can_type: bool,
    changed: tuple[ChangedInput, ...] = (),
) -> LineRow:
    numbers = numbers_of(line)
    return LineRow(
        line=line,
        profit_yuan=profit_of_sale(sale_of(plan, numbers)).profit_yuan,
        said=said_by(Counter(flags_of_line(numbers))),
        remarks=tuple(remarks),
        is_editable=can_type,
        is_remarkable=RETURN.name in steps,
        changed_inputs=changed,
    )


def _by_store(rows: Sequence[LineRow]) -> Iterator[tuple[Store, list[LineRow]]]:
    for store, of_store in groupby(rows, key=attrgetter("line.store")):
        yield store, list(of_store)


def _sum_of(store: Store, rows: Sequence[LineRow]) -> StoreSum:
    return StoreSum(
        store=store,
        quantity=sum(row.line.quantity for row in rows),
        profit_yuan=sum((row.profit_yuan for row in rows), NOTHING),
    )
