"""The lines of a classification run: movers first, each with the rule that gave its class (handbook H3)."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.db.models import Case, F, QuerySet, When
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stores.calc.certainty import next_likely
from stores.choices import ClassFlag, Measure, StoreClass
from stores.class_effects import ClassLoad
from stores.models import ClassificationEntry, ClassificationRun
from stores.selectors.runs import load_of_move


def in_reading_order(entries: QuerySet[ClassificationEntry]) -> QuerySet[ClassificationEntry]:
    """Those who move first, then rep by rep in their ranking. No query of its own."""
    stays = Case(When(shown_class=F("previous_class"), then=1), default=0)
    rows = entries.select_related("store", "rep").with_flag_text().annotate(stays=stays)
    return rows.order_by("stays", "rep__name", "rep_id", F("rank").asc(nulls_last=True), "pk")


def rule_in_words(run: ClassificationRun, entry: ClassificationEntry) -> str:
    """Why this store has its class, as one comparison: sum before 38.20 % < 40 % → A."""
    share = percent_before(entry)
    if entry.rank is None:
        return gettext("outside the ranking → %(name)s") % {"name": entry.store_class}
    if entry.volume <= 0 or share is None:
        return gettext("nothing sold in the window → C")
    line_a, line_b = (Decimal(line) / 100 for line in (run.line_a_hundredths, run.line_b_hundredths))
    if entry.store_class == StoreClass.C:
        words = gettext("sum before %(share)s %% ≥ %(line)s %% → C")
        return words % {"share": share, "line": _plain(line_b)}
    line = line_a if entry.store_class == StoreClass.A else line_b
    words = gettext("sum before %(share)s %% < %(line)s %% → %(name)s")
    return words % {"share": share, "line": _plain(line), "name": entry.store_class}


def percent_before(entry: ClassificationEntry) -> Decimal | None:
    """The share of the sum before, cut off after two places, so that it never seems to reach a line early."""
    if entry.before is None or not entry.total:
        return None
    return Decimal(int(entry.before * 10_000 // entry.total)) / 100


def flags_in_words(entry: ClassificationEntry) -> list[str]:
    return [str(ClassFlag(flag).label) for flag in entry.flags]


def months_in_words(run: ClassificationRun, entry: ClassificationEntry) -> list[tuple[str, str]]:
    """What the volume is made of, month by month; a dash where nothing was reported."""
    return [(month, _amount(amount, run.measure)) for month, amount in sorted(entry.months.items())]


def figure(number: Decimal) -> str:
    """Whole pieces without places, anything else with the places it has."""
    return f"{number:,.0f}" if number == number.to_integral_value() else f"{number.normalize():,f}"


EXPORTED = (
    _("rep"),
    _("store code"),
    _("store name"),
    _("rank"),
    _("volume"),
    _("sum before"),
    _("sum of the area"),
    _("sum before (%)"),
    _("class by the rule"),
    _("class"),
    _("class before"),
    _("how sure (%)"),
    _("most likely other class"),
    _("by which rule"),
    _("remarks"),
    _("visits a week, more or fewer"),
    _("minutes in store a week, more or fewer"),
)


def exported(
    run: ClassificationRun, entries: QuerySet[ClassificationEntry], loads: Mapping[str, ClassLoad]
) -> Iterator[tuple]:
    """A run as the rows of a sheet, read in pieces. One query."""
    for entry in entries.iterator(chunk_size=1000):
        load = load_of_move(entry, loads)
        yield (
            entry.rep.name,
            entry.store.code,
            entry.store.name,
            entry.rank,
            entry.volume,
            entry.before,
            entry.total,
            percent_before(entry),
            entry.store_class,
            entry.shown_class,
            entry.previous_class,
            entry.certainty_percent,
            next_likely(tuple(entry.class_counts), entry.settled_class) if entry.class_counts else None,
            rule_in_words(run, entry),
            ", ".join(flags_in_words(entry)),
            load.visits_after - load.visits_before if load else None,
            load.minutes_after - load.minutes_before if load else None,
        )


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _amount(amount: int | str | None, measure: str) -> str:
    if amount is None:
        return "–"
    return f"{Decimal(amount):,.0f}" if measure == Measure.VALUE else f"{amount:,}"
