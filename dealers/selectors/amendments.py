"""Versions of a plan side by side, and an amendment as its page shows it (handbook H8.4)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from django.db.models import Prefetch

from dealers.amendment_choices import UNDECIDED, AmendmentStatus
from dealers.amendment_rules import writes_amendment
from dealers.amendment_steps import AMENDMENT_STEPS
from dealers.calc.profit import Sale, profit_of_customer
from dealers.calc.versions import versions_of
from dealers.choices import PlanStatus
from dealers.models import AmendmentLine, PlanAmendment, PlanLine, ProfitPlan
from dealers.rules import is_plan_owner
from dealers.selectors.catalogue import price_in
from dealers.selectors.figures import terms_of
from dealers.selectors.plan_page import lines_of
from salesops.accounts.actor import Actor
from salesops.periods.month import Month
from salesops.workflow.flow import possible_steps
from stores.models import HandsetModel, Store
from stores.selectors.prices import price_list

StoreModel = tuple[int, int]


@dataclass(frozen=True, slots=True)
class VersionHead:
    """One version at the head of its column: what it comes to, and by what it came."""

    number: int | None
    amendment: PlanAmendment | None
    quantity: int
    profit_yuan: Decimal

    @property
    def is_proposed(self) -> bool:
        return self.number is None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One store × model through all versions; each number with what it differs by from the one before."""

    store: Store
    model: HandsetModel
    numbers: tuple[tuple[int, int], ...]

    @property
    def is_changed(self) -> bool:
        return any(difference for _quantity, difference in self.numbers)


@dataclass(frozen=True, slots=True)
class Versions:
    plan: ProfitPlan
    heads: tuple[VersionHead, ...]
    rows: tuple[VersionRow, ...]


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """A line of the plan with what an amendment wants of it; `line_id` is none where the plan has no such line yet."""

    line_id: int | None
    store: Store
    model: HandsetModel
    quantity: int
    proposed: int | None
    is_stale: bool

    @property
    def difference(self) -> int:
        return 0 if self.proposed is None else self.proposed - self.quantity


@dataclass(frozen=True, slots=True)
class AmendmentPage:
    amendment: PlanAmendment
    sections: tuple[tuple[Store, tuple[ProposedLine, ...]], ...]
    changed: tuple[ProposedLine, ...]
    before: VersionHead
    after: VersionHead
    steps: frozenset[str]
    can_type: bool

    @property
    def has_stale(self) -> bool:
        """Whether a number that is to be changed became another one since it was typed."""
        return any(line.is_stale for line in self.changed)


def may_amend(plan: ProfitPlan, actor: Actor, on: date) -> bool:
    """Whether this person may change the approved plan at all; a month that is over belongs to its review."""
    return plan.status == PlanStatus.APPROVED and is_plan_owner(actor, plan) and Month.of(plan.month) >= Month.of(on)


def undecided_of(plan: ProfitPlan, actor: Actor) -> PlanAmendment | None:
    """The amendment that is in work or waits. One query."""
    return PlanAmendment.objects.visible_to(actor).filter(plan=plan, status__in=UNDECIDED).first()


def versions_beside(plan: ProfitPlan, actor: Actor) -> Versions:
    """All versions of an approved plan, and what is proposed. Three queries and two for the prices."""
    lines = lines_of(plan, actor)
    changes = _changes_of(plan, actor)
    approved = {_key(line): line.approved_quantity for line in lines if not _came_by_amendment(line)}
    made = [{_key(line): line.after_quantity for line in change.lines.all()} for change in changes]
    places = _places((*lines, *(line for change in changes for line in change.lines.all())))
    numbers = versions_of(approved, made)
    rows = tuple(
        VersionRow(*places[key], _with_differences(numbers[key]))
        for key in sorted(numbers, key=lambda key: (places[key][0].code, -numbers[key][-1], places[key][1].code))
    )
    sales = _SalesOf(plan, lines)
    heads = [
        VersionHead(
            number=1 if step == 0 else changes[step - 1].version,
            amendment=None if step == 0 else changes[step - 1],
            quantity=sum(of_key[step] for of_key in numbers.values()),
            profit_yuan=sales.profit_of({key: of_key[step] for key, of_key in numbers.items()}),
        )
        for step in range(len(changes) + 1)
    ]
    return Versions(plan, tuple(heads), rows)


def amendment_page(amendment: PlanAmendment, actor: Actor) -> AmendmentPage:
    """One amendment over the plan's lines as they hold; once decided, its own lines alone. Four queries at most."""
    plan = amendment.plan
    wanted = _lines_of(amendment, actor)
    lines = lines_of(plan, actor)
    can_type = amendment.is_editable and writes_amendment(actor, amendment)
    rows = _proposed(lines if amendment.status in UNDECIDED else [], wanted)
    before = {(row.store.pk, row.model.pk): row.quantity for row in rows}
    if amendment.status not in UNDECIDED:
        before = {_key(line): line.quantity for line in lines} | before
    after = before | {_key(line): line.after_quantity for line in wanted}
    sales = _SalesOf(plan, lines)
    return AmendmentPage(
        amendment=amendment,
        sections=tuple((store, tuple(group)) for store, group in groupby(rows, key=attrgetter("store"))),
        changed=tuple(row for row in rows if row.proposed is not None),
        before=VersionHead(None, None, sum(before.values()), sales.profit_of(before)),
        after=VersionHead(None, amendment, sum(after.values()), sales.profit_of(after)),
        steps=frozenset(step.name for step in possible_steps(AMENDMENT_STEPS, amendment, actor)),
        can_type=can_type,
    )


class _SalesOf:
    """What a plan's quantities bring the customer, at the prices of its lines."""

    def __init__(self, plan: ProfitPlan, lines: Iterable[PlanLine]) -> None:
        self.plan = plan
        self.prices = {line.model_id: (line.list_yuan, line.supply_yuan) for line in lines}

    def profit_of(self, quantities: Mapping[StoreModel, int]) -> Decimal:
        self._learn({model_id for _store_id, model_id in quantities} - self.prices.keys())
        rate = self.plan.rebate_percent / 100
        sales = (Sale(units, *self.prices[model_id], rate) for (_store, model_id), units in quantities.items())
        return profit_of_customer(sales, terms_of(self.plan)).profit_yuan

    def _learn(self, model_ids: set[int]) -> None:
        """The prices of models that only an amendment names."""
        if model_ids:
            prices = price_list(sorted(model_ids))
            for model_id in model_ids:
                price = price_in(prices, model_id, Month.of(self.plan.month))
                self.prices[model_id] = (price.list_yuan, price.supply_yuan) if price else (Decimal(0), Decimal(0))


def _changes_of(plan: ProfitPlan, actor: Actor) -> list[PlanAmendment]:
    """What is in force, in its order, and what is proposed behind it."""
    lines = AmendmentLine.objects.visible_to(actor).select_related("store", "model")
    amendments = PlanAmendment.objects.visible_to(actor).filter(plan=plan)
    amendments = amendments.filter(status__in=(AmendmentStatus.APPROVED, *UNDECIDED))
    found = amendments.prefetch_related(Prefetch("lines", lines))
    return sorted(found, key=lambda one: (one.version is None, one.version or 0))


def _lines_of(amendment: PlanAmendment, actor: Actor) -> list[AmendmentLine]:
    lines = AmendmentLine.objects.visible_to(actor).filter(amendment=amendment).select_related("store", "model")
    return list(lines.order_by("store__code", "model__code"))


def _proposed(lines: Sequence[PlanLine], wanted: Sequence[AmendmentLine]) -> list[ProposedLine]:
    by_key = {_key(line): line for line in wanted}
    rows = []
    for line in lines:
        change = by_key.pop(_key(line), None)
        is_stale = change is not None and change.before_quantity != line.quantity
        after = change.after_quantity if change else None
        rows.append(ProposedLine(line.pk, line.store, line.model, line.quantity, after, is_stale))
    rows += [
        ProposedLine(None, line.store, line.model, line.before_quantity, line.after_quantity, is_stale=False)
        for line in by_key.values()
    ]
    return sorted(rows, key=lambda row: (row.store.code, row.store.pk))


def _came_by_amendment(line: PlanLine) -> bool:
    return line.amended_quantity is not None and line.typed_quantity is None and line.method == "added"


def _places(lines: Iterable[PlanLine | AmendmentLine]) -> dict[StoreModel, tuple[Store, HandsetModel]]:
    return {_key(line): (line.store, line.model) for line in lines}


def _key(line: PlanLine | AmendmentLine) -> StoreModel:
    return line.store_id, line.model_id


def _with_differences(numbers: Sequence[int]) -> tuple[tuple[int, int], ...]:
    former = (numbers[0], *numbers)
    return tuple((number, number - before) for number, before in zip(numbers, former, strict=False))
