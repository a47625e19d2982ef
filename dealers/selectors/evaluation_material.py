"""What a quarter says of dealers, measure by measure, with the rows behind each (handbook H10.6).

Each function answers for all dealers at once, in a fixed number of queries.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from django.db.models import Q
from django.urls import reverse

from dealers.business_choices import CaseSide, CaseStatus
from dealers.calc.evaluation import Evidence, Measured, discipline, is_healthy
from dealers.calc.quarters import Quarter
from dealers.calc.stock_cover import cover_days
from dealers.models import (
    ChannelCase,
    DealerPerson,
    DealerStock,
    EvaluationTerms,
    PersonTraining,
    Receivable,
)
from dealers.selectors.business import sold_by_dealer_and_sku
from dealers.selectors.evaluation_target import reached_by_dealer
from stores.models import Customer, Store, StoreDistributionWeek

MOST_EVIDENCE = 200
_BECAUSE = "a dealer is evaluated by all that is known of it; its page narrows who reads it"
_FOUND_GUILTY = (CaseStatus.PROVEN, CaseStatus.SETTLED)

ByDealer = dict[int, Measured]


def material_of(
    dealers: Collection[Customer], quarter: Quarter, terms: EvaluationTerms, on: date
) -> dict[str, ByDealer]:
    """All measures; what is still to come of the quarter is left out."""
    ids = {dealer.pk for dealer in dealers}
    end = min(quarter.next_first_day, on + timedelta(days=1))
    return {
        "target": reached_by_dealer(ids, quarter),
        "distribution": _distribution(ids, quarter),
        "stock": _stock(ids, quarter, end, terms),
        "payment": _payment(ids, quarter, end),
        "discipline": _discipline(ids, quarter, terms),
        "team": _team(ids, quarter, end),
        "reporting": _reporting(ids, quarter, end),
    }


def _distribution(ids: set[int], quarter: Quarter) -> ByDealer:
    """Models carried of those asked in the stores supplied, in the last week of the quarter that was measured.

    Two queries.
    """
    stores = Store.objects.unscoped(because=_BECAUSE).filter(Q(customer__in=ids) | Q(customer__dealer__in=ids))
    named = {pk: (name, {customer, dealer} & ids) for pk, name, customer, dealer in stores.values_list(*_OF_STORE)}
    weeks = StoreDistributionWeek.objects.unscoped(because=_BECAUSE).filter(store__in=named, asked__gt=0)
    weeks = weeks.filter(week__gte=quarter.first_day, week__lt=quarter.next_first_day)
    latest = {row[0]: row for row in weeks.order_by("week").values_list("store", "asked", "carried")}
    found = defaultdict(list)
    for store, asked, carried in latest.values():
        for dealer in named[store][1]:
            found[dealer].append((named[store][0], store, asked, carried))
    return {dealer: _carried(rows) for dealer, rows in found.items()}


def _carried(rows: list[tuple[str, int, int, int]]) -> Measured:
    rows = sorted(rows, key=lambda row: (row[3] / row[2], row[0]))
    evidence = tuple(
        Evidence(name, f"{carried} / {asked}", carried >= asked, reverse("stores:store_detail", args=[pk]))
        for name, pk, asked, carried in rows[:MOST_EVIDENCE]
    )
    return Measured(Decimal(sum(row[3] for row in rows)), Decimal(sum(row[2] for row in rows)), evidence)


def _stock(ids: set[int], quarter: Quarter, end: date, terms: EvaluationTerms) -> ByDealer:
    """SKUs whose last count in the quarter lasts as long as the center wants, of those counted. Two queries."""
    counts = DealerStock.objects.unscoped(because=_BECAUSE).filter(customer__in=ids)
    counts = counts.filter(counted_on__gte=quarter.first_day, counted_on__lt=end).order_by("counted_on")
    rows = counts.values_list("customer", "sku", "sku__code", "quantity", "counted_on")
    latest = {(row[0], row[1]): row for row in rows}
    sold = sold_by_dealer_and_sku(ids, end - timedelta(days=1))
    found = defaultdict(list)
    for (dealer, sku), (_dealer, _sku, code, quantity, day) in latest.items():
        cover = cover_days(quantity, sold[dealer, sku])
        is_good = is_healthy(quantity, cover, terms.shortest_cover_days, terms.longest_cover_days)
        if is_good is not None:
            found[dealer].append(Evidence(f"{code} {day}", f"{quantity} → {'∞' if cover is None else cover}", is_good))
    return {dealer: _share_of_good(evidence) for dealer, evidence in found.items()}


def _payment(ids: set[int], quarter: Quarter, end: date) -> ByDealer:
    """Yuan paid by their day, of all that fell due. One query."""
    rows = Receivable.objects.unscoped(because=_BECAUSE).filter(customer__in=ids)
    rows = rows.filter(due_on__gte=quarter.first_day, due_on__lt=end).order_by("customer", "due_on", "pk")
    return {dealer: _paid(list(group)) for dealer, group in groupby(rows, key=lambda row: row.customer_id)}


def _paid(rows: list[Receivable]) -> Measured:
    on_time = [row for row in rows if _is_on_time(row)]
    evidence = tuple(
        Evidence(
            f"{row.document} {row.due_on}",
            f"{row.amount_yuan} {row.settled_on or '–'}",
            _is_on_time(row),
            row.get_absolute_url(),
        )
        for row in rows[:MOST_EVIDENCE]
    )
    return Measured(_yuan(on_time), _yuan(rows), evidence)


def _discipline(ids: set[int], quarter: Quarter, terms: EvaluationTerms) -> ByDealer:
    """Proven breaches that were found in the quarter; a dealer without any has all points. One query."""
    cases = ChannelCase.objects.unscoped(because=_BECAUSE).filter(customer__in=ids, side=CaseSide.DID)
    cases = cases.filter(status__in=_FOUND_GUILTY, found_on__gte=quarter.first_day, found_on__lt=quarter.next_first_day)
    found = defaultdict(list)
    for case in cases.order_by("found_on", "pk"):
        found[case.customer_id].append(
            Evidence(f"{case.kind} {case.found_on}", case.status, False, case.get_absolute_url())
        )
    return {dealer: _behaved(found[dealer], terms.points_per_breach) for dealer in ids}


def _behaved(evidence: list[Evidence], points: int) -> Measured:
    measured = discipline(len(evidence), points)
    return Measured(measured.numerator, measured.denominator, tuple(evidence[:MOST_EVIDENCE]))


def _team(ids: set[int], quarter: Quarter, end: date) -> ByDealer:
    """People who were trained in the quarter, of those who worked there in it. Two queries."""
    people = DealerPerson.objects.unscoped(because=_BECAUSE).filter(customer__in=ids)
    people = people.there_between(quarter.first_day, end)
    trainings = PersonTraining.objects.unscoped(because=_BECAUSE).filter(person__customer__in=ids)
    trainings = trainings.filter(held_on__gte=quarter.first_day, held_on__lt=end).order_by("held_on")
    latest = dict(trainings.values_list("person", "held_on"))
    found = defaultdict(list)
    for person in people:
        day = latest.get(person.pk)
        one = Evidence(person.name, f"{day or '–'}", day is not None, person.get_absolute_url())
        found[person.customer_id].append(one)
    return {dealer: _share_of_good(evidence) for dealer, evidence in found.items()}


def _reporting(ids: set[int], quarter: Quarter, end: date) -> ByDealer:
    """Weeks with a stock report, of those that have ended. One query."""
    counts = DealerStock.objects.unscoped(because=_BECAUSE).filter(customer__in=ids)
    counts = counts.filter(counted_on__gte=quarter.first_day, counted_on__lt=end).order_by()
    reported = Counter(
        (dealer, _monday(day)) for dealer, day in counts.values_list("customer", "counted_on").distinct()
    )
    weeks = list(_weeks(quarter.first_day, end))
    return {dealer: _reported(dealer, weeks, reported) for dealer in ids} if weeks else {}


def _reported(dealer: int, weeks: list[date], reported: Counter) -> Measured:
    return _share_of_good(
        Evidence(f"{week}", str(reported[dealer, week]), bool(reported[dealer, week])) for week in weeks
    )


def _share_of_good(evidence: Iterable[Evidence]) -> Measured:
    evidence = list(evidence)
    good = sum(one.is_good for one in evidence)
    ordered = sorted(evidence, key=lambda one: (one.is_good, one.what))
    return Measured(Decimal(good), Decimal(len(evidence)), tuple(ordered[:MOST_EVIDENCE]))


def _weeks(start: date, end: date) -> Iterable[date]:
    """The Mondays of the weeks that lie whole in the span."""
    monday = start + timedelta(days=-start.weekday() % 7)
    while monday + timedelta(days=7) <= end:
        yield monday
        monday += timedelta(days=7)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _is_on_time(receivable: Receivable) -> bool:
    return receivable.settled_on is not None and receivable.settled_on <= receivable.due_on


def _yuan(rows: Iterable[Receivable]) -> Decimal:
    return sum((row.amount_yuan for row in rows), Decimal(0))


_OF_STORE = ("pk", "name", "customer", "customer__dealer")
