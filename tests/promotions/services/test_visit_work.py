"""Launches and promotions are worked on in the visit, without a network too (handbook H5.4, H6)."""

from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from uuid import uuid4

import pytest

from promotions.choices import LaunchStatus, PromotionStatus
from promotions.models import ExecutionCheck, SellIn
from salesops.accounts.actor import actor_for
from stores.models import Store, StoreResponsibility
from tests.factories.launches import LaunchModelFactory, LaunchStoreFactory, SellInFactory
from tests.factories.promotions import PromotionFactory, PromotionStoreFactory
from tests.factories.stores import StoreFactory
from tests.visits.execution.payloads import ARRIVED, SENT, encoded, make_shop, picture, visit_payload
from visits.choices import VisitStep
from visits.due import work_at
from visits.models import Visit, VisitPhoto
from visits.selectors.day_pack import day_pack
from visits.services.mistakes import PayloadRefused
from visits.services.receive import receive_visit
from visits.services.uploads import Announced, take_piece

pytestmark = pytest.mark.django_db
DAY = ARRIVED.date()


@pytest.fixture
def shop(cast):
    return make_shop(cast)


@pytest.fixture
def place(shop):
    terms = LaunchModelFactory(launch__status=LaunchStatus.PUBLISHED, launch__starts_on=DAY - timedelta(days=3))
    return LaunchStoreFactory(launch=terms.launch, store=shop.store)


@pytest.fixture
def promotion(shop):
    days = {"starts_on": DAY - timedelta(days=2), "ends_on": DAY + timedelta(days=5)}
    promotion = PromotionFactory(status=PromotionStatus.PUBLISHED, **days)
    PromotionStoreFactory(promotion=promotion, store=shop.store)
    return promotion


def rows_of(model):
    return model.objects.unscoped(because="tests")


def forms_at(store, on=DAY) -> dict:
    return {form.key: form for work in work_at([store.pk], on)[store.pk] for form in work.forms}


def send(cast, shop, *work):
    payload = visit_payload(shop, work=[{"key": key, "said": said} for key, said in work])
    return receive_visit(payload, actor=cast.actor("rep"), at=SENT)


def mistakes_of(cast, shop, *work) -> list[str]:
    with pytest.raises(PayloadRefused) as refused:
        send(cast, shop, *work)
    assert rows_of(Visit).count() == 0
    return [mistake.path for mistake in refused.value.mistakes]


def test_the_phone_is_told_what_each_model_and_promotion_asks(cast, shop, place, promotion):
    pack = {part.name: part.content for part in day_pack(cast.actor("rep"), DAY)}

    forms = [form for work in pack[f"store-{shop.store.pk}"]["work"] for form in work["forms"]]

    model = place.launch.models.get().model
    assert {form["key"] for form in forms} == {f"promotion:{promotion.pk}", f"launch:{place.pk}:{model.pk}"}
    asked = {form["key"].split(":")[0]: [ask["name"] for ask in form["asks"]] for form in forms}
    assert asked["launch"] == ["quantity", "is_displayed", "price_seen_yuan", "refusal", "note"]
    assert asked["promotion"] == ["executed", "has_material", "is_price_right", "photo", "note"]


def test_a_visit_sells_a_launch_in_once_however_often_it_is_sent(cast, shop, place):
    [key] = forms_at(shop.store)
    payload = visit_payload(shop, work=[{"key": key, "said": {"quantity": 6, "price_seen_yuan": 2899.5}}])

    visits = {receive_visit(payload, actor=cast.actor("rep"), at=SENT) for _ in range(2)}

    [record] = rows_of(SellIn)
    assert ({record.visit}, record.done_on, record.quantity) == (visits, DAY, 6)
    assert (record.price_seen_yuan, record.is_price_right) == (Decimal("2899.50"), False)


def test_a_visit_proves_a_promotion(cast, shop, promotion):
    [key] = forms_at(shop.store)

    visit = send(cast, shop, (key, {"executed": "partly", "has_material": False, "note": "海报缺两张"}))

    check = rows_of(ExecutionCheck).get()
    assert (check.visit, check.executed, check.has_material, check.is_price_right) == (visit, "partly", False, None)


def test_a_photo_proves_it_whether_it_comes_before_its_visit_along_with_it_or_after_it(cast, shop, promotion):
    content, rep = picture(), cast.actor("rep")

    def piece(photo_id, visit_id):
        announced = Announced(photo_id, visit_id, sha256(content).hexdigest(), len(content), VisitStep.WORK)
        take_piece(announced, offset=0, content=content, actor=rep, at=SENT)

    for place, when in enumerate(("before", "along", "after")):
        photo_id, visit_id = uuid4(), uuid4()
        photo = {"client_id": str(photo_id), "step": "work", "sha256": sha256(content).hexdigest()}
        if when == "along":
            photo["content_base64"] = encoded(content)
        said = {"executed": "yes", "photo": str(photo_id)}
        payload = visit_payload(
            shop,
            client_id=str(visit_id),
            photos=[photo],
            work=[{"key": f"promotion:{promotion.pk}", "said": said}],
            market_reports=[],
            checked_in={"device_at": (ARRIVED + timedelta(hours=place)).isoformat()},
            checked_out={"device_at": (ARRIVED + timedelta(hours=place, minutes=25)).isoformat()},
        )
        if when == "before":
            piece(photo_id, visit_id)
        visit = receive_visit(payload, actor=rep, at=SENT)
        check = rows_of(ExecutionCheck).get(visit=visit)
        assert (check.photo is None) == (when == "after")
        if when == "after":
            piece(photo_id, visit_id)

        check.refresh_from_db()
        assert (check.photo.client_id, check.photo.step, check.photo.visit) == (photo_id, VisitStep.WORK, visit)


def test_a_photo_of_another_visit_proves_nothing(cast, shop, promotion):
    send(cast, shop)
    strange = rows_of(VisitPhoto).get()

    visit = send(cast, shop, (f"promotion:{promotion.pk}", {"executed": "yes", "photo": str(strange.client_id)}))

    assert rows_of(ExecutionCheck).get(visit=visit).photo is None


def test_what_is_no_photos_id_is_named_at_its_place(cast, shop, promotion):
    said = {"executed": "yes", "photo": "door.jpg"}

    assert mistakes_of(cast, shop, (f"promotion:{promotion.pk}", said)) == ["work[0].said.photo"]


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ({"quantity": -1}, "work[0].said.quantity"),
        ({"quantity": 2, "refusal": "price"}, "work[0].said.refusal"),
        ({"price_seen_yuan": 1.005}, "work[0].said.price_seen_yuan"),
        ({"colour": "red"}, "work[0].said.colour"),
        ({}, "work[0].said"),
    ],
)
def test_what_was_said_wrong_is_named_at_its_place_and_nothing_is_kept(cast, shop, place, said, path):
    [key] = forms_at(shop.store)

    assert path in mistakes_of(cast, shop, (key, said))


def test_a_promotion_that_is_not_carried_out_says_why(cast, shop, promotion):
    assert mistakes_of(cast, shop, (f"promotion:{promotion.pk}", {"executed": "no"})) == ["work[0].said.note"]


def test_work_of_another_store_or_of_no_room_is_refused(cast, shop, place):
    elsewhere = LaunchStoreFactory(
        launch=place.launch, store=StoreFactory(customer__rep=cast.colleague, customer__center=cast.center)
    )
    model = place.launch.models.get().model

    assert mistakes_of(cast, shop, (f"launch:{elsewhere.pk}:{model.pk}", {"quantity": 1})) == ["work[0].said"]
    assert mistakes_of(cast, shop, ("launch:x", {"quantity": 1})) == ["work[0].said"]
    assert mistakes_of(cast, shop, ("gift:1", {"quantity": 1})) == ["work[0].key"]


def test_another_word_of_the_same_day_that_the_phone_did_not_know_is_never_overwritten(cast, shop, place):
    model = place.launch.models.get().model
    SellInFactory(launch=place.launch, store=shop.store, model=model, done_on=DAY, quantity=4)

    assert mistakes_of(cast, shop, (f"launch:{place.pk}:{model.pk}", {"quantity": 9})) == ["work[0].said"]
    assert rows_of(SellIn).get().quantity == 4


def test_a_store_handed_over_meanwhile_keeps_what_was_sold_in_before(cast, shop, place):
    [key] = forms_at(shop.store)
    tomorrow = DAY + timedelta(days=1)
    StoreResponsibility.objects.unscoped(because="tests").filter(store=shop.store).delete()
    StoreResponsibility.objects.create(store=shop.store, rep=cast.rep, starts_on=date(2026, 1, 1), ends_on=tomorrow)
    StoreResponsibility.objects.create(store=shop.store, rep=cast.colleague, starts_on=tomorrow)
    Store.objects.unscoped(because="tests").filter(pk=shop.store.pk).update(rep=cast.colleague)

    payload = visit_payload(shop, work=[{"key": key, "said": {"quantity": 6}}])
    receive_visit(payload, actor=actor_for(cast.rep, tomorrow), at=SENT + timedelta(days=1))

    assert rows_of(SellIn).get().recorded_by == cast.rep
