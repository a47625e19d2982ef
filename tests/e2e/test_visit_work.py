"""What stands beside the steps on the phone, without a network: proofs by photo, IMEIs (handbook H2.5, H5.2, H6.2)."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from promotions.choices import PromotionStatus
from promotions.models import ExecutionCheck
from stores.choices import SaleSource
from stores.models import Price, SalesRecord, Sku, SoldHandset
from tests.e2e.phone import rows_of, visits_of
from tests.factories.promotions import PromotionFactory, PromotionStoreFactory
from tests.factories.stores import SalesRecordFactory
from tests.factories.visits import TaskFactory
from visits.models import VisitImei, VisitPhoto, VisitPrice, VisitSaid, VisitTraining

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def promotion(shops):
    day = timezone.localdate()
    promotion = PromotionFactory(
        status=PromotionStatus.PUBLISHED, starts_on=day - timedelta(days=1), ends_on=day + timedelta(days=5)
    )
    PromotionStoreFactory(promotion=promotion, store=shops[0])
    return promotion


def test_the_photo_of_a_promotion_taken_without_a_network_proves_it(phone, cast, shops, promotion, door):
    phone.log_in(cast.rep)
    phone.offline()
    phone.check_in()
    phone.fill_in(door)
    phone.tap("[data-act=say_choice][data-choice=yes]")
    phone.page.locator("[data-act=say_choice][data-choice=yes][aria-pressed=true]").wait_for()
    for _ in range(2):
        phone.page.locator("[data-act=say_photo]").set_input_files(door)
        phone.page.locator("label[data-taken]").wait_for()
    # Taken anew, the photo takes the place of the one before.
    phone.page.locator(".picture").nth(1).wait_for()
    assert phone.page.locator(".picture").count() == 2
    phone.check_out()

    phone.offline(False)
    phone.open("#/sent")
    phone.send_until("#evening", "1/1")
    phone.has_sent_all()

    check = rows_of(ExecutionCheck).get()
    assert (check.promotion, check.visit, check.executed) == (promotion, visits_of(cast.rep).get(), "yes")
    assert (check.photo.step, rows_of(VisitPhoto).count()) == ("work", 2)
    assert phone.complaints == []


# A cheap phone makes a picture small in seconds; meanwhile a thumb is at the check-out.
SLOW_CAMERA = """() => {
  const quick = window.createImageBitmap;
  window.createImageBitmap = async (...given) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    return quick(...given);
  };
}"""


def test_who_checks_out_while_a_photo_is_being_made_small_takes_it_along(phone, cast, shops, promotion, door):
    phone.log_in(cast.rep)
    phone.offline()
    phone.check_in()
    phone.fill_in(door)
    phone.tap("[data-act=say_choice][data-choice=yes]")
    phone.page.locator("[data-act=say_choice][data-choice=yes][aria-pressed=true]").wait_for()
    phone.page.locator("[data-act=say_photo]").set_input_files(door)
    phone.page.locator("label[data-taken]").wait_for()
    phone.page.evaluate(SLOW_CAMERA)
    phone.page.locator("[data-act=say_photo]").set_input_files(door)
    phone.check_out()
    phone.page.wait_for_timeout(2_000)

    phone.offline(False)
    phone.open("#/sent")
    phone.send_until("#evening", "1/1")
    phone.has_sent_all()

    assert rows_of(ExecutionCheck).get().photo.step == "work"
    assert rows_of(VisitPhoto).count() == 2
    assert phone.complaints == []


def test_a_photo_comes_in_though_its_card_is_drawn_anew_while_the_camera_is_open(phone, cast, shops, promotion, door):
    phone.log_in(cast.rep)
    phone.check_in()
    with phone.page.expect_file_chooser() as camera:
        phone.page.locator("label:has([data-act=say_photo])").click()

    phone.tap("[data-act=say_choice][data-choice=yes]")
    phone.page.locator("[data-act=say_choice][data-choice=yes][aria-pressed=true]").wait_for()
    camera.value.set_files(door)

    phone.page.locator("label[data-taken]").wait_for()


FIRST, SECOND, THIRD = "352099001761481", "490154203237518", "356938035643809"
# A camera that sees a grey box with this barcode on it; Chromium on Linux reads none.
CAMERA = """
window.BarcodeDetector = class {
  static async getSupportedFormats() { return ["code_128"]; }
  async detect() { return window.box ? [{ rawValue: window.box }] : []; }
};
navigator.mediaDevices.getUserMedia = async () => {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  setInterval(() => pen.fillRect(0, 0, Math.random() * 300, 150), 50);
  return canvas.captureStream();
};
"""


def test_imeis_typed_or_scanned_without_a_network_are_booked_and_one_sold_before_is_said(phone, cast, shops, door):
    type(cast.center).objects.filter(pk=cast.center.pk).update(counts_visit_sales=True)
    sku = Sku.objects.order_by("pk").first()
    elsewhere = SalesRecordFactory(store=shops[1], sku=sku, quantity=1)
    SoldHandset.objects.create(imei=THIRD, record=elsewhere)
    phone.context.add_init_script(CAMERA)
    phone.log_in(cast.rep)
    phone.offline()
    phone.check_in()
    phone.fill_in(door)
    row = phone.page.locator(".count", has=phone.page.locator(f"[data-value='{sku.code}'][data-kind=sold]"))
    field, box = row.locator("[data-kind=sold]"), row.locator("[data-imeis]")
    expect(box).to_be_hidden()
    field.fill("1")
    number = row.locator("[data-act=imei]")
    number.fill(FIRST[:-1] + "0")
    expect(row.locator("[data-say=wrong]")).to_be_visible()
    number.fill(FIRST)
    expect(row.locator(".made")).to_have_count(1)
    number.fill(FIRST)
    expect(row.locator("[data-say=twice]")).to_be_visible()
    number.fill("")
    # A scanned piece is a sold piece.
    row.locator("[data-act=scan_imei]").click()
    for number, count in ((SECOND, 2), (THIRD, 3)):
        phone.page.evaluate("number => { window.box = `IMEI1 ${number}`; }", number)
        expect(row.locator(".made")).to_have_count(count)
    phone.page.locator("#scan button").click()
    expect(field).to_have_value("3")
    phone.check_out()

    phone.offline(False)
    phone.open("#/sent")
    phone.send_until("#evening", "1/1")

    phone.shows(".stop.is-received .text-danger", THIRD)
    record = rows_of(SalesRecord).get(source=SaleSource.VISIT, sku=sku)
    sold = rows_of(SoldHandset).filter(record=record).values_list("imei", flat=True)
    assert (record.quantity, set(sold)) == (3, {FIRST, SECOND})
    assert dict(rows_of(VisitImei).values_list("imei", "state")) == {FIRST: "sold", SECOND: "sold", THIRD: "taken"}
    assert phone.complaints == []


def test_a_tag_off_the_list_is_told_at_its_line_without_a_network(phone, cast, shops, door):
    first, second = list(Sku.objects.order_by("pk"))[:2]
    Price.objects.update(list_yuan="2000.00")
    phone.log_in(cast.rep)
    phone.offline()
    phone.check_in()
    phone.fill_in(door)
    phone.page.locator("#step-prices summary").click()
    field = phone.page.locator(f"[data-act=price][data-value='{first.code}']")
    row = phone.page.locator(".price", has=field)
    field.fill("1899.9")
    expect(row.locator(".is-off")).to_contain_text("-5%")
    field.fill("1900")
    expect(row.locator(".price-off")).to_contain_text("100.00")
    expect(row.locator(".is-off")).to_have_count(0)
    field.fill("1799")
    expect(row.locator(".is-off")).to_contain_text("201.00")
    phone.tap("[data-act=prices_as][data-value=list]")
    phone.page.locator("#mark-prices .is-done").wait_for()
    phone.check_out()

    phone.offline(False)
    phone.open("#/sent")
    phone.send_until("#evening", "1/1")

    found = dict(rows_of(VisitPrice).values_list("sku__code", "is_off"))
    assert (found[first.code], found[second.code], len(found)) == (True, False, 3)
    assert phone.complaints == []


def test_goal_greeting_and_training_are_steps_of_their_own_without_a_network(phone, cast, shops, door):
    TaskFactory(store=shops[0], title="换海报")
    phone.log_in(cast.rep)
    phone.offline()
    phone.tap("a.stop:not(.is-done)")
    phone.page.locator("form[data-level=good]").wait_for()
    phone.tap("[data-act=goal]")
    phone.tap("form .btn-act")
    phone.page.locator("[data-visit]").wait_for()
    expect(phone.page.locator("#leave [data-put=goal]")).to_have_text("换海报")
    phone.fill_in(door)
    phone.tap("label[for=photo-image]")
    phone.page.locator("[name=photo-item]").select_option(label="海报")
    phone.photograph(door)
    phone.page.locator(".picture img").nth(1).wait_for()
    for step in ("outside", "train"):
        phone.page.locator(f"#step-{step} summary").click()
    phone.tap("[data-act=said][data-value=greet]")
    phone.page.locator("[data-act=tell_step][data-value=greet]").fill("店主姓王")
    phone.page.locator("#topic").fill("星河 30")
    phone.tap("#body-train [data-act=more]")
    phone.tap("#body-train [data-act=more]")
    phone.tap("[data-act=train]")
    phone.page.locator("#body-train .made").wait_for()
    phone.page.locator("#mark-outside .is-done").wait_for()
    phone.check_out()

    phone.offline(False)
    phone.open("#/sent")
    phone.send_until("#evening", "1/1")

    phone.has_sent_all()
    assert sorted(photo.item.name if photo.item else "" for photo in rows_of(VisitPhoto)) == ["", "海报"]
    assert dict(rows_of(VisitSaid).values_list("step", "words")) == {"prepare": "换海报", "greet": "店主姓王"}
    assert [(row.topic, row.people) for row in rows_of(VisitTraining)] == [("星河 30", 2)]
    assert phone.complaints == []


def test_the_day_lies_on_a_map_without_a_network_and_leads_to_the_store(phone, cast, shops):
    shops[1].lon, shops[1].lat = "121.490300", "31.240200"
    shops[1].save()
    phone.log_in(cast.rep)
    phone.offline()
    phone.restart(is_offline=True)
    phone.page.locator("[data-place=map]").click()

    pins = phone.page.locator("[data-map] .day-pin")
    expect(pins).to_have_text(["1", "2"])
    expect(phone.page.locator("a.stop")).to_have_count(2)
    pins.nth(1).click()
    phone.shows("h1", shops[1].name)
    assert phone.complaints == []
