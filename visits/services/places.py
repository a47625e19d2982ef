"""Proposing where a store really stands, and taking that over (handbook H5.3)."""

from collections import defaultdict
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db import IntegrityError, transaction

from salesops.accounts.actor import Actor
from salesops.accounts.choices import CheckInMode
from salesops.workflow.flow import take_step
from salesops.workflow.models import AuditEvent
from salesops.workflow.services import update_with_history
from stores.calc.coordinates import Point, haversine_metres
from stores.choices import CoordinateSystem
from stores.models import Store
from stores.steps import MEND_POSITION
from visits import steps
from visits.calc.evidence import EvidenceRules, Fix, SignalCode, judge_position
from visits.calc.places import Place, PlaceRules, Standing, agreed_place
from visits.choices import OutsideReason, PlaceSource, PlaceStatus
from visits.models import PlaceProposal, Visit, VisitMark
from visits.services.evidence_rules import rules_of
from visits.services.marks import withdraw_marks

BECAUSE = "where the stores stand, for all centers"
LOOKED_BACK = timedelta(days=90)
SIX_PLACES = Decimal("0.000001")
OF_PLACE = (
    SignalCode.OUTSIDE,
    SignalCode.POOR_ACCURACY,
    SignalCode.STORE_WITHOUT_POSITION,
    SignalCode.PHOTO_ELSEWHERE,
)


def propose_places(*, at: datetime, rules: PlaceRules | None = None) -> int:
    """Look at every active store's check-ins of the last 90 days; returns how many proposals are new.

    A store has one open proposal at a time, and a place that was refused is not proposed again.
    """
    rules = rules or PlaceRules()
    stores = Store.objects.unscoped(because=BECAUSE).active()
    standings = _standings(at)
    made = 0
    for store in stores.filter(pk__in=standings).order_by("pk"):
        place = agreed_place(_point(store), standings[store.pk], rules)
        made += place is not None and _propose(store, place, PlaceSource.CHECK_INS, None, at) is not None
    return made


def propose_from_visit(visit: Visit, *, at: datetime) -> PlaceProposal | None:
    """A rep at the door says that the archive is wrong: where its center mends, the phone's place is proposed."""
    says_wrong = visit.outside_reason == OutsideReason.POSITION_WRONG
    if not says_wrong or visit.checkin_lon is None or visit.center.checkin_mode != CheckInMode.MEND:
        return None
    if (visit.checkin_accuracy_metres or 0) > PlaceRules().worst_accuracy_metres:
        return None
    point = (float(visit.checkin_lon), float(visit.checkin_lat))
    return _propose(visit.store, Place(point, 1, 1, visit.checkin_distance_metres), PlaceSource.REP, visit, at)


@transaction.atomic
def approve_place(proposal: PlaceProposal, *, actor: Actor, at: datetime) -> PlaceProposal:
    """Take the proposed place into the archive, with its history; the marks that came from the old one fall."""
    proposal = take_step(steps.APPROVE_PLACE, proposal, actor=actor, at=at)
    store = (
        Store.objects.unscoped(because="the proposal was seen already").select_for_update().get(pk=proposal.store_id)
    )
    before = _point(store)
    update_with_history(
        store,
        {"lon": proposal.lon, "lat": proposal.lat, "position_system": CoordinateSystem.WGS84},
        revision=store.revision,
        actor=actor,
        at=at,
        step=MEND_POSITION,
    )
    lift_marks(store, before, (float(proposal.lon), float(proposal.lat)), actor=actor, at=at)
    return proposal


def reject_place(proposal: PlaceProposal, *, reason: str, actor: Actor, at: datetime) -> PlaceProposal:
    """The archive is right after all, for a reason."""
    return take_step(steps.REJECT_PLACE, proposal, actor=actor, at=at, reason=reason)


def lift_marks(store: Store, before: Point | None, after: Point, *, actor: Actor, at: datetime) -> int:
    """Take away the marks of place that the store's right position explains. Returns how many fell.

    Where the check-in's position is still kept it is judged anew. Where only the distance is left, the mark falls if
    the person may have stood at the right place: no further from the old one than that is, and the radius.
    """
    marks = VisitMark.objects.unscoped(because="the store's marks fall with its position").filter(
        visit__store=store, code__in=OF_PLACE
    )
    rules = rules_of(store)
    reach = rules.radius_metres + (haversine_metres(before, after) if before else 0)
    falling = [mark for mark in marks.select_related("visit") if _falls(mark, after, reach, rules)]
    return withdraw_marks(falling, reason=str(steps.POSITION_MENDED), actor=actor, at=at)


def _falls(mark: VisitMark, after: Point, reach: float, rules: EvidenceRules) -> bool:
    visit = mark.visit
    if mark.code == SignalCode.STORE_WITHOUT_POSITION:
        return True
    if mark.code == SignalCode.PHOTO_ELSEWHERE or visit.checkin_lon is None:
        return mark.params.get("distance_metres", 0) <= reach
    fix = Fix((float(visit.checkin_lon), float(visit.checkin_lat)), visit.checkin_accuracy_metres or 0)
    return judge_position(fix, after, rules).code not in (SignalCode.OUTSIDE, mark.code)


def _standings(at: datetime) -> dict[int, list[Standing]]:
    """The check-ins with a position, by store. One query."""
    visits = Visit.objects.unscoped(because=BECAUSE).filter(checkin_lon__isnull=False)
    rows = visits.filter(checked_in_at__gte=at - LOOKED_BACK, checked_in_at__lte=at).order_by("pk")
    columns = ("store_id", "checkin_lon", "checkin_lat", "checkin_accuracy_metres", "done_by_id")
    found: dict[int, list[Standing]] = defaultdict(list)
    for store_id, lon, lat, accuracy, person in rows.values_list(*columns).iterator(2_000):
        found[store_id].append(Standing((float(lon), float(lat)), accuracy or 0, person))
    return found


def _propose(
    store: Store, place: Place, source: PlaceSource, visit: Visit | None, at: datetime
) -> PlaceProposal | None:
    proposals = PlaceProposal.objects.unscoped(because=BECAUSE).filter(store=store)
    if any(_is_settled(known, place) for known in proposals.exclude(status=PlaceStatus.APPROVED)):
        return None
    lon, lat = (Decimal(str(value)).quantize(SIX_PLACES, ROUND_HALF_UP) for value in place.point)
    proposal = PlaceProposal(
        center_id=store.center_id,
        store=store,
        visit=visit,
        source=source,
        lon=lon,
        lat=lat,
        check_ins=place.check_ins,
        people=place.people,
        metres_off=place.metres_off,
        made_at=at,
    )
    try:
        with transaction.atomic():
            proposal.save(force_insert=True)
            AuditEvent.record(proposal, steps.PROPOSE_PLACE, actor=Actor.system(steps.PROPOSE_PLACE), at=at)
    except IntegrityError:
        return None
    return proposal


def _is_settled(known: PlaceProposal, place: Place) -> bool:
    """An open proposal waits for its decision; of a refused one this is the same place again."""
    if known.status == PlaceStatus.PROPOSED:
        return True
    return haversine_metres((float(known.lon), float(known.lat)), place.point) <= PlaceRules().together_metres


def _point(store: Store) -> Point | None:
    return None if store.lon is None else (float(store.lon), float(store.lat))
