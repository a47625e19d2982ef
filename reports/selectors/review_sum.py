"""The review of a center and of the company: the sum of their customers', opening level by level (handbook H9)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Q, QuerySet, Sum

from reports.calc.review import Comparison, sum_of_comparisons
from reports.choices import EDITABLE, Light, ReviewStatus
from reports.models import BusinessReview, ReviewLine, ReviewStore
from reports.selectors.figures import IS_RED, standing_of
from reports.selectors.review_page import Fieldwork
from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from salesops.periods.month import Month

# What the parts of a level are: the relation that groups them, and what each is called.
CENTERS, REPS, CUSTOMERS = "center", "rep", "customer"
NAMES = {CENTERS: ("center__name",), REPS: ("rep__name",), CUSTOMERS: ("customer__name",)}
SOLD = (Sum("actual"), Sum("planned"), Sum("last_month"), Sum("last_year"))


@dataclass(frozen=True, slots=True)
class Area:
    """Whose reviews are added up: all that the actor sees, one center's, or one rep's."""

    month: Month
    center: int | None = None
    rep: int | None = None

    def level(self, actor: Actor) -> str:
        """What its parts are; who leads one center begins with its reps."""
        if self.rep is not None:
            return CUSTOMERS
        return REPS if self.center is not None or actor.role == Role.MANAGER else CENTERS

    def query(self, **narrowed: int | None) -> str:
        said = {"month": str(self.month), "center": self.center, "rep": self.rep} | narrowed
        return "?" + urlencode({name: value for name, value in said.items() if value is not None})


@dataclass(frozen=True, slots=True)
class State:
    """How many reviews there are, and how far they got."""

    reviews: int
    open: int
    waiting: int
    confirmed: int
    gone_through: int


@dataclass(frozen=True, slots=True)
class SumRow:
    """One part: a center, a rep or a customer, with what opens it."""

    name: str
    url: str
    sold: Comparison
    red_lines: int
    planned_profit_yuan: Decimal | None
    earned_profit_yuan: Decimal | None
    state: State

    @property
    def light(self) -> Light | None:
        return standing_of(self.sold)


@dataclass(frozen=True, slots=True)
class ReviewSum:
    """The parts, and the same reviews by model and as one."""

    area: Area
    level: str
    name: str
    rows: tuple[SumRow, ...]
    models: tuple[tuple[str, Comparison], ...]
    fieldwork: Fieldwork

    @property
    def sold(self) -> Comparison:
        return sum_of_comparisons(row.sold for row in self.rows)

    @property
    def light(self) -> Light | None:
        return standing_of(self.sold)

    @property
    def state(self) -> State:
        names = ("reviews", "open", "waiting", "confirmed", "gone_through")
        return State(**{name: sum(getattr(row.state, name) for row in self.rows) for name in names})

    @property
    def red_lines(self) -> int:
        return sum(row.red_lines for row in self.rows)

    @property
    def planned_profit_yuan(self) -> Decimal | None:
        return _known_sum(row.planned_profit_yuan for row in self.rows)

    @property
    def earned_profit_yuan(self) -> Decimal | None:
        return _known_sum(row.earned_profit_yuan for row in self.rows)


def review_sum(actor: Actor, area: Area) -> ReviewSum:
    """Add up the reviews of a month that the actor may see. Four queries, however many reviews; five in one area."""
    level = area.level(actor)
    reviews = _within(BusinessReview.objects.visible_to(actor).of_month(area.month), area)
    lines = _within(ReviewLine.objects.visible_to(actor).filter(review__month=area.month.first_day), area, "review__")
    stores = _within(ReviewStore.objects.visible_to(actor).filter(review__month=area.month.first_day), area, "review__")
    by_model = lines.order_by().values_list("model__name").annotate(*SOLD)
    return ReviewSum(
        area=area,
        level=level,
        name=_name(reviews, area),
        rows=tuple(sorted(_rows(reviews, lines, level, area), key=lambda row: (-row.sold.actual, row.name))),
        models=tuple(
            sorted(((name, Comparison(*sums)) for name, *sums in by_model), key=lambda m: (-m[1].actual, m[0]))
        ),
        fieldwork=_fieldwork(stores),
    )


def _within(rows: QuerySet, area: Area, path: str = "") -> QuerySet:
    wanted = {f"{path}center": area.center, f"{path}rep": area.rep}
    return rows.filter(**{name: pk for name, pk in wanted.items() if pk is not None})


def _name(reviews: QuerySet, area: Area) -> str:
    """Whose sum it is; nothing where all that the actor sees is added up."""
    if area.rep is None and area.center is None:
        return ""
    names = "rep__name" if area.rep is not None else "center__name"
    return reviews.order_by().values_list(names, flat=True).first() or ""


def _rows(reviews: QuerySet, lines: QuerySet, level: str, area: Area) -> Iterator[SumRow]:
    sums = lines.order_by().values_list(f"review__{level}").annotate(*SOLD, red=Count("pk", filter=IS_RED))
    sold = {pk: (Comparison(*amounts), red) for pk, *amounts, red in sums}
    for row in reviews.order_by().values(level, *NAMES[level]).annotate(**_counts()):
        of_part, red = sold.get(row[level], (Comparison(0), 0))
        yield SumRow(
            name=row[NAMES[level][0]],
            url=_url(level, row, area),
            sold=of_part,
            red_lines=red,
            planned_profit_yuan=row["planned_profit"],
            earned_profit_yuan=row["earned_profit"],
            state=State(row["reviews"], row["open"], row["waiting"], row["confirmed"], row["gone_through"]),
        )


def _counts() -> dict[str, Any]:
    return {
        "reviews": Count("pk"),
        "open": Count("pk", filter=Q(status__in=EDITABLE)),
        "waiting": Count("pk", filter=Q(status=ReviewStatus.SUBMITTED)),
        "confirmed": Count("pk", filter=Q(status=ReviewStatus.CONFIRMED)),
        "gone_through": Count("walk"),
        "planned_profit": Sum("planned_profit_yuan"),
        "earned_profit": Sum("earned_profit_yuan"),
        "review": Sum(F("pk")),
    }


def _url(level: str, row: Mapping[str, Any], area: Area) -> str:
    """A customer opens its review, of which there is one a month; a center and a rep open their own parts."""
    if level == CUSTOMERS:
        return BusinessReview(pk=row["review"]).get_absolute_url()
    return area.query(**{level: row[level]})


def _fieldwork(stores: QuerySet) -> Fieldwork:
    found = stores.aggregate(
        done_as_planned=Sum("visits_done_as_planned"),
        planned=Sum("visits_planned"),
        visits=Sum("visits_done"),
        minutes=Sum("minutes"),
        image_stores=Count("image_score"),
        image=Sum("image_score"),
        market_reports=Sum("market_reports"),
        stock=Sum("stock"),
        unreported=Count("pk", filter=Q(is_reported=False)),
    )
    image, stock = found.pop("image"), found.pop("stock")
    known = {name: value or 0 for name, value in found.items()}
    scored = known["image_stores"]
    score = (Decimal(image) / scored).quantize(Decimal("0.1"), ROUND_HALF_UP) if scored else None
    return Fieldwork(**known, image_score=score, stock=stock)


def _known_sum(amounts: Iterator[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None
