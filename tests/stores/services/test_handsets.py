"""One IMEI is sold once, and a return or a correction lets it be sold again (handbook H2.5)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from salesops.accounts.actor import Actor
from salesops.web.templatetags.web import field_label
from salesops.workflow.selectors.history import history_of
from stores.choices import SaleKind, SaleSource
from stores.models import DisplaySample, SalesMonth, SalesRecord, SoldHandset
from stores.services import Sale, record_sales
from stores.services.removed_sales import remove_records
from stores.services.samples import place_sample, remove_sample
from stores.services.typed_sales import NothingToCorrect, correct_sale, type_sales
from tests.factories.stores import PriceFactory, SalesRecordFactory, SkuFactory, StoreFactory

pytestmark = pytest.mark.django_db

JOB = Actor.system("test")
DAY, LATER = date(2026, 10, 15), date(2026, 10, 20)
ONE, TWO, THREE = "490154203237518", "356938035643809", "352099001761481"


@pytest.fixture
def store():
    return StoreFactory()


@pytest.fixture
def sku():
    return SkuFactory(model=PriceFactory().model)


def typed(store, sku, quantity, *imeis, on=DAY, document=""):
    deed = {"kind": SaleKind.SELL_OUT, "sold_on": on, "actor": JOB, "at": timezone.now()}
    return type_sales(store, {sku.pk: quantity}, imeis={sku.pk: imeis}, document=document, **deed)


def corrected(record, quantity, *imeis, rows_seen=1):
    deed = {"actor": JOB, "at": timezone.now(), "reason": "数错"}
    correct_sale(record, quantity, rows_seen=rows_seen, imeis=imeis, **deed)


def records():
    return SalesRecord.objects.unscoped(because="test").order_by("pk")


def handsets():
    return SoldHandset.objects.unscoped(because="test").order_by("pk")


def sold():
    return sorted(handsets().filter(freed_by=None).values_list("imei", flat=True))


def test_the_database_refuses_to_sell_an_imei_twice(sku):
    SoldHandset.objects.create(imei=ONE, record=SalesRecordFactory())

    with pytest.raises(IntegrityError), transaction.atomic():
        SoldHandset.objects.create(imei=ONE, record=SalesRecordFactory())


def test_what_is_sold_is_refused_at_its_field_also_in_another_store(store, sku):
    typed(store, sku, 2, ONE)

    with pytest.raises(ValidationError) as refusal:
        typed(StoreFactory(), sku, 1, ONE)
    assert list(refusal.value.message_dict) == [f"imeis_{sku.pk}"]
    assert records().count() == 1


def test_a_return_at_the_store_frees_it_and_it_is_sold_again_elsewhere(store, sku):
    typed(store, sku, 1, ONE)
    typed(store, sku, -1, ONE, on=LATER)

    typed(StoreFactory(), sku, 1, ONE, on=LATER)

    assert handsets().count() == 2
    assert handsets().first().freed_by.quantity == -1


@pytest.mark.parametrize("how", ["elsewhere", "earlier", "other sku"])
def test_only_what_was_sold_there_before_comes_back(store, sku, how):
    typed(store, sku, 1, ONE)
    where = StoreFactory() if how == "elsewhere" else store
    what = SkuFactory(model=sku.model, colour="白") if how == "other sku" else sku

    with pytest.raises(ValidationError):
        typed(where, what, -1, ONE, on=date(2026, 10, 1) if how == "earlier" else LATER)
    assert sold() == [ONE]


def test_a_wrong_imei_is_corrected_by_a_further_row_without_pieces(store, sku):
    record = typed(store, sku, 2, ONE, TWO)

    corrected(record, 2, ONE, THREE)

    assert sold() == sorted([ONE, THREE])
    assert list(records().values_list("quantity", "reason")) == [(2, ""), (0, "数错")]
    assert SalesMonth.objects.unscoped(because="test").get().sell_out == 2
    with pytest.raises(NothingToCorrect):
        corrected(record, 2, THREE, ONE, rows_seen=2)


def stated(store, sku, quantity, imeis):
    sale = Sale(SaleKind.SELL_OUT, store.pk, sku.pk, sku.model_id, DAY, quantity)
    return record_sales([sale._replace(imeis=imeis)], source=SaleSource.IMPORT, actor=JOB, at=timezone.now())


@pytest.mark.parametrize("imeis", [(ONE, TWO), None])
def test_stating_the_same_again_or_nothing_of_imeis_changes_nothing(store, sku, imeis):
    stated(store, sku, 2, (ONE, TWO))

    assert stated(store, sku, 2, imeis).unchanged == 1
    assert sold() == sorted([ONE, TWO])


def test_records_that_are_taken_out_take_their_handsets_along_and_give_back_what_they_freed(store, sku):
    typed(store, sku, 1, ONE)
    back = typed(store, sku, -1, ONE, on=LATER)

    remove_records(records().filter(pk=back.pk))
    assert sold() == [ONE]

    remove_records(records())
    assert not handsets().exists()


def placed(store, sku, imei):
    return place_sample(store, sku, imei, starts_on=date(2026, 10, 1), actor=JOB, at=timezone.now())


def test_a_sample_stands_in_one_store_until_it_is_taken_away(store, sku):
    sample = placed(store, sku, ONE)
    with pytest.raises(ValidationError):
        placed(StoreFactory(), sku, ONE)

    remove_sample(sample, actor=JOB, at=timezone.now())

    assert placed(StoreFactory(), sku, ONE).ends_on is None
    assert [event.step for event in history_of(store)] == ["remove sample", "place sample"]


def test_the_history_names_a_sample_in_the_readers_words(store, sku):
    placed(store, sku, ONE)

    (change,) = history_of(store).get().changes.all()

    with override("zh-hans"):
        assert field_label("stores.store", change.field) == "演示样机"


def test_a_sample_that_is_sold_stands_there_no_more_and_what_is_sold_is_no_sample(store, sku):
    sample = placed(store, sku, ONE)

    typed(store, sku, 1, ONE)

    sample.refresh_from_db(from_queryset=DisplaySample.objects.unscoped(because="test"))
    assert sample.ends_on == DAY
    with pytest.raises(ValidationError):
        placed(store, sku, ONE)


def test_what_stands_as_a_sample_since_a_later_day_was_not_sold_before_it(store, sku):
    sample = placed(store, sku, ONE)

    with pytest.raises(ValidationError) as refusal:
        typed(StoreFactory(), sku, 2, ONE, TWO, on=date(2026, 9, 30))
    assert refusal.value.message_dict[f"imeis_{sku.pk}"] == [f"从更晚的一天起才是演示样机：{ONE}。"]

    sample.refresh_from_db(from_queryset=DisplaySample.objects.unscoped(because="test"))
    assert sample.ends_on is None
    assert not sold()


def test_a_sample_may_be_sold_on_the_day_it_was_placed(store, sku):
    sample = placed(store, sku, ONE)

    typed(store, sku, 1, ONE, on=sample.starts_on)

    sample.refresh_from_db(from_queryset=DisplaySample.objects.unscoped(because="test"))
    assert sample.ends_on == sample.starts_on


def test_a_sample_that_somebody_placed_between_look_and_writing_is_refused_at_its_field(store, sku, monkeypatch):
    placed(store, sku, ONE)
    monkeypatch.setattr(DisplaySample, "full_clean", lambda sample: None)  # It looked before the other wrote.

    with pytest.raises(ValidationError) as refused:
        placed(StoreFactory(), sku, ONE)

    assert list(refused.value.message_dict) == ["imei"]
