"""Distribution over the weeks, and of the whole company, from the weekly roll-up (handbook H2.7)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Max, Q, Sum

from salesops.accounts.actor import Actor
from salesops.accounts.scoping import ScopedQuerySet
from stores.calc.distribution import ModelDistribution, Part, monday_of
from stores.calc.sparkline import Sparkline
from stores.models import DistributionWeek, HandsetModel, Store, StoreDistributionWeek
from stores.models.distribution_weeks import FIGURES
from stores.selectors.distribution import DistributionSheet, ModelLine, Narrowing

WEEKS = 13
_SUMS = {f"sum_{name}": Sum(name) for name in FIGURES}


def model_trends(actor: Actor, narrowing: Narrowing, on: date) -> dict[int, Sparkline]:
    """Numeric distribution of each model over the last quarter, by model id. One query."""
    found: dict[int, dict[date, ModelDistribution]] = defaultdict(dict)
    rows = _weeks(_rows(actor, narrowing), on).values("model_id", "week").annotate(**_SUMS).order_by()
    for row in rows:
        found[row["model_id"]][row["week"]] = _distribution(row)
    return {
        model_id: _line(on, {week: one.numeric for week, one in weeks.items()}) for model_id, weeks in found.items()
    }


def store_trend(store: Store, on: date) -> Sparkline:
    """A store's own distribution over the last quarter; the caller has seen the store. One query."""
    rows = _weeks(StoreDistributionWeek.objects.unscoped(because="the store was seen").filter(store=store), on)
    known = rows.filter(is_known=True).values_list("week", "carried", "asked")
    return _line(on, {week: Part(carried, asked) for week, carried, asked in known})


def measured_sheet(actor: Actor, narrowing: Narrowing, on: date) -> DistributionSheet:
    """Each asked model as the last week up to a day was measured, for all centers together. Four queries."""
    rows = _rows(actor, narrowing)
    last = rows.filter(week__lte=on).aggregate(week=Max("week"), day=Max("measured_on"))
    of_week = rows.filter(week=last["week"]).values("model_id").annotate(**_SUMS).order_by()
    found = {row["model_id"]: _distribution(row) for row in of_week}
    models = HandsetModel.objects.filter(pk__in=found).order_by("series", "-launched_on", "code")
    return DistributionSheet(
        on=last["day"] or on,
        lines=tuple(ModelLine(model, found[model.pk]) for model in models),
        is_rolled_up=True,
        **_stores_of(actor, narrowing, last["week"]),
    )


def latest_of_model(actor: Actor, model: HandsetModel, on: date) -> tuple[ModelDistribution | None, Sparkline]:
    """A model's distribution at the last measuring, and over a quarter. One query."""
    rows = _weeks(_rows(actor, Narrowing()).filter(model=model), on)
    weeks = {row["week"]: _distribution(row | {"model_id": model.pk}) for row in rows.values("week").annotate(**_SUMS)}
    latest = weeks[max(weeks)] if weeks else None
    return latest, _line(on, {week: one.numeric for week, one in weeks.items()})


def _rows(actor: Actor, narrowing: Narrowing) -> ScopedQuerySet:
    wanted = {name: value for name, value in narrowing._asdict().items() if value}
    return DistributionWeek.objects.visible_to(actor).filter(**wanted)


def _weeks(rows: ScopedQuerySet, on: date) -> ScopedQuerySet:
    return rows.filter(week__gt=monday_of(on) - timedelta(weeks=WEEKS), week__lte=on)


def _stores_of(actor: Actor, narrowing: Narrowing, week: date | None) -> dict:
    """Stores of the week and what they carry; class and format are those of now."""
    rows = StoreDistributionWeek.objects.visible_to(actor).filter(week=week)
    wanted = {f"store__{name}": value for name, value in narrowing._asdict().items() if value}
    sums = rows.filter(**wanted).aggregate(
        stores=Count("pk"), unknown=Count("pk", filter=Q(is_known=False)), carried=Sum("carried"), asked=Sum("asked")
    )
    return {
        "target_stores": sums["stores"],
        "unknown": sums["unknown"],
        "of_stores": Part(sums["carried"] or 0, sums["asked"] or 0),
    }


def _distribution(row: dict) -> ModelDistribution:
    return ModelDistribution(row["model_id"], *(row[f"sum_{name}"] for name in FIGURES))


def _line(on: date, parts: dict[date, Part]) -> Sparkline:
    first = monday_of(on) - timedelta(weeks=WEEKS - 1)
    weeks: Iterable[date] = (first + timedelta(weeks=place) for place in range(WEEKS))
    return Sparkline([parts[week].ratio if week in parts else None for week in weeks])
