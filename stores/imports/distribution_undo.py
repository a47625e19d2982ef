"""How an import of the distribution standard is taken back (handbook H2.4, H2.7)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import models

from salesops.exchange.effect_undo import EffectUndo
from salesops.exchange.models import ImportEffect
from salesops.exchange.obstacles import Obstacles
from salesops.exchange.undo import UndoPlan
from stores.models import DistributionLine, HandsetModel
from stores.services.distribution import Cell, lock_models

LATEST = date.max.isoformat()


class DistributionUndo(EffectUndo):
    """The lines of a cell follow each other without a gap or an overlap: its rows go together, or stay together.

    Lines have no history of their own: their model's tells of them.
    """

    written = (DistributionLine,)
    joined = {DistributionLine: ("model",)}

    def look(self) -> UndoPlan:
        if self.context.is_writing:
            lock_models(HandsetModel.objects.own().values_list("pk", flat=True))
        return super().look()

    def find_more(self, obstacles: Obstacles) -> None:
        """Two queries, as the standard is small: lines that lie by now where former ones would stand again."""
        effects = list(self.effects)
        ours = {effect.object_id for effect in effects}
        others: dict[Cell, list[DistributionLine]] = defaultdict(list)
        for line in DistributionLine.objects.exclude(pk__in=ours):
            others[Cell(line.model_id, line.store_class, line.format)].append(line)
        taken = {e.subject for e in effects if e.before and any(_overlaps(e, line) for line in others[_cell(e)])}
        taken |= {obstacle.subject for obstacle in obstacles.by_row.values()}
        for effect in effects:
            if effect.subject in taken:
                obstacles.add(effect, "cell_edited_since")

    def subject_of(self, obj: models.Model) -> models.Model | None:
        return obj.model

    def told(self, obj: models.Model, names: Iterable[str]) -> dict[str, str]:
        cell = Cell(obj.model_id, obj.store_class, obj.format)
        until = f" – {obj.ends_on}" if obj.ends_on else ""
        return {f"{cell.label} {obj.starts_on}": f"{obj.colours}{until}"}


def _cell(effect: ImportEffect) -> Cell:
    return Cell(*(effect.before[name] for name in ("model", "store_class", "format")))


def _overlaps(effect: ImportEffect, line: DistributionLine) -> bool:
    """Days are kept as text, which sorts as they do."""
    starts_on, ends_on = effect.before["starts_on"], effect.before["ends_on"] or LATEST
    return str(line.starts_on) < ends_on and starts_on < str(line.ends_on or LATEST)
