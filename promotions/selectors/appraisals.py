"""A promoter's month in points, each line with what it was made from (handbook H7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Avg, Count, QuerySet, Sum

from promotions.appraisal_choices import LINE_NAMES
from promotions.calc.appraisal import (
    Incentive,
    Line,
    LineCode,
    Stay,
    Terms,
    incentive_of,
    known_percent,
    ratio_points,
    score_of,
    units_of,
)
from promotions.models import Appraisal, Assignment, Promoter, PromoterTerms, TrainingResult
from promotions.promoter_choices import PromoterKind
from promotions.selectors.attendance import SheetRow, month_sheet
from promotions.selectors.promoter_terms import terms_by_center
from promotions.selectors.training import last_scores
from salesops.accounts.models import Center
from salesops.periods.month import Month
from stores.models import SalesMonth, Store
from visits.models import Visit

_BECAUSE = "the promoters were seen already; their stores' figures make their points"


@dataclass(frozen=True, slots=True)
class StoreFigures:
    """What one store gives to a promoter's month."""

    store: Store
    sold: int
    units: Decimal
    image: Decimal | None
    checks: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One promoter's month: the lines, the score, what it earns, and the evidence."""

    promoter: Promoter
    appraisal: Appraisal
    lines: list[Line]
    score: Decimal | None
    units: Decimal
    incentive: Incentive
    stores: list[StoreFigures]
    attendance: SheetRow
    test: TrainingResult | None
    terms: Terms
    least_known_percent: int
    # Too little is known for the points to be paid, and nobody has decided that they are.
    is_withheld: bool

    @property
    def known_percent(self) -> int:
        return known_percent(self.lines)

    @property
    def named(self) -> list[tuple[str, Line]]:
        return [(str(LINE_NAMES[line.code]), line) for line in self.lines]


def sheets_of(promoters: QuerySet[Promoter], month: Month, now: datetime, *, in_spite: bool = False) -> list[Sheet]:
    """Whom we pay, by name: store staff are not ours. A confirmed month is as it was confirmed. Eleven queries.

    Points that rest on less of the weight than the center asks are paid only `in_spite` of it.
    """
    rows = month_sheet(promoters.exclude(kind=PromoterKind.STAFF), month, now)
    people = [row.promoter for row in rows]
    stays = _stays_of(people, month)
    stores = {stay.store for stay in stays}
    sold = _sold_in(stores, month)
    units = units_of(sold, stays, month.first_day, month.next_first_day)
    images = _images_in(stores, month)
    named = {store.pk: store for store in Store.objects.unscoped(because=_BECAUSE).filter(pk__in=stores)}
    tests = last_scores(people, month.next_first_day)
    terms = terms_by_center(Center(pk=pk) for pk in sorted({person.center_id for person in people}))
    appraisals = Appraisal.objects.unscoped(because=_BECAUSE).filter(promoter__in=people, month=month.first_day)
    known = {appraisal.promoter_id: appraisal for appraisal in appraisals}
    sheets = []
    for row in rows:
        person = row.promoter
        figures = [
            StoreFigures(named[store], sold.get(store, 0), own, *images.get(store, (None, 0)))
            for store, own in units.get(person.pk, {}).items()
        ]
        appraisal = known.get(person.pk) or Appraisal(promoter=person, month=month.first_day)
        sheets.append(_sheet(row, appraisal, figures, tests.get(person.pk), terms[person.center_id], in_spite))
    return sheets


def sheet_of(promoter: Promoter, month: Month, now: datetime, *, in_spite: bool = False) -> Sheet | None:
    """One promoter's month, if the person was employed in it. Eleven queries."""
    rows = Promoter.objects.unscoped(because=_BECAUSE).filter(pk=promoter.pk)
    return next(iter(sheets_of(rows, month, now, in_spite=in_spite)), None)


def as_confirmed(sheet: Sheet) -> dict[str, Any]:
    """What the confirmation keeps: numbers as texts, so that nothing is rounded on the way."""
    return {
        "lines": [
            {"code": str(line.code), "weight": line.weight, "points": _text(line.points)} for line in sheet.lines
        ],
        "score": _text(sheet.score),
        "units": _text(sheet.units),
        "for_units_yuan": _text(sheet.incentive.for_units_yuan),
        "for_score_yuan": _text(sheet.incentive.for_score_yuan),
        "is_withheld": sheet.is_withheld,
    }


def pay_terms(terms: PromoterTerms) -> Terms:
    return Terms(terms.yuan_per_unit, terms.units_from_percent, terms.full_score_yuan)


def _sheet(
    row: SheetRow,
    appraisal: Appraisal,
    figures,
    test: TrainingResult | None,
    terms: PromoterTerms,
    in_spite: bool,
) -> Sheet:
    evidence = {"stores": figures, "attendance": row, "test": test, "terms": pay_terms(terms)}
    evidence |= {"least_known_percent": terms.least_known_percent}
    if appraisal.is_confirmed:
        return Sheet(row.promoter, appraisal, **_kept(appraisal.confirmed), **evidence)
    units = sum((one.units for one in figures), Decimal(0))
    lines = _lines(row, appraisal, figures, units, test, terms)
    score = score_of(lines)
    is_withheld = score is not None and not in_spite and known_percent(lines) < terms.least_known_percent
    paid_score = None if is_withheld else score
    earned = incentive_of(units, appraisal.target_units, paid_score, pay_terms(terms))
    return Sheet(row.promoter, appraisal, lines, score, units, earned, is_withheld=is_withheld, **evidence)


def _lines(row: SheetRow, appraisal: Appraisal, figures, units: Decimal, test, terms: PromoterTerms) -> list[Line]:
    checks = sum(one.checks for one in figures)
    image = sum((one.image * one.checks for one in figures if one.image is not None), Decimal(0))
    points = {
        LineCode.SALES: ratio_points(units, appraisal.target_units),
        LineCode.ATTENDANCE: ratio_points(max(0, row.shifts - row.absent - row.late - row.early), row.shifts),
        LineCode.IMAGE: ratio_points(image / checks, 100) if checks else None,
        LineCode.SKILL: None if test is None else Decimal(test.score),
        LineCode.RECOMMENDATION: None
        if appraisal.recommendation_percent is None
        else Decimal(appraisal.recommendation_percent),
    }
    return [Line(code, getattr(terms, f"weight_{code}"), points[code]) for code in LineCode]


def _kept(confirmed: Mapping[str, Any]) -> dict[str, Any]:
    lines = [Line(LineCode(line["code"]), line["weight"], _number(line["points"])) for line in confirmed["lines"]]
    earned = Incentive(Decimal(confirmed["for_units_yuan"]), Decimal(confirmed["for_score_yuan"]))
    units = Decimal(confirmed["units"])
    kept = {"lines": lines, "score": _number(confirmed["score"]), "units": units, "incentive": earned}
    # Months that were confirmed before the center had such a line kept no word on it: they were paid.
    return kept | {"is_withheld": confirmed.get("is_withheld", False)}


def _stays_of(people: list[Promoter], month: Month) -> list[Stay]:
    """The places of these people in the month, and of whoever shared a store with them. One query."""
    rows = Assignment.objects.unscoped(because=_BECAUSE).touching(month.first_day, month.next_first_day)
    own = rows.filter(promoter__in=people).values("store")
    shared = rows.filter(store__in=own).exclude(promoter__kind=PromoterKind.STAFF)
    fields = ("promoter", "store", "starts_on", "ends_on", "share_percent")
    return [Stay(*values) for values in shared.order_by("pk").values_list(*fields)]


def _sold_in(stores: set[int], month: Month) -> dict[int, int]:
    rows = SalesMonth.objects.unscoped(because=_BECAUSE).filter(store__in=stores, month=month.first_day)
    return dict(rows.values("store").annotate(units=Sum("sell_out")).values_list("store", "units"))


def _images_in(stores: set[int], month: Month) -> dict[int, tuple[Decimal, int]]:
    rows = Visit.objects.unscoped(because=_BECAUSE).filter(store__in=stores, image_score__isnull=False)
    rows = rows.filter(visited_on__gte=month.first_day, visited_on__lt=month.next_first_day)
    found = rows.values("store").annotate(mean=Avg("image_score"), checks=Count("pk"))
    return {
        one["store"]: (Decimal(str(one["mean"])).quantize(Decimal("0.1"), ROUND_HALF_UP), one["checks"])
        for one in found
    }


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
