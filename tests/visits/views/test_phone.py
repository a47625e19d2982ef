"""What a phone fetches: the app's files, which are nobody's, and the day's data, which is one person's (H5.4)."""

import gzip
import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from salesops.settings import LANGUAGES
from stores.models import StockCount
from tests.factories.stores import SkuFactory, StoreFactory
from tests.factories.visits import (
    ImageItemFactory,
    ImageStandardFactory,
    PlannedVisitFactory,
    RoutePlanFactory,
    TaskFactory,
    VisitFactory,
)
from visits.models import ImageCheck
from visits.views.phone import MOST_DIGESTS

pytestmark = pytest.mark.django_db
FIVE_MEGABYTES = 5_000_000
DAY = reverse("visits:phone_day")


@pytest.fixture
def as_rep(client, cast):
    client.force_login(cast.rep)
    return client


def test_the_way_to_what_was_sent_has_words_before_the_app_runs(client):
    page = client.get(reverse("visits:phone_app", args=["en"])).content.decode()

    assert re.search(r'<a class="sync-strip" id="strip" href="#/sent">[^<]+</a>', page)


def ask(client, headers=None, **question):
    return client.post(DAY, question, content_type="application/json", headers=headers)


def parts_of(answer) -> dict:
    return {part["name"]: part.get("content") for part in answer.json()["parts"]}


def stores_of(cast, count, sku_count=3):
    """Planned stores with counts, a checked visit of last week, and a task each."""
    standard = ImageStandardFactory(valid_from=timezone.localdate() - timedelta(days=60))
    item, skus = ImageItemFactory(standard=standard, position=1), [SkuFactory() for _ in range(sku_count)]
    plan = RoutePlanFactory(rep=cast.rep)
    before = timezone.now() - timedelta(days=7)
    stores = [StoreFactory(customer__rep=cast.rep, customer__center=cast.center) for _ in range(count)]
    last_week = timezone.localdate(before)
    for place, store in enumerate(stores):
        visit = VisitFactory(store=store, visited_on=last_week, checked_in_at=before, status="no_checkout")
        visit.image_standard = standard
        visit.save()
        ImageCheck.objects.create(visit=visit, item=item, measured=place)
        TaskFactory(store=store, title="补齐海报")
        PlannedVisitFactory(store=store, plan=plan, planned_on=timezone.localdate(), position=place)
    StockCount.objects.bulk_create(
        StockCount(store=store, sku=sku, counted_on=last_week, quantity=4, recorded_at=before)
        for store in stores
        for sku in skus
    )
    return stores


def test_the_day_has_each_store_with_its_last_time(as_rep, cast):
    store = stores_of(cast, 2)[1]

    parts = parts_of(ask(as_rep))

    shop = parts[f"store-{store.pk}"]
    assert (shop["code"], shop["answers"], set(shop["skus"].values())) == (store.code, {"1": 1}, {4})
    assert (shop["last_visit"]["on"], shop["tasks"][0]["title"]) == (
        (timezone.localdate() - timedelta(days=7)).isoformat(),
        "补齐海报",
    )
    assert [stop["store"] for stop in parts["days"][0]["stops"]][1] == store.pk


@pytest.mark.parametrize("who", ["colleague", "foreign_rep"])
def test_nobody_gets_the_stores_of_another(client, cast, who):
    stores_of(cast, 1)
    client.force_login(getattr(cast, who))

    parts = parts_of(ask(client))

    assert (parts["days"], [name for name in parts if name.startswith("store-")]) == ([], [])


def test_the_day_of_thirty_stores_stays_far_below_five_megabytes(as_rep, cast):
    stores_of(cast, 30, sku_count=40)

    answer = ask(as_rep, headers={"Accept-Encoding": "gzip"})

    assert len(gzip.decompress(answer.content)) < FIVE_MEGABYTES / 10
    assert (len(answer.content) < FIVE_MEGABYTES / 100, answer["Content-Encoding"]) == (True, "gzip")


def test_the_same_day_is_not_sent_again_and_a_change_alone(as_rep, cast):
    store = stores_of(cast, 2)[0]
    first = ask(as_rep).json()
    have = [part["digest"] for part in first["parts"]]

    same = ask(as_rep, have=have, etag=first["etag"]).json()
    TaskFactory(store=store)
    changed = ask(as_rep, have=have, etag=first["etag"]).json()

    assert (same["is_same"], same["etag"]) == (True, first["etag"])
    assert [part["name"] for part in changed["parts"] if "content" in part] == [f"store-{store.pk}"]


def test_a_phone_with_hundreds_of_stores_asks_for_its_day_span_by_span(as_rep, cast):
    """Five hundred digests fit into one question; with more of them the day comes in spans that make the whole."""
    stores_of(cast, 3)
    whole = ask(as_rep).json()
    names = sorted(part["name"] for part in whole["parts"])
    many = [f"{number:016x}" for number in range(MOST_DIGESTS)]

    first, second = ask(as_rep, have=many, until=names[2]), ask(as_rep, have=[], after=names[2], until=None)
    too_many = ask(as_rep, have=[*many, "f" * 16])

    assert sorted([*parts_of(first), *parts_of(second)]) == names
    assert {first.json()["etag"], second.json()["etag"]} == {whole["etag"]}
    assert too_many.status_code == 400


@pytest.mark.parametrize("body", ["", "[]", '{"have": "all"}', '{"have": [1]}', '{"after": 3}', '{"until": {}}'])
def test_a_question_that_is_none_is_told_so(as_rep, body):
    assert as_rep.post(DAY, body, content_type="application/json").status_code == 400


def test_the_day_is_compressed_only_for_whom_it_can_be_unpacked(as_rep, cast):
    stores_of(cast, 1)

    assert "Content-Encoding" not in ask(as_rep)
    assert ask(as_rep, headers={"Accept-Encoding": "gzip"})["Content-Encoding"] == "gzip"


def test_the_day_is_not_told_to_a_phone_that_shows_another_person(as_rep, cast):
    answer = ask(as_rep, headers={"X-Person": str(cast.colleague.pk)})

    assert (answer.status_code, answer.json()) == (403, {"other_person": True})


@pytest.mark.parametrize("count", [1, 3])
def test_the_day_costs_the_same_queries_for_any_number_of_stores(as_rep, cast, count, django_assert_num_queries):
    stores_of(cast, count)

    with django_assert_num_queries(35):
        ask(as_rep)


def test_the_app_holds_every_language_and_nobodys_data(as_rep, cast):
    pages = {code: as_rep.get(reverse("visits:phone_app", args=[code])).content.decode() for code, _ in LANGUAGES}

    assert ("今日" in pages["zh-hans"], "Today" in pages["en"]) == (True, True)
    assert [code for code, page in pages.items() if cast.rep.name in page or "csrfmiddlewaretoken" in page] == []
    assert as_rep.get(reverse("visits:phone_app", args=["xx"])).status_code == 404


def test_the_worker_keeps_all_modules_and_only_open_pages(client):
    answer = client.get(reverse("visits:phone_worker"))

    kept = json.loads(answer.content.decode().split("\n")[0].removeprefix("const KEPT = ").removesuffix(";"))
    assert answer["Service-Worker-Allowed"] == "/"
    assert len(kept["files"]) == len(set(kept["files"]))
    assert [page for page in kept["pages"] if client.get(page).status_code != 200] == []
    assert {"/static/js/visits/phone/sync.js", "/static/vendor/idb/index.js"} <= set(kept["files"])


def test_the_page_is_told_whose_session_it_is_until_the_logout(as_rep, cast):
    as_rep.get(reverse("visits:phone_who"))
    told = as_rep.cookies["person"].value

    as_rep.logout()
    as_rep.cookies["person"] = told
    answer = as_rep.get(reverse("accounts:login"))

    assert told == str(cast.rep.pk)
    assert answer.cookies["person"].value == ""
