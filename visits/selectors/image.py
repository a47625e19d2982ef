"""Which image standard holds, and how stores fared by it (handbook H5.5)."""

from datetime import date

from stores.models import Store
from visits.models import ImageItem, ImageStandard


def standard_on(on: date) -> ImageStandard | None:
    """The published version that holds on a day: of those that began by then, the last. One query."""
    begun = ImageStandard.objects.filter(is_published=True, valid_from__lte=on)
    return begun.order_by("-valid_from", "-version").first()


def items_for(standard: ImageStandard, store: Store) -> list[ImageItem]:
    """The items of a standard that apply to a store, in their order. One query."""
    return [item for item in standard.items.order_by("position") if item.applies_to(store)]
