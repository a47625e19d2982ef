"""Recognise a photo that was sent before, and one that does not belong to its visit (handbook H5.3)."""

from datetime import timedelta
from io import BytesIO

from django.db.models import Q
from django.utils import timezone
from PIL import Image

from stores.calc.coordinates import Point
from visits.calc.evidence import EvidenceRules, Grade, Signal, SignalCode, judge_photo_place, judge_photo_time
from visits.calc.likeness import SIDE, likeness_of, most_alike
from visits.models import Visit, VisitPhoto

BECAUSE = "whether this photo was sent before, whoever sent it"
REMEMBERED = timedelta(days=92)


def fingerprint(content: bytes) -> str:
    """The print of a photo that we encoded ourselves; a JPEG is unpacked at a fraction of its size."""
    with Image.open(BytesIO(content), formats=("JPEG",)) as picture:
        picture.draft("L", (SIDE * 8, SIDE * 8))
        small = picture.convert("L").resize((SIDE + 1, SIDE + 1), Image.Resampling.BOX)
    values = small.tobytes()
    return likeness_of([values[row * (SIDE + 1) : (row + 1) * (SIDE + 1)] for row in range(SIDE + 1)])


def signals_of_photo(photo: VisitPhoto, visit: Visit, place: Point | None, rules: EvidenceRules) -> list[Signal]:
    """What is to be said of a photo beside its visit. Up to two queries."""
    store = visit.store
    point = None if store.lon is None else (float(store.lon), float(store.lat))
    signals = [
        _reused(photo, visit),
        judge_photo_time(photo.taken_at, visit.checked_in_at, rules),
        judge_photo_place(place, point, rules),
    ]
    return [_about(photo, signal) for signal in signals if signal]


def _reused(photo: VisitPhoto, visit: Visit) -> Signal | None:
    """The very file of another visit in the center, or nearly the picture of one's own or of this store's.

    Visits that began later are left out: of two, the later one is marked, in whatever order they are sent.
    """
    others = VisitPhoto.objects.unscoped(because=BECAUSE).exclude(visit=visit)
    others = others.filter(visit__checked_in_at__lte=visit.checked_in_at)
    same = others.filter(sha256=photo.sha256, visit__center_id=visit.center_id).order_by("pk")
    known = same.values_list("pk", "visit__visited_on").first()
    if known:
        return _signal(SignalCode.PHOTO_REUSED, Grade.ALARM, *known)
    # The few visits are found first, each way by its index: photos are many.
    since = timezone.localdate(photo.received_at) - REMEMBERED
    own = Q(done_by_id=visit.done_by_id) | Q(store_id=visit.store_id)
    visits = Visit.objects.unscoped(because=BECAUSE).filter(own, visited_on__gte=since)
    near = others.filter(visit__in=visits.values("pk")).exclude(likeness="")
    rows = near.order_by("pk").values_list("pk", "visit__visited_on", "likeness")
    found = most_alike(photo.likeness, (((pk, day), likeness) for pk, day, likeness in rows))
    return _signal(SignalCode.PHOTO_ALIKE, Grade.WARNING, *found[0]) if found else None


def _signal(code: SignalCode, grade: Grade, earlier, day) -> Signal:
    return Signal(code, grade, {"earlier": earlier, "day": day.isoformat()})


def _about(photo: VisitPhoto, signal: Signal) -> Signal:
    return Signal(signal.code, signal.grade, {**signal.params, "photo": photo.pk})
