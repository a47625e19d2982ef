"""The effect of a promotion on each of its series (handbook H6.2)."""

from collections.abc import Iterator
from datetime import date

from promotions.calc.effect.measure import measure
from promotions.calc.effect.units import Times
from promotions.calc.effect.written import figures_of
from promotions.models import PromotionSummary, SummarySeries
from promotions.selectors.effect_material import material_of, models_by_series

BECAUSE = "a summary's own rows are replaced as a whole"


def write_series(summary: PromotionSummary, times: Times, *, on: date) -> None:
    """Measure each series for itself by the sales known before a day; the former figures give way.

    One series alone is the whole: nothing is written of it. Seven queries a series.
    """
    SummarySeries.objects.unscoped(because=BECAUSE).filter(summary=summary).delete()
    by_series = models_by_series(summary.promotion)
    if len(by_series) < 2:
        return
    rows = [row for name, models in by_series.items() for row in _rows(summary, name, models, times, on)]
    SummarySeries.objects.bulk_create(rows)


def _rows(summary: PromotionSummary, name: str, models: list[int], times: Times, on: date) -> Iterator[SummarySeries]:
    found = measure(material_of(summary.promotion, on, models).stores, times, is_over=on > times.last).counted
    for (center, store_class), group in found.by_group.items() if found else ():
        if not store_class:
            yield SummarySeries(
                summary=summary,
                series=name,
                method=found.method.value,
                center_id=int(center) if center else None,
                stores=group.stores,
                **figures_of(group.effect),
            )
