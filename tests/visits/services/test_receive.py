"""A visit that is sent whole: all of it or nothing, and once (handbook H5.4; reliability O1, O5)."""

import hashlib
from copy import deepcopy
from datetime import date, datetime
from decimal import Decimal
from random import Random
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.core.files.storage import default_storage

from salesops.accounts.actor import actor_for
from stores.models import SalesMonth, SalesRecord, StockCount
from tests.factories.stores import StoreFactory
from tests.factories.visits import SHANGHAI, PlannedVisitFactory, TaskFactory
from tests.visits.execution.payloads import ARRIVED, SENT, encoded, picture, visit_payload
from visits.choices import PlannedVisitStatus, VisitStatus, VisitStep
from visits.models import MarketReport, StepSeconds, Task, Visit, VisitPhoto
from visits.services.checkin import ClientIdTaken
from visits.services.mistakes import PayloadRefused
from visits.services.payload import read_visit
from visits.services.receive import receive_visit
from visits.services.tasks import finish_task
from visits.services.uploads import Announced, take_piece

pytestmark = pytest.mark.django_db


def rows_of(model):
    return model.objects.unscoped(because="looking at what was written")


def refusal_of(payload, actor) -> list[str]:
    with pytest.raises(PayloadRefused) as refused:
        receive_visit(payload, actor=actor, at=SENT)
    return [str(mistake) for mistake in refused.value.mistakes]


def test_a_whole_visit_is_kept_with_all_its_parts(cast, shop):
    visit = receive_visit(visit_payload(shop), actor=cast.actor("rep"), at=SENT)

    visit.refresh_from_db()
    assert (visit.status, visit.minutes, visit.visited_on) == (VisitStatus.CLOSED, 25, date(2026, 11, 23))
    assert visit.image_score == Decimal("76.3")
    assert visit.marks == []
    assert rows_of(VisitPhoto).get().visit == visit
    assert rows_of(MarketReport).get().visit == visit
    assert rows_of(Task).get().title == "补齐海报"


def test_what_was_counted_is_booked_into_the_store(cast, shop):
    receive_visit(visit_payload(shop), actor=cast.actor("rep"), at=SENT)

    stock = dict(rows_of(StockCount).values_list("sku__code", "quantity"))
    assert stock == {shop.skus[0].code: 7, shop.skus[1].code: 0}
    assert sorted(rows_of(SalesRecord).values_list("quantity", "source")) == [(0, "visit"), (3, "visit")]
    assert sum(rows_of(SalesMonth).values_list("sell_out", flat=True)) == 3


def test_two_hundred_visits_sent_three_times_in_any_order_are_two_hundred(cast, shop):
    payloads = [visit_payload(shop, photos=[], skipped=[{"step": "photo", "reason": "不让拍照"}]) for _ in range(200)]
    sendings = [payload for payload in payloads for _ in range(3)]
    Random(7).shuffle(sendings)

    kept = [receive_visit(deepcopy(payload), actor=cast.actor("rep"), at=SENT).pk for payload in sendings]

    assert (len(set(kept)), rows_of(Visit).count()) == (200, 200)
    assert (rows_of(MarketReport).count(), rows_of(Task).count(), rows_of(SalesRecord).count()) == (200, 200, 400)


def test_the_same_content_written_otherwise_is_the_same_visit(cast, shop):
    payload = visit_payload(shop)
    first = receive_visit(payload, actor=cast.actor("rep"), at=SENT)

    again = dict(reversed(payload.items())) | {"sent_device_at": "2026-11-25T08:00:00+08:00"}

    assert receive_visit(again, actor=cast.actor("rep"), at=datetime(2026, 11, 25, 8, tzinfo=SHANGHAI)) == first


def test_the_same_id_with_another_content_is_a_conflict(cast, shop):
    payload = visit_payload(shop)
    visit = receive_visit(payload, actor=cast.actor("rep"), at=SENT)

    with pytest.raises(ClientIdTaken):
        receive_visit(payload | {"summary": "anders"}, actor=cast.actor("rep"), at=SENT)

    visit.refresh_from_db()
    assert visit.summary == "一切正常"


def test_the_id_of_another_person_is_refused(cast, shop):
    payload = visit_payload(shop)
    receive_visit(payload, actor=cast.actor("rep"), at=SENT)

    with pytest.raises(ClientIdTaken):
        receive_visit(payload, actor=cast.actor("colleague"), at=SENT)


def test_all_mistakes_are_named_at_their_path_and_nothing_is_kept(cast, shop):
    payload = visit_payload(shop)
    payload["counts"].append({"sku": "NOPE", "stock": 1})
    payload["image"]["items"][1]["position"] = 9
    payload["photos"][0]["content_base64"] = encoded(b"no picture")

    mistakes = refusal_of(payload, cast.actor("rep"))

    assert [mistake.split(":")[0] for mistake in mistakes] == [
        "counts[2].sku",
        "image.items[1].position",
        "photos[0].content_base64",
    ]
    assert "NOPE" in mistakes[0]
    assert rows_of(Visit).count() == 0


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"client_id": "x"}, "client_id"),
        ({"store": None}, "store"),
        ({"counts": {}}, "skipped"),
        ({"counts": [{"sku": "A", "stock": -1}]}, "counts[0].stock"),
        ({"counts": [{"sku": "A", "stock": True}]}, "counts[0].stock"),
        ({"counts": [{"sku": "A", "stock": 1.5}]}, "counts[0].stock"),
        ({"counts": [3]}, "counts[0]"),
        ({"checked_in": {"lon": 500, "lat": 1}}, "checked_in.lon"),
        ({"checked_in": {"lon": "nan", "lat": 1}}, "checked_in.lon"),
        ({"checked_in": {"device_at": "2026-11-23T10:00:00"}}, "checked_in.device_at"),
        ({"checked_in": {"device_at": 17}}, "checked_in.device_at"),
        ({"checked_out": {"device_at": "2026-11-23T09:00:00+08:00"}}, "checked_out.device_at"),
        ({"next_steps": [{"client_id": str(uuid4()), "title": "x", "due_on": "soon"}]}, "next_steps[0].due_on"),
        ({"market_reports": [{"client_id": str(uuid4()), "kind": "x", "what": "y", "strength": "low"}]},
         "market_reports[0].kind"),
        ({"photos": [{"client_id": str(uuid4()), "content_base64": "%%%"}]}, "photos[0].content_base64"),
        ({"skipped": [{"step": "stock", "reason": " "}]}, "skipped[0].reason"),
        ({"summery": "x"}, "summery"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_at_its_path(cast, shop, change, path):
    mistakes = refusal_of(visit_payload(shop) | change, cast.actor("rep"))

    assert path in [mistake.split(":")[0] for mistake in mistakes]
    assert rows_of(Visit).count() == 0


@pytest.mark.parametrize("payload", [None, [], "visit", 7])
def test_what_is_no_object_is_refused(cast, payload):
    assert refusal_of(payload, cast.actor("rep"))


def test_a_store_of_another_center_is_like_none(cast, shop):
    foreign = StoreFactory(customer__rep=cast.foreign_rep)

    mistakes = refusal_of(visit_payload(shop, store=foreign.code), cast.actor("rep"))

    none = refusal_of(visit_payload(shop, store="NONE"), cast.actor("rep"))
    assert mistakes[0] == none[0].replace("NONE", foreign.code)


def test_a_step_left_out_needs_its_reason(cast, shop):
    payload = visit_payload(shop, next_steps=[])

    assert [mistake.split(":")[0] for mistake in refusal_of(payload, cast.actor("rep"))] == ["skipped"]
    payload["skipped"] = [{"step": "next", "reason": "无需跟进"}]
    assert receive_visit(payload, actor=cast.actor("rep"), at=SENT).pk


def test_a_visit_away_from_the_store_needs_a_reason(cast, shop):
    payload = visit_payload(shop)
    payload["checked_in"] |= {"lon": 120.20}

    assert [m.split(":")[0] for m in refusal_of(payload, cast.actor("rep"))] == ["checked_in.outside_reason"]
    payload["checked_in"]["outside_reason"] = "elsewhere"
    visit = receive_visit(payload, actor=cast.actor("rep"), at=SENT)
    assert [mark["code"] for mark in visit.marks] == ["outside"]


def test_a_wrong_clock_is_set_right_by_the_time_of_the_sending(cast, shop):
    payload = visit_payload(shop, sent_device_at="2029-11-23T19:00:00+08:00")
    payload["checked_in"]["device_at"] = "2029-11-23T10:00:00+08:00"
    payload["checked_out"]["device_at"] = "2029-11-23T10:25:00+08:00"

    visit = receive_visit(payload, actor=cast.actor("rep"), at=SENT)

    assert visit.checked_in_at == datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)
    assert (visit.checked_in_device_at.year, visit.minutes) == (2029, 25)
    assert [mark["code"] for mark in visit.marks] == ["clock_skew"]


def test_a_visit_on_its_planned_day_fulfils_the_calendar(cast, shop):
    planned = PlannedVisitFactory(store=shop.store, status=PlannedVisitStatus.MISSED)

    visit = receive_visit(visit_payload(shop), actor=cast.actor("rep"), at=SENT)

    planned.refresh_from_db()
    assert (visit.planned, planned.status) == (planned, PlannedVisitStatus.DONE)


def test_ways_that_nobody_drives_are_marked_in_whatever_order_they_come(cast, shop):
    far = StoreFactory(customer=shop.store.customer, lon=Decimal("121.150000"))
    later = visit_payload(shop, photos=[], skipped=[{"step": "photo", "reason": "x"}])
    later["checked_in"]["device_at"] = "2026-11-23T10:30:00+08:00"
    later["checked_out"]["device_at"] = "2026-11-23T10:50:00+08:00"
    receive_visit(later, actor=cast.actor("rep"), at=SENT)
    payload = visit_payload(shop, store=far.code)
    payload["checked_in"] |= {"lon": 121.15, "lat": 30.28}

    visit = receive_visit(payload, actor=cast.actor("rep"), at=SENT)

    assert [mark["code"] for mark in visit.marks] == ["impossible_travel"]


def test_a_visit_may_arrive_while_another_one_is_open(cast, shop, open_visit):
    assert receive_visit(visit_payload(shop), actor=cast.actor("rep"), at=SENT).status == VisitStatus.CLOSED


def test_a_visit_that_fails_at_the_end_leaves_no_file(cast, shop, monkeypatch):
    payload = visit_payload(shop, photos=[
        {"client_id": str(uuid4()), "content_base64": encoded(picture())},
    ])  # fmt: skip
    receive_visit(payload, actor=cast.actor("rep"), at=SENT)
    files = sorted(settings.MEDIA_ROOT.rglob("*.jpg"))
    other = visit_payload(shop, next_steps=[payload["next_steps"][0]])

    with pytest.raises(ClientIdTaken):
        receive_visit(other, actor=cast.actor("rep"), at=SENT)

    assert sorted(settings.MEDIA_ROOT.rglob("*.jpg")) == files
    assert default_storage.exists(rows_of(VisitPhoto).get().file.name)


def test_who_stands_in_sends_for_the_rep(cast, shop):
    from tests.factories.accounts import DelegationFactory

    DelegationFactory(rep=cast.rep, colleague=cast.colleague, starts_on=date(2026, 11, 1), ends_on=date(2026, 12, 1))

    visit = receive_visit(visit_payload(shop), actor=actor_for(cast.colleague, date(2026, 11, 23)), at=SENT)

    assert (visit.rep, visit.done_by) == (cast.rep, cast.colleague)


def test_a_visit_at_a_store_that_was_merged_meanwhile_belongs_to_the_surviving_one(cast, shop):
    merged = StoreFactory(customer=shop.store.customer, status="closed", closed_on=SENT.date(), merged_into=shop.store)
    payload = visit_payload(shop) | {"store": merged.code}

    assert receive_visit(payload, actor=cast.actor("rep"), at=SENT).store == shop.store


def test_what_later_formats_added_leaves_the_content_of_older_phones_as_it_was(shop):
    old, new = visit_payload(shop), {}
    new = old | {"step_seconds": [{"step": "image", "seconds": 40}]}
    later = old | {"checked_in": old["checked_in"] | {"entered_device_at": ARRIVED.isoformat()}}

    digests = [read_visit(payload, []).digest for payload in (old, new, later)]

    assert digests[0] == digests[1] != digests[2]


def test_the_phones_own_seconds_and_a_competitor_are_kept(cast, shop):
    payload = visit_payload(shop, step_seconds=[{"step": "image", "seconds": 40}])
    payload["market_reports"][0]["competitor"] = " 北辰  手机 "

    visit = receive_visit(payload, actor=cast.actor("rep"), at=SENT)

    assert list(rows_of(StepSeconds).values_list("visit", "step", "seconds")) == [(visit.pk, "image", 40)]
    assert rows_of(MarketReport).get().competitor == "北辰 手机"


def test_tasks_of_the_store_that_were_done_in_the_visit_are_finished_with_it(cast, shop):
    mine, colleagues, settled = (TaskFactory(store=shop.store) for _ in range(3))
    rows_of(Task).filter(pk=colleagues.pk).update(rep=cast.colleague)
    finish_task(settled, outcome="早已完成", actor=cast.actor("manager"), at=ARRIVED)
    done = [{"task": str(task.client_id), "outcome": "已换"} for task in (mine, colleagues, settled)]

    payload = visit_payload(shop, tasks_done=done)
    visit = [receive_visit(payload, actor=cast.actor("rep"), at=SENT) for _ in range(2)][-1]

    found = rows_of(Task).filter(pk__in=[mine.pk, colleagues.pk, settled.pk]).order_by("pk")
    assert [(task.status, task.outcome, task.done_in) for task in found] == [
        ("done", "已换", visit),
        ("done", "已换", visit),
        ("done", "早已完成", None),
    ]


def test_a_task_of_another_store_is_not_done_in_a_visit(cast, shop):
    elsewhere = TaskFactory(store=StoreFactory(customer__rep=cast.rep, customer__center=cast.center))
    done = [{"task": str(elsewhere.client_id)}]

    [mistake] = refusal_of(visit_payload(shop, tasks_done=done), cast.actor("rep"))

    assert mistake.startswith("tasks_done[0].task")
    elsewhere.refresh_from_db()
    assert elsewhere.status == "open"


def test_only_the_items_that_apply_to_the_store_are_asked_and_weighed(cast, shop):
    type(shop.tidiness).objects.filter(pk=shop.tidiness.pk).update(only_classes="A")
    answers = [{"position": 1, "measured": 3}, {"position": 2, "measured": 0}]
    images = [{"standard_version": shop.standard.version, "items": answers[:number]} for number in (1, 2)]

    visits = [receive_visit(visit_payload(shop, image=image), actor=cast.actor("rep"), at=SENT) for image in images]

    assert [visit.image_score for visit in visits] == [75, 75]


def test_the_digest_of_an_older_phones_visit_is_the_same_in_each_release():
    payload = {
        "client_id": "8b1f7c1e-52a8-4b6e-9a55-0d3c6a0f2c11",
        "store": "HZ00059",
        "checked_in": {
            "device_at": "2026-11-23T10:00:00+08:00",
            "lon": 120.252754,
            "lat": 30.183892,
            "accuracy_metres": 12,
        },
        "sent_device_at": "2026-11-23T19:00:00+08:00",
        "counts": [{"sku": "C13", "stock": 7, "sold": 3}],
        "image": {"standard_version": 1, "items": [{"position": 1, "measured": 3}]},
        "photos": [],
        "market_reports": [
            {"client_id": "8b1f7c1e-52a8-4b6e-9a55-0d3c6a0f2c12", "kind": "price", "what": "x", "strength": "high"}
        ],
        "next_steps": [],
        "skipped": [],
        "summary": "",
        "checked_out": {"device_at": "2026-11-23T10:25:00+08:00"},
    }

    digest = read_visit(payload, []).digest

    assert digest == "b571bc707b729f0dbdd9d3e6fd01c575fbf608b76a78a8580c7abac31ded5c60"


def test_a_photo_shows_an_item_of_the_standard_along_with_its_visit_or_after_it(cast, shop):
    content, later = picture(), str(uuid4())
    sha256 = hashlib.sha256(content).hexdigest()
    along = {"client_id": str(uuid4()), "step": "image", "content_base64": encoded(content), "item": 2}
    alone = {"client_id": later, "step": "image", "sha256": sha256, "item": 1}
    payload = visit_payload(shop, photos=[along, alone])
    visit = receive_visit(payload, actor=cast.actor("rep"), at=SENT)
    announced = Announced(UUID(later), visit.client_id, sha256, len(content), VisitStep.IMAGE)
    take_piece(announced, offset=0, content=content, actor=cast.actor("rep"), at=SENT)

    photos = VisitPhoto.objects.unscoped(because="tests").filter(visit=visit).order_by("pk")

    assert [photo.item for photo in photos] == [shop.tidiness, shop.posters]
    bare = payload | {"photos": [{key: value for key, value in along.items() if key != "item"}]}
    assert read_visit(bare, []).digest == read_visit(bare | {"photos": [along | {"item": None}]}, []).digest
