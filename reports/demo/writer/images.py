"""Image checks of the past visits: each store has its own care, with better and worse days."""

from datetime import date

from reports.demo.stream import Stream
from reports.demo.writer.bulk import insert_rows
from reports.demo.writer.written import Written
from stores.models import Store
from visits.calc.image import GradedItem, MeasuredItem, score_image
from visits.choices import ItemKind
from visits.models import ImageCheck, ImageItem, ImageStandard, Visit

_CHECKED = 0.6
_NOT_APPLICABLE = 0.04


class ImageWriter:
    """Measures now, writes when the visits have their keys."""

    def __init__(self, written: Written) -> None:
        self.written = written
        self.standard = ImageStandard.objects.get(version=1)
        self.items = list(self.standard.items.order_by("position"))
        self.measured: dict[tuple[int, date], list[int | None]] = {}

    def score(self, store: Store, on: date) -> dict[str, object]:
        """The visit's columns; nothing where the image was not checked."""
        stream = Stream(self.written.seed, "image", f"{store.code}|{on}")
        if not stream.chance(_CHECKED):
            return {}
        care = 0.45 + 0.5 * Stream(self.written.seed, "care", store.code).uniform()
        values = [_measure(item, care, stream) for item in self.items]
        self.measured[store.pk, on] = values
        scored = score_image(_given(item, value) for item, value in zip(self.items, values, strict=True))
        return {"image_standard": self.standard, "image_score": scored.score}

    def write(self, visits: list[Visit]) -> None:
        insert_rows(
            ImageCheck,
            ("visit", "item", "measured", "not_applicable"),
            (
                (visit.pk, item.pk, value, value is None)
                for visit in visits
                if visit.image_standard_id
                for item, value in zip(self.items, self.measured[visit.store_id, visit.visited_on], strict=True)
            ),
        )


def _measure(item: ImageItem, care: float, stream: Stream) -> int | None:
    is_missing, wanted = stream.chance(_NOT_APPLICABLE), item.required * (care + stream.normal(0.0, 0.18))
    return None if is_missing else min(item.required, max(0, round(wanted)))


def _given(item: ImageItem, value: int | None) -> MeasuredItem | GradedItem:
    applies = value is not None
    if item.kind == ItemKind.COUNT:
        return MeasuredItem(str(item.position), item.weight, item.required, value, applies)
    return GradedItem(str(item.position), item.weight, item.required, value, applies)
