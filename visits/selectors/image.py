"""Which image standard holds, and how stores fared by it (handbook H5.5)."""

from datetime import date

from visits.models import ImageStandard


def standard_on(on: date) -> ImageStandard | None:
    """The published version that holds on a day: of those that began by then, the last. One query."""
    begun = ImageStandard.objects.filter(is_published=True, valid_from__lte=on)
    return begun.order_by("-valid_from", "-version").first()
