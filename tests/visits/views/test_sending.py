"""What a phone is told of what it sent: received, refused, broken, or somebody else's (reliability O1–O5)."""

import hashlib
import json
from datetime import timedelta
from decimal import Decimal
from random import Random
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from stores.models import Store, StoreResponsibility
from tests.visits.calc.test_likeness import shot
from tests.visits.execution.payloads import encoded, picture, visit_payload
from tests.visits.services.test_marks import as_file, exif_of
from tests.visits.services.test_places import where_in_the_database
from visits.choices import ParkedOutcome, VisitStatus
from visits.models import ParkedVisit, PhotoPiece, PhotoUpload, Receipt, Visit, VisitPhoto
from visits.selectors.sending import chains
from visits.services.tidying import tidy_sent

pytestmark = pytest.mark.django_db


def rows_of(model):
    return model.objects.unscoped(because="looking at what was written")


@pytest.fixture
def as_rep(client, cast):
    client.force_login(cast.rep)
    return client


def payload_of(shop, **more):
    payload = visit_payload(shop, photos=[], skipped=[{"step": "photo", "reason": "不让拍照"}], **more)
    del payload["sent_device_at"]
    return payload


def send(client, payload, body=None, **headers):
    body = json.dumps(payload) if body is None else body
    address = reverse("visits:visit_receive", args=[payload["client_id"]])
    return client.post(address, body, content_type="application/json", headers=headers)


def named(content: bytes, payload) -> dict:
    """A photo as the visit names it."""
    return {"client_id": str(uuid4()), "step": "photo", "sha256": hashlib.sha256(content).hexdigest()}


def send_piece(client, payload, photo, content, offset, size=50_000, **told):
    headers = {
        "X-Visit": payload["client_id"],
        "X-Sha256": photo["sha256"],
        "X-Size": str(len(content)),
        "X-Step": photo["step"],
        "X-Offset": str(offset),
    }
    headers |= told
    piece = content[offset : offset + size]
    address = reverse("visits:photo_receive", args=[photo["client_id"]])
    return client.post(address, piece, content_type="application/octet-stream", headers=headers)


def test_the_answer_names_the_record_and_its_receipt(as_rep, shop):
    payload = payload_of(shop)

    first, again = send(as_rep, payload).json(), send(as_rep, payload).json()

    assert (first["client_id"], first["receipt"]["number"]) == (payload["client_id"], 1)
    assert first["body_sha256"] == hashlib.sha256(json.dumps(payload).encode()).hexdigest()
    assert again["receipt"] == first["receipt"]


def test_visits_sent_three_times_in_random_order_end_once_with_an_unbroken_chain(as_rep, cast, shop):
    payloads = [payload_of(shop) for _ in range(12)]
    sendings = payloads * 3
    Random(5).shuffle(sendings)

    answers = [send(as_rep, payload).json() for payload in sendings]

    assert (rows_of(Visit).count(), rows_of(Receipt).count()) == (12, 12)
    assert {answer["receipt"]["number"] for answer in answers} == set(range(1, 13))
    assert [(chain.receipts, chain.broken_at) for chain in chains(cast.actor("admin"))] == [(12, None)]


def test_a_refused_visit_is_parked_once_with_its_reasons_and_holds_up_nothing(as_rep, cast, shop):
    bad = payload_of(shop)
    bad["counts"][0]["sku"] = "NOPE"

    refusals = [send(as_rep, bad) for _ in range(2)]
    taken = send(as_rep, payload_of(shop))

    assert [answer.status_code for answer in refusals] == [422, 422]
    assert refusals[0].json()["mistakes"][0]["path"] == "counts[0].sku"
    assert taken.json()["receipt"]["number"] == 1
    parked = rows_of(ParkedVisit).get()
    assert (parked.rep, parked.store_code, parked.times_sent) == (cast.rep, shop.store.code, 2)


def test_half_an_emoji_that_a_field_cut_off_keeps_no_visit_waiting(as_rep, shop):
    payload = payload_of(shop, summary="好\ud83d\x00")

    assert send(as_rep, payload).status_code == 200

    assert rows_of(Visit).get().summary == "好\ufffd\ufffd"


def test_what_no_database_keeps_is_refused_and_parked_readable(as_rep, shop):
    payload = payload_of(shop, store="\x00\udfff")

    assert send(as_rep, payload).status_code == 422

    assert rows_of(ParkedVisit).get().store_code == "\ufffd\ufffd"


def hand_over(store, rep, to, on):
    """Without the notices and figures of a real one: who was responsible, and who is."""
    for who, starts_on, ends_on in ((rep, on - timedelta(days=90), on), (to, on, None)):
        StoreResponsibility.objects.create(store=store, rep=who, starts_on=starts_on, ends_on=ends_on)
    Store.objects.unscoped(because="tests").filter(pk=store.pk).update(rep=to)


@pytest.mark.parametrize(("days_ago", "status"), [(1, 200), (5, 422)], ids=["made before", "made after"])
def test_a_visit_counts_for_who_was_responsible_on_its_day(as_rep, cast, shop, days_ago, status):
    payload, now = payload_of(shop), timezone.now() - timedelta(days=3)
    payload["checked_in"]["device_at"] = now.isoformat()
    payload["checked_out"]["device_at"] = (now + timedelta(minutes=20)).isoformat()
    hand_over(shop.store, cast.rep, cast.colleague, timezone.localdate() - timedelta(days=days_ago))

    answer = send(as_rep, payload)

    assert answer.status_code == status
    assert [visit.rep for visit in rows_of(Visit)] == ([cast.rep] if status == 200 else [])


def test_a_refused_visit_that_was_mended_is_received(as_rep, shop):
    bad = payload_of(shop)
    send(as_rep, bad | {"counts": []})

    mended = send(as_rep, bad)

    assert mended.status_code == 200
    assert rows_of(ParkedVisit).get().outcome == ParkedOutcome.MENDED


def test_of_a_conflict_both_versions_stay_readable(as_rep, shop):
    payload = payload_of(shop)
    send(as_rep, payload)

    answer = send(as_rep, payload | {"summary": "不一样"})

    assert (answer.status_code, answer.json()["kind"]) == (409, "conflict")
    page = as_rep.get(answer.json()["parked"]).content.decode()
    assert ("不一样" in page, "一切正常" in page) == (True, True)
    assert rows_of(Visit).get().summary == "一切正常"


@pytest.mark.parametrize(
    "broken", [{"body": '{"client_id'}, {"body": "[]"}, {"X-Body-Sha256": "0" * 64}], ids=["cut", "list", "digest"]
)
def test_what_arrives_broken_is_neither_taken_nor_parked(as_rep, shop, broken):
    answer = send(as_rep, payload_of(shop), **broken)

    assert (answer.status_code, answer.json()) == (400, {"broken": True})
    assert (rows_of(Visit).count(), rows_of(ParkedVisit).count()) == (0, 0)


def test_nothing_is_taken_under_the_session_of_another_person(as_rep, cast, shop):
    answer = send(as_rep, payload_of(shop), **{"X-Person": str(cast.colleague.pk)})

    assert (answer.status_code, rows_of(Visit).count()) == (403, 0)


def test_a_wrong_clock_is_set_right_and_both_times_are_kept(as_rep, shop):
    payload, now = payload_of(shop), timezone.now()
    three_days_ahead = now + timedelta(days=3)
    payload["checked_in"]["device_at"] = (three_days_ahead - timedelta(hours=2)).isoformat()
    payload["checked_out"]["device_at"] = (three_days_ahead - timedelta(hours=1)).isoformat()

    send(as_rep, payload, **{"X-Device-At": three_days_ahead.isoformat()})

    visit = rows_of(Visit).get()
    assert abs(visit.checked_in_at - (now - timedelta(hours=2))) < timedelta(minutes=1)
    assert (visit.checked_in_device_at > now, visit.minutes) == (True, 60)


def test_a_forgotten_check_out_leaves_the_minutes_unknown(as_rep, shop):
    payload = payload_of(shop, checked_out=None, counts=[], next_steps=[], forgot_to_check_out=True)
    del payload["checked_out"]

    answer = send(as_rep, payload)

    assert answer.json()["visit"]["status"] == VisitStatus.NO_CHECKOUT
    assert answer.json()["visit"]["minutes"] is None


@pytest.mark.parametrize("is_visit_first", [True, False])
def test_photos_come_in_pieces_before_or_after_their_visit(as_rep, shop, is_visit_first):
    content = picture((1200, 900), quality=95) + b"\0" * 120_000
    payload = payload_of(shop)
    photo = named(content, payload)
    payload |= {"photos": [photo], "skipped": []}
    if is_visit_first:
        send(as_rep, payload)

    answers = [send_piece(as_rep, payload, photo, content, offset) for offset in (0, 0, 50_000, 100_000)]
    if not is_visit_first:
        send(as_rep, payload)

    assert [answer.status_code for answer in answers] == [200, 409, 200, 200]
    assert answers[1].json()["received_bytes"] == 50_000
    kept = rows_of(VisitPhoto).get()
    assert (kept.sent_sha256, kept.visit) == (photo["sha256"], rows_of(Visit).get())
    assert rows_of(PhotoPiece).count() == 0


def test_a_photo_taken_at_night_waits_for_its_visit_without_its_place(as_rep, shop):
    content, payload = picture(), payload_of(shop)
    told = {"X-Place": "120.150000,31.123429", "X-Taken-At": "2026-11-20T15:00:00Z"}

    send_piece(as_rep, payload, named(content, payload), content, 0, **told)

    assert rows_of(PhotoUpload).get().place_lat is None


@pytest.mark.parametrize("way", ["with its visit", "before its visit", "after its visit", "read by the phone"])
def test_a_photo_from_elsewhere_is_seen_on_every_way_and_its_place_is_not_kept(as_rep, shop, way):
    is_read = way == "read by the phone"
    content = picture() if is_read else as_file(shot(1), exif=exif_of("2026:11:20 09:00:00", 31.123429))
    payload = payload_of(shop)
    photo = named(content, payload)
    payload |= {"photos": [photo], "skipped": []}
    told = {"X-Place": "120.150000,31.123429", "X-Taken-At": "2026-11-20T01:00:00Z"} if is_read else {}
    if way == "with its visit":
        photo["content_base64"] = encoded(content)
    if is_read or way == "before its visit":
        send_piece(as_rep, payload, photo, content, 0, **told)
        assert rows_of(PhotoUpload).get().place_lat == Decimal("31.123429")
    send(as_rep, payload)
    if way == "after its visit":
        send_piece(as_rep, payload, photo, content, 0)

    kept = rows_of(VisitPhoto).get()
    assert (kept.distance_metres > 70_000, kept.taken_at.isoformat()) == (True, "2026-11-20T01:00:00+00:00")
    assert {"photo_old", "photo_elsewhere"} <= {mark["code"] for mark in kept.visit.marks}
    assert where_in_the_database("123429") == set()


def test_the_place_of_a_photo_whose_visit_never_came_goes_after_a_week(as_rep, shop):
    content, payload = picture(), payload_of(shop)
    send_piece(as_rep, payload, named(content, payload), content, 0, **{"X-Place": "120.15,31.123429"})

    tidy_sent(timezone.now() + timedelta(days=8))

    assert (rows_of(PhotoUpload).get().place_lat, where_in_the_database("123429")) == (None, set())


def test_a_damaged_photo_begins_anew(as_rep, shop):
    content, payload = picture((300, 200)), payload_of(shop)
    photo = named(content, payload)

    damaged = send_piece(as_rep, payload, photo, b"x" * len(content), 0)

    assert (damaged.status_code, damaged.json()["received_bytes"]) == (409, 0)
    assert send_piece(as_rep, payload, photo, content, 0).json()["is_received"]


def test_what_is_no_photo_is_settled_with_its_refusal(as_rep, shop):
    content, payload = b"no picture", payload_of(shop)
    photo = named(content, payload)

    answer = send_piece(as_rep, payload, photo, content, 0).json()

    assert (answer["is_received"], bool(answer["refusal"])) == (True, True)


def test_loose_photos_and_files_without_a_row_go_after_a_time(as_rep, shop):
    content, payload = picture(), payload_of(shop)
    send_piece(as_rep, payload, named(content, payload), content, 0)
    lost = default_storage.save(f"visits/2026/01/{uuid4()}.jpg", ContentFile(b"lost"))

    tidied = tidy_sent(timezone.now() + timedelta(days=40))

    assert (tidied.loose_photos, rows_of(PhotoUpload).count()) == (1, 0)
    assert not default_storage.exists(lost)


def test_what_is_parked_never_says_where_its_sender_was(as_rep, shop):
    content = picture()
    payload = payload_of(shop, counts=[], whereabouts={"lat": 30.2803})
    payload["photos"] = [named(content, payload) | {"content_base64": encoded(content)}]
    payload["checked_in"]["longitude"] = 120.1502

    answer = send(as_rep, payload)

    kept = rows_of(ParkedVisit).get()
    assert (answer.status_code, set(kept.payload["checked_in"])) == (422, {"device_at"})
    assert kept.payload["photos"] == [{key: payload["photos"][0][key] for key in ("client_id", "step", "sha256")}]
    assert ("whereabouts" in kept.payload, kept.body_sha256) == (False, answer.json()["body_sha256"])


def test_a_photo_that_stopped_on_its_way_loses_its_pieces_and_begins_anew(as_rep, shop):
    content, payload = picture((300, 200)), payload_of(shop)
    photo = named(content, payload)
    send_piece(as_rep, payload, photo, content, 0, size=500)

    tidy_sent(timezone.now() + timedelta(days=6))
    before = rows_of(PhotoPiece).count()
    tidy_sent(timezone.now() + timedelta(days=8))

    assert (before, rows_of(PhotoPiece).count()) == (1, 0)
    assert send_piece(as_rep, payload, photo, content, 500).json()["received_bytes"] == 0
    assert send_piece(as_rep, payload, photo, content, 0).json()["is_received"]
