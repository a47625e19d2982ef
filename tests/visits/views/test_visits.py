"""Pages of visits, and the photos behind them (handbook H5.3; reliability A1, C4, I6)."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from stores.models import StockCount
from tests.factories.stores import DistributionLineFactory, SkuFactory, StockCountFactory, StoreFactory
from tests.factories.visits import VisitFactory
from tests.visits.execution.payloads import ARRIVED, SENT, picture
from visits.choices import VisitStatus, VisitStep
from visits.models import ImageCheck, SkippedStep, Visit, VisitCount, VisitPhoto
from visits.services.photos import encode, write_photo

pytestmark = pytest.mark.django_db


def rows_of(model):
    return model.objects.unscoped(because="looking at what was written")


@pytest.fixture
def photo(open_visit):
    return write_photo(open_visit, encode(picture()), client_id=uuid4(), step=VisitStep.PHOTO, at=SENT)


@pytest.fixture
def as_rep(client, cast):
    client.force_login(cast.rep)
    return client


def test_a_photo_is_private_and_named_as_what_it_is(as_rep, photo):
    response = as_rep.get(reverse("visits:photo_file", args=[photo.pk]))

    assert BytesIO(response.getvalue()).read(2) == b"\xff\xd8"
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert "private" in response["Cache-Control"]


@pytest.mark.parametrize("who", ["colleague", "stranger", "foreign_rep"])
def test_a_foreign_photo_is_like_none(client, cast, photo, who):
    client.force_login(getattr(cast, who))

    addresses = [reverse("visits:photo_file", args=[pk]) for pk in (photo.pk, photo.pk + 1000)]

    assert [client.get(address).status_code for address in addresses] == [404, 404]


def test_a_double_tap_on_check_in_makes_one_visit(as_rep, shop):
    address, sent = reverse("visits:visit_check_in", args=[shop.store.pk]), {"client_id": uuid4()}

    answers = [as_rep.post(address, sent) for _ in range(2)]

    assert {answer["Location"] for answer in answers} == {reverse("visits:visit_fill", args=[rows_of(Visit).get().pk])}


def test_a_second_visit_is_refused_with_the_way_to_the_first(as_rep, shop, open_visit):
    other = StoreFactory(customer=shop.store.customer)

    response = as_rep.post(reverse("visits:visit_check_in", args=[other.pk]), {"client_id": uuid4()})

    assert response.status_code == 409
    assert reverse("visits:visit_fill", args=[open_visit.pk]) in response.content.decode()


def test_a_stand_in_finishes_its_visit_when_the_work_went_back_meanwhile(client, cast, open_visit):
    rows_of(Visit).update(done_by=cast.colleague)
    client.force_login(cast.colleague)

    page = client.get(reverse("visits:visit_fill", args=[open_visit.pk]))
    skipped = client.post(
        reverse("visits:visit_skip", args=[open_visit.pk]), {"step": VisitStep.PHOTO, "reason": "店内不许拍照"}
    )

    assert (page.status_code, skipped.status_code) == (200, 302)
    assert rows_of(SkippedStep).get().visit == open_visit


def test_the_stores_card_leads_back_into_the_open_visit(as_rep, shop, open_visit):
    response = as_rep.get(reverse("visits:visit_start", args=[shop.store.pk]))

    assert response["Location"] == reverse("visits:visit_fill", args=[open_visit.pk])


def test_numbers_save_by_themselves_and_the_count_of_open_steps_follows(as_rep, shop, open_visit):
    pk = shop.skus[0].pk

    response = as_rep.post(
        reverse("visits:visit_counts", args=[open_visit.pk]),
        {f"stock-{pk}": "7", f"sold-{pk}": "2", "stock-999999": "3"},
        headers={"HX-Request": "true"},
    )

    assert list(rows_of(VisitCount).values_list("sku", "stock", "sold")) == [(pk, 7, 2)]
    assert 'id="progress" hx-swap-oob="true"' in response.content.decode()


@pytest.mark.parametrize("typed", ["-1", "x", "1e9", "99999999999999999999"])
def test_a_number_that_is_none_keeps_the_former_one(as_rep, shop, open_visit, typed):
    address, pk = reverse("visits:visit_counts", args=[open_visit.pk]), shop.skus[0].pk
    as_rep.post(address, {f"stock-{pk}": "7"})

    response = as_rep.post(address, {f"stock-{pk}": typed}, headers={"HX-Request": "true"})

    assert (response.status_code, rows_of(VisitCount).get().stock) == (422, 7)


def test_the_stock_as_last_time_leaves_what_was_counted_now(as_rep, shop, open_visit):
    before = open_visit.visited_on - timedelta(days=2)
    for sku in shop.skus:
        StockCount.objects.create(store=shop.store, sku=sku, quantity=30, counted_on=before, recorded_at=SENT)
    counted, other = shop.skus
    as_rep.post(reverse("visits:visit_counts", args=[open_visit.pk]), {f"stock-{counted.pk}": "12"})

    as_rep.post(reverse("visits:visit_counts_fill", args=[open_visit.pk]), {"what": "stock"})

    assert dict(rows_of(VisitCount).values_list("sku", "stock")) == {counted.pk: 12, other.pk: 30}


def test_the_stock_step_says_what_the_standard_asks_for_and_the_store_lacks(as_rep, shop, open_visit):
    had, lacked = shop.skus[0], SkuFactory(model__name="星河 99", colour="金")
    for sku in (had, lacked):
        line = {"store_class": shop.store.store_class, "format": shop.store.format}
        DistributionLineFactory(model=sku.model, starts_on=open_visit.visited_on, **line)
    StockCountFactory(store=shop.store, sku=had, counted_on=open_visit.visited_on)

    lacking = as_rep.get(reverse("visits:visit_fill", args=[open_visit.pk])).context["lacking"]

    assert [(line.model, line.missing_colours) for line in lacking] == [(lacked.model, ["金"])]


def test_the_image_as_last_time_leaves_what_was_answered_now(as_rep, shop, open_visit):
    before = VisitFactory(
        store=shop.store,
        status=VisitStatus.NO_CHECKOUT,
        image_standard=shop.standard,
        checked_in_at=open_visit.checked_in_at - timedelta(days=2),
    )
    for item in (shop.posters, shop.tidiness):
        ImageCheck.objects.create(visit=before, item=item, measured=1)
    as_rep.post(reverse("visits:visit_image", args=[open_visit.pk]), {f"item-{shop.posters.pk}": "4"})

    as_rep.post(reverse("visits:visit_image_same", args=[open_visit.pk]))

    now = rows_of(ImageCheck).filter(visit=open_visit)
    assert dict(now.values_list("item", "measured")) == {shop.posters.pk: 4, shop.tidiness.pk: 1}


def test_the_simple_page_tells_when_and_where_a_photo_was_taken_as_the_app_does(as_rep, open_visit):
    """The page sends the picture made small, without what the camera wrote into it."""
    Visit.objects.unscoped(because="tests").filter(pk=open_visit.pk).update(checked_in_at=ARRIVED)
    told = {"taken_at": "2026-11-20T01:00:00.000Z", "place": "120.15,31.0"}

    as_rep.post(
        reverse("visits:visit_photo", args=[open_visit.pk]),
        {"client_id": uuid4(), "step": "photo", "file": SimpleUploadedFile("photo.jpg", picture()), **told},
    )

    photo = open_visit.photos.unscoped(because="tests").get()
    open_visit.refresh_from_db()
    assert (photo.taken_at.isoformat(), photo.distance_metres > 70_000) == ("2026-11-20T01:00:00+00:00", True)
    assert {mark["code"] for mark in open_visit.marks} >= {"photo_old", "photo_elsewhere"}


def test_a_file_that_is_no_photo_is_refused_in_words(as_rep, open_visit):
    file = SimpleUploadedFile("door.jpg", b"no picture", "image/jpeg")

    response = as_rep.post(
        reverse("visits:visit_photo", args=[open_visit.pk]), {"client_id": uuid4(), "step": "photo", "file": file}
    )

    assert (response.status_code, rows_of(VisitPhoto).count()) == (409, 0)


def test_a_visit_that_is_over_shows_its_summary(as_rep, shop):
    over = VisitFactory(store=shop.store, status=VisitStatus.NO_CHECKOUT)

    response = as_rep.get(reverse("visits:visit_fill", args=[over.pk]))

    assert response["Location"] == reverse("visits:visit_summary", args=[over.pk])


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_visits_costs_the_same_for_one_and_many(client, cast, shop, number, django_assert_max_num_queries):
    for day in range(number):
        VisitFactory(
            store=shop.store, status=VisitStatus.NO_CHECKOUT, visited_on=timezone.localdate() - timedelta(days=day)
        )
    client.force_login(cast.manager)

    with django_assert_max_num_queries(9):
        response = client.get(reverse("visits:visit_list"), {"marked": "no", "planned": "no"})

    assert response.content.decode().count(reverse("visits:visit_list")) > number
