"""Classification runs as a manager reads them (handbook H3)."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.accounts.models import User
from salesops.periods.month import Month
from stores.choices import ClassFlag, Measure, RunStatus, StoreClass
from stores.class_effects import ClassLoad, load_by_class
from stores.models import ClassificationEntry, ClassificationRun
from stores.selectors.certainty import Sureness, sureness_of


@dataclass(frozen=True, slots=True)
class Load:
    """Work of a week before and after the run."""

    visits_before: Decimal
    visits_after: Decimal
    minutes_before: Decimal
    minutes_after: Decimal

    @property
    def visits_more(self) -> str:
        return f"{self.visits_after - self.visits_before:+}"

    @property
    def minutes_more(self) -> str:
        return f"{self.minutes_after - self.minutes_before:+.0f}"


@dataclass(frozen=True, slots=True)
class Line:
    """One store of an area, with the rule that gave its class, in words."""

    entry: ClassificationEntry
    volume: str
    before: str
    rule: str
    months: list[tuple[str, str]]
    flags: list[str]
    share_percent: Decimal | None
    sureness: Sureness | None
    has_moved: bool
    is_jump: bool
    load: Load | None


@dataclass(frozen=True, slots=True)
class Area:
    """One rep's stores in their order, the movers before the others if asked."""

    rep: User
    total: str
    lines: list[Line]
    counts: list[tuple[str, int]]
    movers: int
    load: Load | None


@dataclass(frozen=True, slots=True)
class RunSheet:
    run: ClassificationRun
    areas: list[Area]
    counts: list[tuple[str, int]]
    movers: int
    stores: int
    load: Load | None


def is_decided(center_id: int, month: Month) -> bool:
    """Whether a manager has made a run of that month valid, or discarded one. One query."""
    runs = ClassificationRun.objects.unscoped(because="a job asks whether there is work left")
    decided = (RunStatus.VALID, RunStatus.DISCARDED)
    return runs.filter(center_id=center_id, month=month.first_day, status__in=decided).exists()


def with_counts(runs: QuerySet[ClassificationRun]) -> QuerySet[ClassificationRun]:
    """Add how many stores a run has and how many of them move. No query of its own."""
    moves = ~Q(entries__shown_class=F("entries__previous_class"))
    return runs.annotate(store_count=Count("entries"), mover_count=Count("entries", filter=moves))


def run_sheet(run: ClassificationRun, actor: Actor, *, only_movers: bool) -> RunSheet:
    """A run area by area, movers first; the effect on work if the visit standard is known.

    One query, and those of the visit standard.
    """
    rows = ClassificationEntry.objects.visible_to(actor).filter(run=run)
    entries = list(rows.select_related("store", "rep").order_by("rep__name", "rep_id", F("rank").asc(nulls_last=True)))
    loads = load_by_class(run.center_id)
    by_rep: dict[User, list[ClassificationEntry]] = defaultdict(list)
    for entry in entries:
        by_rep[entry.rep].append(entry)
    areas = [_area(run, rep, of_rep, loads, only_movers=only_movers) for rep, of_rep in by_rep.items()]
    return RunSheet(
        run=run,
        areas=[area for area in areas if area.lines],
        counts=_counts(entries),
        movers=sum(area.movers for area in areas),
        stores=len(entries),
        load=_load(entries, loads),
    )


def _area(
    run: ClassificationRun,
    rep: User,
    entries: list[ClassificationEntry],
    loads: Mapping[str, ClassLoad],
    *,
    only_movers: bool,
) -> Area:
    lines = [_line(run, entry, loads) for entry in entries]
    movers = [line for line in lines if line.has_moved]
    shown = movers if only_movers else [*movers, *(line for line in lines if not line.has_moved)]
    return Area(rep, _figure(entries[0].total), shown, _counts(entries), len(movers), _load(entries, loads))


def _line(run: ClassificationRun, entry: ClassificationEntry, loads: Mapping[str, ClassLoad]) -> Line:
    has_moved = entry.shown_class != entry.previous_class
    return Line(
        entry=entry,
        volume=_figure(entry.volume),
        before="–" if entry.before is None else _figure(entry.before),
        rule=rule_in_words(run, entry),
        months=[(month, _amount(amount, run.measure)) for month, amount in sorted(entry.months.items())],
        flags=[str(ClassFlag(flag).label) for flag in entry.flags],
        share_percent=_percent_before(entry),
        sureness=sureness_of(entry),
        has_moved=has_moved,
        is_jump=ClassFlag.JUMP in entry.flags,
        load=_load([entry], loads) if has_moved else None,
    )


def rule_in_words(run: ClassificationRun, entry: ClassificationEntry) -> str:
    """Why this store has its class, as one comparison: sum before 38.20 % < 40 % → A."""
    share = _percent_before(entry)
    if entry.rank is None:
        return _("outside the ranking → %(name)s") % {"name": entry.store_class}
    if entry.volume <= 0 or share is None:
        return _("nothing sold in the window → C")
    line_a, line_b = (Decimal(line) / 100 for line in (run.line_a_hundredths, run.line_b_hundredths))
    if entry.store_class == StoreClass.C:
        words = _("sum before %(share)s %% ≥ %(line)s %% → C")
        return words % {"share": share, "line": _plain(line_b)}
    line = line_a if entry.store_class == StoreClass.A else line_b
    words = _("sum before %(share)s %% < %(line)s %% → %(name)s")
    return words % {"share": share, "line": _plain(line), "name": entry.store_class}


def _percent_before(entry: ClassificationEntry) -> Decimal | None:
    """The share of the sum before, cut off after two places, so that it never seems to reach a line early."""
    if entry.before is None or not entry.total:
        return None
    return Decimal(int(entry.before * 10_000 // entry.total)) / 100


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _figure(number: Decimal) -> str:
    """Whole pieces without places, anything else with the places it has."""
    return f"{number:,.0f}" if number == number.to_integral_value() else f"{number.normalize():,f}"


def _amount(amount: int | str | None, measure: str) -> str:
    if amount is None:
        return "–"
    return f"{Decimal(amount):,.0f}" if measure == Measure.VALUE else f"{amount:,}"


def _counts(entries: list[ClassificationEntry]) -> list[tuple[str, int]]:
    counted = Counter(entry.shown_class for entry in entries)
    return [(store_class, counted[store_class]) for store_class in StoreClass.values]


def _load(entries: list[ClassificationEntry], loads: Mapping[str, ClassLoad]) -> Load | None:
    if not loads:
        return None
    nothing = ClassLoad(Fraction(0), Fraction(0))
    before = [loads.get(entry.previous_class, nothing) for entry in entries]
    after = [loads.get(entry.shown_class, nothing) for entry in entries]
    return Load(
        visits_before=_rounded(load.visits_per_week for load in before),
        visits_after=_rounded(load.visits_per_week for load in after),
        minutes_before=_rounded(load.minutes_per_week for load in before),
        minutes_after=_rounded(load.minutes_per_week for load in after),
    )


def _rounded(parts) -> Decimal:
    total = sum(parts, Fraction(0))
    return (Decimal(total.numerator) / Decimal(total.denominator)).quantize(Decimal("0.1"))
