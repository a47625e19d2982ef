"""Classification runs: which are decided, and what one comes to area by area (handbook H3)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from salesops.accounts.actor import Actor
from salesops.periods.month import Month
from stores.choices import RunStatus, StoreClass
from stores.class_effects import ClassLoad, load_by_class, week_minutes_by_rep
from stores.models import ClassificationEntry, ClassificationRun
from stores.querysets import IS_UNSURE


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
class Area:
    """One rep's stores in a run: how many move, how sure that is, and what it means for the rep's week."""

    rep_id: int
    name: str
    total: Decimal
    counts: list[tuple[str, int]]
    stores: int
    movers: int
    jumps: int
    unsure: int
    kept: int
    load: Load | None
    week_minutes: int | None

    @property
    def no_longer_fits(self) -> bool:
        """Whether the minutes in the stores alone, without any way, are more than the rep's week has."""
        return self.load is not None and self.week_minutes is not None and self.load.minutes_after > self.week_minutes


@dataclass(frozen=True, slots=True)
class RunSheet:
    """All areas and their sums."""

    areas: list[Area]
    counts: list[tuple[str, int]]
    stores: int
    movers: int
    jumps: int
    unsure: int
    kept: int
    load: Load | None


def is_decided(center_id: int, month: Month) -> bool:
    """Whether a manager has made a run of that month valid, or discarded one. One query."""
    runs = ClassificationRun.objects.unscoped(because="a job asks whether there is work left")
    decided = (RunStatus.VALID, RunStatus.DISCARDED)
    return runs.filter(center_id=center_id, month=month.first_day, status__in=decided).exists()


def runs_to_measure() -> QuerySet[ClassificationRun]:
    """Runs of which nobody knows yet how sure the classes are, the latest first. One query."""
    runs = ClassificationRun.objects.unscoped(because="a job measures the runs of all centers")
    open_runs = runs.filter(status__in=(RunStatus.PROPOSED, RunStatus.VALID), certainty_version="")
    return open_runs.select_related("center").order_by("-month", "center__code")


def with_counts(runs: QuerySet[ClassificationRun]) -> QuerySet[ClassificationRun]:
    """Add how many stores a run has and how many of them move. No query of its own.

    Counted for the runs of the page alone: to join the entries would count those of all runs first.
    """
    entries = ClassificationEntry.objects.unscoped(because="who sees a run sees how many stores it has")
    of_run = entries.filter(run=OuterRef("pk")).order_by().values("run")
    return runs.annotate(
        store_count=Coalesce(Subquery(of_run.annotate(n=Count("pk")).values("n")), 0),
        mover_count=Coalesce(Subquery(of_run.movers().annotate(n=Count("pk")).values("n")), 0),
    )


def run_sheet(run: ClassificationRun, actor: Actor) -> RunSheet:
    """A run's areas in the order of their reps' names. One query, and those of the visit standard."""
    loads, minutes = load_by_class(run.center_id), week_minutes_by_rep(run.center_id)
    by_rep: dict[tuple[int, str], list[dict]] = defaultdict(list)
    for group in _groups(ClassificationEntry.objects.visible_to(actor).filter(run=run)):
        by_rep[group["rep_id"], group["rep__name"]].append(group)
    areas = [_area(rep, groups, loads, minutes) for rep, groups in by_rep.items()]
    return RunSheet(
        areas=areas,
        counts=_counts(group for groups in by_rep.values() for group in groups),
        stores=sum(area.stores for area in areas),
        movers=sum(area.movers for area in areas),
        jumps=sum(area.jumps for area in areas),
        unsure=sum(area.unsure for area in areas),
        kept=sum(area.kept for area in areas),
        load=_load((group for groups in by_rep.values() for group in groups), loads),
    )


def load_of_move(entry: ClassificationEntry, loads: Mapping[str, ClassLoad]) -> Load | None:
    """What a store's move means for a week; nothing where it stays or no standard is known."""
    if entry.shown_class == entry.previous_class:
        return None
    classes = {"previous_class": entry.previous_class, "shown_class": entry.shown_class, "stores": 1}
    return _load([classes], loads)


def _groups(entries: QuerySet[ClassificationEntry]) -> QuerySet:
    """Stores counted by area, class before and class after."""
    groups = entries.with_flag_text().values("rep_id", "rep__name", "previous_class", "shown_class")
    return groups.annotate(
        stores=Count("pk"),
        total=Max("total"),
        jumps=Count("pk", filter=Q(flag_text__contains='"jump"')),
        unsure=Count("pk", filter=IS_UNSURE),
        kept=Count("pk", filter=Q(is_kept=True)),
    ).order_by("rep__name", "rep_id", "previous_class", "shown_class")


def _area(rep: tuple[int, str], groups: list[dict], loads: Mapping[str, ClassLoad], minutes: Mapping[int, int]) -> Area:
    rep_id, name = rep
    return Area(
        rep_id=rep_id,
        name=name,
        total=max(group["total"] for group in groups),
        counts=_counts(groups),
        stores=_sum(groups, "stores"),
        movers=sum(group["stores"] for group in groups if group["shown_class"] != group["previous_class"]),
        jumps=_sum(groups, "jumps"),
        unsure=_sum(groups, "unsure"),
        kept=_sum(groups, "kept"),
        load=_load(groups, loads),
        week_minutes=minutes.get(rep_id),
    )


def _sum(groups: list[dict], name: str) -> int:
    return sum(group[name] for group in groups)


def _counts(groups: Iterable[dict]) -> list[tuple[str, int]]:
    counted = Counter()
    for group in groups:
        counted[group["shown_class"]] += group["stores"]
    return [(store_class, counted[store_class]) for store_class in StoreClass.values]


def _load(groups: Iterable[dict], loads: Mapping[str, ClassLoad]) -> Load | None:
    if not loads:
        return None
    nothing = ClassLoad(Fraction(0), Fraction(0))
    sums = [Fraction(0)] * 4
    for group in groups:
        before, after = (loads.get(group[name], nothing) for name in ("previous_class", "shown_class"))
        of_one = (before.visits_per_week, after.visits_per_week, before.minutes_per_week, after.minutes_per_week)
        sums = [total + one * group["stores"] for total, one in zip(sums, of_one, strict=True)]
    return Load(*(_rounded(total) for total in sums))


def _rounded(number: Fraction) -> Decimal:
    return (Decimal(number.numerator) / Decimal(number.denominator)).quantize(Decimal("0.1"), ROUND_HALF_UP)
