"""A center draws up what its visits ask for; each visit goes by the version it began with (handbook H5.2)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tests.factories.visits import VisitFactory
from tests.visits.execution.payloads import ARRIVED, SENT, visit_payload
from visits.choices import VisitStep
from visits.models import Checklist, ChecklistLine, StepSeconds, VisitTick
from visits.selectors.checklist_price import price_of_checklist
from visits.selectors.checklists import asked_of, with_lines
from visits.selectors.day_pack import day_pack
from visits.selectors.progress import progress_of
from visits.selectors.visits import VisitPage
from visits.services.checkin import Arrival, check_in
from visits.services.checklists import (
    ChecklistPublished,
    NothingRequired,
    draft_checklist,
    publish_checklist,
    remove_line,
    save_line,
    save_ticks,
)
from visits.services.checkout import StepsOpen, check_out
from visits.services.mistakes import PayloadRefused
from visits.services.receive import receive_visit

pytestmark = pytest.mark.django_db
HANDBOOK = [
    "prepare",
    "outside",
    "greet",
    "photo",
    "image",
    "stock",
    "prices",
    "sales",
    "order",
    "train",
    "market",
    "next",
]


def lines_of(checklist):
    return ChecklistLine.objects.unscoped(because="tests").filter(checklist=checklist).order_by("position")


def draft(cast) -> Checklist:
    return draft_checklist(cast.center, actor=cast.actor("manager"), at=SENT)


def own_version(cast, *, keeps=(VisitStep.PHOTO,), points=({"title": "与店主打招呼"},)) -> Checklist:
    """A version that requires only those steps, with points of its own in front."""
    new, manager = draft(cast), cast.actor("manager")
    for line in lines_of(new):
        if not line.is_point and line.step not in keeps:
            remove_line(line, actor=manager, at=SENT)
    for point in points:
        values = {"step": VisitStep.POINTS, "position": 1, "is_required": True} | point
        save_line(new, None, values, actor=manager, at=SENT)
    return publish_checklist(new, actor=manager, at=SENT)


def arrive(shop, cast, at=ARRIVED):
    return check_in(shop.store, client_id=uuid4(), arrival=Arrival(None, at), actor=cast.actor("rep"), at=at)


def test_the_first_draft_is_the_handbook_and_the_next_one_the_version_before(cast):
    first = draft(cast)
    assert [line.step for line in lines_of(first)] == HANDBOOK
    assert draft(cast) == first

    published = own_version(cast)
    second = draft(cast)

    assert (published, second.version) == (first, 2)
    assert [str(line) for line in lines_of(second)] == [str(line) for line in lines_of(first)]


def test_a_line_takes_its_place_and_the_others_make_room(cast):
    new, manager = draft(cast), cast.actor("manager")
    photo = lines_of(new).get(step="photo")
    save_line(new, photo, {"position": 1}, actor=manager, at=SENT)

    assert [line.step for line in lines_of(new)] == ["photo", *[step for step in HANDBOOK if step != "photo"]]
    assert [line.position for line in lines_of(new)] == list(range(1, 13))


def test_a_published_version_is_never_changed_and_asks_for_something(cast):
    empty = draft(cast)
    for line in lines_of(empty).filter(is_required=True):
        remove_line(line, actor=cast.actor("manager"), at=SENT)
    with pytest.raises(NothingRequired):
        publish_checklist(empty, actor=cast.actor("manager"), at=SENT)

    held = own_version(cast)

    with pytest.raises(ChecklistPublished):
        save_line(held, lines_of(held).first(), {"is_required": False}, actor=cast.actor("manager"), at=SENT)


@pytest.mark.parametrize("who", ["rep", "stranger", "marketing", "hq"])
def test_nobody_else_draws_it_up(cast, who):
    with pytest.raises(PermissionDenied):
        draft_checklist(cast.center, actor=cast.actor(who), at=SENT)


def test_a_visit_asks_for_what_its_center_does_and_keeps_its_version(cast, shop):
    point = lines_of(own_version(cast)).first()
    visit = arrive(shop, cast)
    own_version(cast, keeps=(VisitStep.STOCK,), points=())

    progress = progress_of(visit)
    assert progress.required == (VisitStep.POINTS, VisitStep.PHOTO)
    assert progress.cards[:4] == ["prepare", "outside", "points", "photo"]

    save_ticks(visit, {point.pk: "店主姓王"}, actor=cast.actor("rep"))
    with pytest.raises(StepsOpen) as still_open:
        check_out(visit, device_at=None, summary="", actor=cast.actor("rep"), at=SENT)
    assert still_open.value.steps == [VisitStep.PHOTO]
    assert [(tick.line, tick.words) for tick in VisitPage(visit).ticks] == [(point, "店主姓王")]


def test_a_point_is_for_the_classes_and_formats_it_names(cast, shop):
    only = {"title": "培训店员", "only_classes": "A" if shop.store.store_class != "A" else "B"}
    own_version(cast, points=(only,))

    assert progress_of(arrive(shop, cast)).required == (VisitStep.PHOTO,)


def test_the_phone_is_told_the_checklist_and_its_visit_is_judged_by_the_version_it_names(cast, shop):
    held = own_version(cast, points=({"title": "与店主打招呼", "title_en": "Greet the owner"},))
    pack = {part.name: part.content for part in day_pack(cast.actor("rep"), ARRIVED.date())}
    told = pack[f"store-{shop.store.pk}"]["checklist"]
    assert (told["version"], told["required"]) == (held.version, ["points", "photo"])
    assert [point["title_en"] for point in told["points"]] == ["Greet the owner"]
    own_version(cast, keeps=(VisitStep.MARKET,), points=())

    bare = visit_payload(shop, checklist=held.version, counts=[], image=None, next_steps=[], market_reports=[])
    with pytest.raises(PayloadRefused) as refused:
        receive_visit(bare, actor=cast.actor("rep"), at=SENT)
    assert [mistake.path for mistake in refused.value.mistakes] == ["skipped"]
    ticked = bare | {"points": [{"point": told["points"][0]["point"], "words": "店主姓王"}]}
    visit = receive_visit(ticked, actor=cast.actor("rep"), at=SENT)

    assert visit.checklist == held
    assert VisitTick.objects.unscoped(because="tests").get().words == "店主姓王"


def test_an_unknown_version_or_point_is_named_at_its_path(cast, shop):
    held = own_version(cast)
    for more, path in (
        ({"checklist": held.version + 7}, "checklist"),
        ({"checklist": held.version, "points": [{"point": 99}]}, "points[0].point"),
    ):
        with pytest.raises(PayloadRefused) as refused:
            receive_visit(visit_payload(shop, **more), actor=cast.actor("rep"), at=SENT)
        assert path in [mistake.path for mistake in refused.value.mistakes]


def test_before_it_is_published_its_price_is_said_from_measured_seconds(cast, shop):
    """Each visit is longer by a point, a guess of 8 s, and shorter by the stock, measured at 30 s."""
    for _ in range(20):
        visit = VisitFactory(store=shop.store, status="no_checkout", visited_on=timezone.localdate())
        StepSeconds.objects.create(visit=visit, step=VisitStep.STOCK, seconds=30)
    new = draft(cast)
    before = price_of_checklist(new, timezone.localdate())
    save_line(new, None, {"step": "points", "title": "打招呼", "position": 1}, actor=cast.actor("manager"), at=SENT)
    remove_line(lines_of(new).get(step="stock"), actor=cast.actor("manager"), at=SENT)

    price = price_of_checklist(new, timezone.localdate() + timedelta(days=1))

    assert before.hours == 0
    assert price.hours == pytest.approx(price.visits_a_week * (8 - 30) / 3600)
    assert [step.name for step in price.steps if step.pace.is_measured] == [VisitStep.STOCK.label]
    assert price.visits_a_week > 0


def test_a_photo_that_is_to_be_required_has_its_price_and_points_theirs_from_what_was_measured(cast, shop):
    points = lines_of(own_version(cast, keeps=(), points=({"title": "打招呼"}, {"title": "看门头"})))
    for _ in range(20):
        visit = VisitFactory(store=shop.store, status="no_checkout", visited_on=timezone.localdate())
        StepSeconds.objects.create(visit=visit, step=VisitStep.POINTS, seconds=30)
        for point in points:
            VisitTick.objects.create(visit=visit, line=point)
    new, manager = draft(cast), cast.actor("manager")
    save_line(new, None, {"step": "photo", "position": 1}, actor=manager, at=SENT)
    photo = price_of_checklist(new, timezone.localdate())
    save_line(new, None, {"step": "points", "title": "问:谁家补贴更多?", "position": 2}, actor=manager, at=SENT)

    both = price_of_checklist(new, timezone.localdate())

    assert photo.hours == pytest.approx(photo.visits_a_week * 20 / 3600)
    assert both.hours == pytest.approx(both.visits_a_week * (20 + 15) / 3600)


def test_a_step_that_a_version_does_not_name_stands_where_the_handbook_has_it(cast, shop):
    held = own_version(cast, keeps=(VisitStep.STOCK, VisitStep.PHOTO))

    order = asked_of(with_lines(pk=held.pk).get(), shop.store).order

    # The goal is set before anything else, and what is sold is counted beside the stock.
    assert order[:4] == ("prepare", "outside", "greet", "points")
    assert order[4:] == ("photo", "image", "stock", "prices", "sales", "order", "train", "market", "next")
