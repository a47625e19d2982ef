"""Failed items as tasks, and scores that stay what they were (handbook H5.5, H5.7)."""

from datetime import date, timedelta
from io import BytesIO

import pytest

from tests.factories.visits import MORNING, VisitFactory
from tests.visits.execution.payloads import ARRIVED, SENT, picture, visit_payload
from visits.calc.found import Measured
from visits.choices import TaskStatus
from visits.models import ImageCheck, ImageItem, Task
from visits.selectors.filling import item_rows
from visits.selectors.progress import progress_of
from visits.services.filling import save_image, score_of
from visits.services.image import draft_standard, publish_standard, save_item
from visits.services.photos import PhotoRefused
from visits.services.receive import receive_visit

pytestmark = pytest.mark.django_db


def found(shop, posters, tidiness, days=0):
    """A whole visit with these image findings."""
    began, day = ARRIVED + timedelta(days=days), timedelta(days=days)
    items = [{"position": 1, "measured": posters}, {"position": 2, "measured": tidiness}]
    payload = visit_payload(shop, image={"standard_version": shop.standard.version, "items": items}, photos=[])
    payload |= {"skipped": [{"step": "photo", "reason": "不让拍"}], "sent_device_at": (SENT + day).isoformat()}
    payload["checked_in"]["device_at"] = began.isoformat()
    payload["checked_out"]["device_at"] = (began + timedelta(minutes=25)).isoformat()
    return payload


def mends():
    return Task.objects.unscoped(because="tests").filter(source="image").order_by("pk")


def test_a_failed_item_is_one_task_until_a_later_check_finds_it_mended(cast, shop):
    rep = cast.actor("rep")
    receive_visit(found(shop, 2, 5), actor=rep, at=SENT)
    receive_visit(found(shop, 1, 5, days=1), actor=rep, at=SENT + timedelta(days=1))
    open_ones = list(mends().values_list("about", "rep", "status"))

    receive_visit(found(shop, 3, 5, days=2), actor=rep, at=SENT + timedelta(days=2))

    assert open_ones == [("海报", cast.rep.pk, TaskStatus.OPEN)]
    assert list(mends().values_list("status", "outcome")) == [(TaskStatus.DONE, "海报 3/4")]


def test_a_standard_may_ask_for_no_tasks(cast, shop):
    type(shop.standard).objects.filter(pk=shop.standard.pk).update(mend_percent=0)

    receive_visit(found(shop, 0, 0), actor=cast.actor("rep"), at=SENT)

    assert not mends().exists()


def test_an_item_of_other_classes_or_formats_is_not_asked_for(cast, shop, open_visit):
    shop.posters.only_formats, shop.tidiness.only_classes = shop.store.format, "A"
    shop.posters.save()
    shop.tidiness.save()

    save_image(open_visit, shop.standard, {shop.posters.pk: Measured(4)}, actor=cast.actor("rep"))

    open_visit.refresh_from_db()
    assert [row.item for row in item_rows(open_visit, shop.standard)] == [shop.posters]
    assert ("image" in progress_of(open_visit).done, open_visit.image_score) == (True, 100)


def test_the_same_visit_scores_the_same_for_ever_by_its_own_version(cast, shop):
    marketing = cast.actor("marketing")
    visit = receive_visit(found(shop, 3, 4), actor=cast.actor("rep"), at=SENT)
    made = draft_standard(shop.standard, name="新", valid_from=date(2026, 12, 1), actor=marketing, at=MORNING)
    heavy = {"name": "海报", "name_en": "", "kind": "count", "weight": 99, "required": 40}
    save_item(made, made.items.get(name="海报"), heavy, actor=marketing, at=MORNING)
    publish_standard(made, actor=marketing, at=MORNING)
    type(shop.store).objects.unscoped(because="tests").update(store_class="A")

    later = VisitFactory(store=shop.store, done_by=cast.colleague, visited_on=date(2026, 12, 2))
    checks = ImageCheck.objects.unscoped(because="tests").filter(visit=visit).select_related("item")
    again = score_of([check.item for check in checks], {c.item_id: Measured(c.measured) for c in checks})

    visit.refresh_from_db()
    assert (visit.image_standard, visit.image_score, again.score) == (shop.standard, visit.image_score, again.score)
    assert visit.image_score == again.score
    assert item_rows(later, made)[0].item.required == 40


def test_an_example_photo_is_made_anew_and_goes_into_the_next_version(cast, shop):
    marketing = cast.actor("marketing")
    draft = draft_standard(shop.standard, name="新", valid_from=date(2026, 12, 1), actor=marketing, at=MORNING)
    item, values = draft.items.first(), {"name": "海报"}

    with pytest.raises(PhotoRefused):
        save_item(draft, item, values, actor=marketing, at=MORNING, example=BytesIO(b"no picture"))
    save_item(draft, item, values, actor=marketing, at=MORNING, example=BytesIO(picture(file_format="PNG")))
    publish_standard(draft, actor=marketing, at=MORNING)
    following = draft_standard(draft, name="再新", valid_from=date(2026, 12, 8), actor=marketing, at=MORNING)

    kept = ImageItem.objects.get(pk=item.pk).example
    with kept.open("rb") as file:
        assert file.read(2) == b"\xff\xd8"
    assert following.items.get(name="海报").example.name == kept.name
