"""What visits follow: frequencies by class, each rep's day, and the image standard."""

from decimal import Decimal

from reports.demo.writer.written import Written
from stores.choices import StoreClass
from visits.choices import ItemKind
from visits.models import ImageItem, ImageStandard, RouteParameters, VisitStandard

# Visits in two weeks and minutes in the store (handbook H4.1).
_FREQUENCIES = {StoreClass.A: (6, 40), StoreClass.B: (4, 25), StoreClass.C: (1, 15)}
_SPEED_KMH = Decimal("25.0")
_ITEMS = (
    ("演示机台位", "Live display units", ItemKind.COUNT, 25, 4),
    ("价签齐全", "Price tags", ItemKind.COUNT, 15, 4),
    ("主题海报", "Posters", ItemKind.COUNT, 15, 2),
    ("灯箱与柜台形象", "Counter and light box", ItemKind.LEVEL, 25, 3),
    ("陈列整洁度", "Tidiness of the display", ItemKind.LEVEL, 20, 3),
)


def write_standards(written: Written) -> None:
    VisitStandard.objects.bulk_create(
        VisitStandard(center=center, store_class=store_class, visits_per_cycle=visits, minutes=minutes)
        for center in written.centers.values()
        for store_class, (visits, minutes) in _FREQUENCIES.items()
    )
    RouteParameters.objects.bulk_create(
        RouteParameters(center=center, rep=None, speed_kmh=_SPEED_KMH) for center in written.centers.values()
    )
    standard = ImageStandard.objects.create(
        version=1, name="店内形象标准", valid_from=written.world.first_month, is_published=True
    )
    ImageItem.objects.bulk_create(
        ImageItem(
            standard=standard,
            position=position,
            name=name,
            name_en=name_en,
            kind=kind,
            weight=weight,
            required=required,
        )
        for position, (name, name_en, kind, weight, required) in enumerate(_ITEMS, start=1)
    )
    written.say("visit standards, route parameters, image standard")
