"""IMEIs of what a visit found sold: each judged by itself, none holds up the visit (handbook H2.5, H5.2)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from stores.models import DisplaySample, SalesRecord, SoldHandset
from stores.selectors.handsets import ImeiChange
from tests.visits.execution.payloads import ARRIVED, SENT, visit_payload
from visits.models import VisitImei
from visits.selectors.parked import parts_of
from visits.selectors.received import stored_state
from visits.selectors.visits import VisitPage
from visits.services import imeis as imeis_service
from visits.services.mistakes import PayloadRefused
from visits.services.payload import read_visit
from visits.services.receive import receive_visit

pytestmark = pytest.mark.django_db
ONE, TWO, THREE, FOUR = "352099001761481", "490154203237518", "356938035643809", "863000000000006"


def rows_of(model):
    return model.objects.unscoped(because="tests")


@pytest.fixture
def books(shop):
    """The store's center takes its sell-out from visits."""
    center = shop.store.center
    center.counts_visit_sales = True
    center.save()


def send(cast, shop, *imeis, sold=2, hours=0):
    began = ARRIVED + timedelta(hours=hours)
    sku = shop.skus[0].code
    payload = visit_payload(
        shop,
        client_id=str(uuid4()),
        counts=[{"sku": sku, "stock": 7, "sold": sold}],
        imeis=[{"sku": sku, "imei": imei} for imei in imeis],
        checked_in={"device_at": began.isoformat()},
        checked_out={"device_at": (began + timedelta(minutes=25)).isoformat()},
    )
    return receive_visit(payload, actor=cast.actor("rep"), at=SENT)


def states_of(visit) -> dict[str, str]:
    return dict(rows_of(VisitImei).filter(visit=visit).values_list("imei", "state"))


def test_numbers_stand_with_the_sale_and_what_cannot_stand_is_marked_at_its_line(cast, shop, books):
    send(cast, shop, ONE, sold=1)

    visit = send(cast, shop, ONE, "352099001761480", TWO, THREE, FOUR, TWO, hours=1)

    assert states_of(visit) == {
        ONE: "taken",
        "352099001761480": "wrong",
        TWO: "sold",
        THREE: "sold",
        FOUR: "spare",
    }
    record = rows_of(SalesRecord).get(document=str(visit.client_id), sku=shop.skus[0])
    assert (record.quantity, sorted(record.handsets.unscoped(because="tests").values_list("imei", flat=True))) == (
        2,
        sorted([TWO, THREE]),
    )
    told = {row["imei"]: row["is_good"] for row in stored_state(visit)["imeis"]}
    assert told == {ONE: False, "352099001761480": False, TWO: True, THREE: True, FOUR: False}


def test_a_piece_that_came_back_is_free_again_and_one_that_was_never_sold_here_says_so(cast, shop, books):
    send(cast, shop, ONE, sold=1)

    visit = send(cast, shop, ONE, TWO, sold=-2, hours=1)

    assert states_of(visit) == {ONE: "sold", TWO: "unknown"}
    assert rows_of(SoldHandset).get(imei=ONE).freed_by is not None
    assert states_of(send(cast, shop, ONE, sold=1, hours=2)) == {ONE: "sold"}


def test_a_sample_that_was_placed_after_the_visit_is_no_piece_it_sold(cast, shop, books):
    later = SENT.date() + timedelta(days=1)
    DisplaySample.objects.create(store=shop.store, sku=shop.skus[0], imei=ONE, starts_on=later)

    visit = send(cast, shop, ONE, TWO)

    assert states_of(visit) == {ONE: "standing", TWO: "sold"}
    assert not stored_state(visit)["imeis"][0]["is_good"]


def test_where_sales_are_imported_the_numbers_stay_with_the_visit(cast, shop):
    center = shop.store.center
    center.counts_visit_sales = False
    center.save()

    visit = send(cast, shop, ONE, "12")

    assert states_of(visit) == {ONE: "kept", "12": "wrong"}
    assert rows_of(SoldHandset).count() == 0


def test_a_number_that_somebody_sells_in_the_same_moment_is_judged_again(cast, shop, books, monkeypatch):
    """The first look is made before the other's sale stands."""
    send(cast, shop, ONE, sold=1)
    judged, first = imeis_service.imei_changes, [True]

    def late(stated, source):
        return {fact.key: ImeiChange() for fact in stated} if first and first.pop() else judged(stated, source)

    monkeypatch.setattr(imeis_service, "imei_changes", late)

    visit = send(cast, shop, ONE, TWO, hours=1)

    assert states_of(visit) == {ONE: "taken", TWO: "sold"}


def test_an_unknown_sku_is_named_and_a_visit_without_numbers_keeps_its_digest(cast, shop):
    payload = visit_payload(shop, imeis=[{"sku": "NONE", "imei": ONE}])
    with pytest.raises(PayloadRefused) as refused:
        receive_visit(payload, actor=cast.actor("rep"), at=SENT)
    assert [mistake.path for mistake in refused.value.mistakes] == ["imeis[0].sku"]

    bare = {key: value for key, value in payload.items() if key != "imeis"}
    assert read_visit(bare, []).digest == read_visit(bare | {"imeis": []}, []).digest


def test_a_parked_version_shows_its_numbers_beside_those_that_stand(cast, shop, books):
    visit = send(cast, shop, ONE, sold=1)

    parts = {part.label: part for part in parts_of({"imeis": [{"sku": shop.skus[0].code, "imei": TWO}]}, visit)}

    code = shop.skus[0].code
    assert (parts["IMEI"].sent, parts["IMEI"].stands) == ((f"{code}: {TWO}",), (f"{code}: {ONE}",))
    assert [row.imei for row in VisitPage(visit).imeis] == [ONE]


def test_on_the_simple_page_numbers_are_kept_shown_again_and_booked_at_the_check_out(
    client, cast, shop, books, open_visit
):
    client.force_login(cast.rep)
    one, other = shop.skus
    save = reverse("visits:visit_counts", args=[open_visit.pk])

    client.post(save, {f"sold-{one.pk}": "1", f"imeis-{one.pk}": f"{ONE} {TWO}", f"stock-{other.pk}": "3"})
    page = client.get(reverse("visits:visit_fill", args=[open_visit.pk])).content.decode()
    client.post(save, {f"sold-{one.pk}": "2", f"imeis-{one.pk}": f"{TWO}\n{THREE}"})
    for step in ("photo", "image", "next"):
        client.post(reverse("visits:visit_skip", args=[open_visit.pk]), {"step": step, "reason": "没有时间"})
    client.post(reverse("visits:visit_check_out", args=[open_visit.pk]), {"summary": ""})

    assert f"{ONE}&#10;{TWO}" in page
    assert states_of(open_visit) == {TWO: "sold", THREE: "sold"}
    assert rows_of(SalesRecord).get(sku=one).quantity == 2


@pytest.mark.parametrize(
    "typed", [["352099001761480"], [ONE, ONE]], ids=["a wrong digit", "the same handset under two SKUs"]
)
def test_on_the_simple_page_a_number_that_is_none_is_refused_at_its_line(client, cast, shop, open_visit, typed):
    client.force_login(cast.rep)
    sent = {f"imeis-{sku.pk}": imei for sku, imei in zip(shop.skus, typed, strict=False)}

    refused = client.post(reverse("visits:visit_counts", args=[open_visit.pk]), sent, headers={"HX-Request": "true"})

    assert refused.status_code == 422
    assert str(shop.skus[len(typed) - 1]) in refused.content.decode()
    assert states_of(open_visit) == {}
