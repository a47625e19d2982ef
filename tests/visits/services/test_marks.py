"""What is noticed about photos and entries, explained and judged (handbook H5.3)."""

from datetime import datetime, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from PIL import Image

from salesops.workflow.flow import ReasonMissing
from salesops.workflow.selectors.history import history_of
from tests.factories.stores import StoreFactory
from tests.factories.visits import VisitFactory
from tests.visits.calc.test_likeness import shot
from tests.visits.execution.payloads import ARRIVED, SENT
from visits.calc.evidence import EvidenceRules, Grade, Signal, SignalCode
from visits.choices import MarkStatus, VisitStatus, VisitStep
from visits.models import VisitMark
from visits.services.batches import mark_batches
from visits.services.marks import accept_mark, add_marks, answer_mark, reject_mark
from visits.services.photos import encode, write_photo

pytestmark = pytest.mark.django_db


def as_file(photo: Image.Image, **options) -> bytes:
    out = BytesIO()
    photo.save(out, "JPEG", quality=90, **options)
    return out.getvalue()


def sent(visit, photo: bytes):
    write_photo(visit, encode(photo), client_id=uuid4(), step=VisitStep.PHOTO, at=SENT)
    return [mark["code"] for mark in visit.marks]


def later_visit(store, days=2, **more):
    at = ARRIVED + timedelta(days=days)
    return VisitFactory(store=store, status=VisitStatus.NO_CHECKOUT, checked_in_at=at, visited_on=at.date(), **more)


def test_the_very_photo_of_a_colleagues_visit_is_an_alarm(cast, shop, open_visit):
    theirs = later_visit(StoreFactory(customer__rep=cast.colleague, customer__center=cast.center))
    sent(open_visit, as_file(shot(1)))

    assert sent(theirs, as_file(shot(1))) == ["photo_reused"]
    assert theirs.marks[0]["params"]["day"] == "2026-11-23"


def test_another_centers_photo_says_nothing(cast, shop, open_visit):
    theirs = later_visit(StoreFactory(customer__rep=cast.foreign_rep, customer__center=cast.other_center))
    sent(open_visit, as_file(shot(1)))

    assert sent(theirs, as_file(shot(1))) == []


def test_ones_own_photo_pressed_anew_is_nearly_the_same(shop, open_visit):
    sent(open_visit, as_file(shot(1)))

    assert sent(later_visit(shop.store), as_file(shot(1).resize((640, 480)))) == ["photo_alike"]


def test_two_honest_photos_of_the_same_shelf_are_no_mark(shop, open_visit):
    sent(open_visit, as_file(shot(1)))

    assert sent(later_visit(shop.store), as_file(shot(1, right=2, down=-1, light=1.1))) == []


def test_of_two_visits_the_later_one_is_marked_however_they_are_sent(shop, open_visit):
    sent(later_visit(shop.store), as_file(shot(1)))

    assert sent(open_visit, as_file(shot(1))) == []


def exif_of(taken_at: str, north: float) -> Image.Exif:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = taken_at
    exif.get_ifd(0x8825).update({1: "N", 2: (north, 0.0, 0.0), 3: "E", 4: (120.0, 9.0, 0.0)})
    return exif


def test_a_photo_of_yesterday_from_elsewhere_says_so_and_keeps_no_place(shop, open_visit):
    codes = sent(open_visit, as_file(shot(1), exif=exif_of("2026:11:20 09:00:00", 31.0)))

    photo = open_visit.photos.unscoped(because="tests").get()
    assert codes == ["photo_old", "photo_elsewhere"]
    assert photo.distance_metres > 70_000


@pytest.mark.parametrize("taken_at", ["2026:11:20 22:30:00", "2026:11:22 09:00:00"], ids=["night", "sunday"])
def test_where_a_photo_was_taken_outside_working_time_is_not_judged(shop, open_visit, taken_at):
    codes = sent(open_visit, as_file(shot(1), exif=exif_of(taken_at, 31.0)))

    assert codes == ["photo_old"]
    assert open_visit.photos.unscoped(because="tests").get().distance_metres is None


def test_of_a_visit_outside_working_time_no_photo_tells_where_it_was(shop, open_visit):
    open_visit.checked_in_at = datetime.fromisoformat("2026-11-23T22:30:00+08:00")

    codes = sent(open_visit, as_file(shot(1), exif=exif_of("2026:11:23 10:00:00", 31.0)))

    assert "photo_elsewhere" not in codes
    assert open_visit.photos.unscoped(because="tests").get().distance_metres is None


def entered(store, minutes, at):
    began = ARRIVED + timedelta(minutes=minutes)
    return VisitFactory(
        store=store,
        status=VisitStatus.NO_CHECKOUT,
        checked_in_at=began,
        checked_in_device_at=began,
        entered_device_at=at or began,
    )


def test_three_visits_typed_in_at_night_are_marked_and_honest_ones_sent_late_are_not(shop):
    night = datetime.fromisoformat("2026-11-23T22:00:00+08:00")
    typed = [entered(shop.store, 60 * number, night + timedelta(seconds=20 * number)) for number in range(3)]
    honest = [entered(shop.store, 200 + 60 * number, None) for number in range(3)]

    for visit in (*typed, *honest):
        mark_batches(visit, EvidenceRules(), at=SENT)

    marked = VisitMark.objects.unscoped(because="tests").filter(code="batch_entered")
    assert {mark.visit_id for mark in marked} == {visit.pk for visit in typed}


@pytest.fixture
def mark(open_visit):
    add_marks(open_visit, [Signal(SignalCode.NO_POSITION, Grade.WARNING)], at=SENT)
    return VisitMark.objects.unscoped(because="tests").get()


def test_the_same_mark_is_there_once(open_visit, mark):
    add_marks(open_visit, [Signal(SignalCode.NO_POSITION, Grade.WARNING)], at=SENT)

    assert (len(open_visit.marks), VisitMark.objects.unscoped(because="tests").count()) == (1, 1)


def test_a_mark_is_explained_refused_explained_again_and_accepted_with_its_history(cast, mark):
    rep, manager = cast.actor("rep"), cast.actor("manager")

    mark = answer_mark(mark, answer="店内没有信号", actor=rep, at=SENT)
    mark = reject_mark(mark, verdict="门口有信号", actor=manager, at=SENT)
    mark = answer_mark(mark, answer="当天停电", actor=rep, at=SENT)
    mark = accept_mark(mark, verdict="", actor=manager, at=SENT)

    assert (mark.status, mark.answer) == (MarkStatus.ACCEPTED, "当天停电")
    assert [event.step for event in history_of(mark)] == ["accept", "explain", "reject", "explain"]


def test_a_mark_is_not_refused_without_a_word(cast, mark):
    with pytest.raises(ReasonMissing):
        reject_mark(mark, verdict=" ", actor=cast.actor("manager"), at=SENT)


@pytest.mark.parametrize("who", ["rep", "colleague", "stranger", "marketing", "hq", "admin"])
def test_only_the_center_manager_judges(cast, mark, who):
    with pytest.raises(PermissionDenied):
        accept_mark(mark, verdict="", actor=cast.actor(who), at=SENT)
