"""Pages of what promotions brought (handbook H6.2)."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from promotions.models import Promotion, PromotionStore, SummaryPart
from promotions.services.summaries import measure_promotion
from salesops.accounts.actor import Actor
from tests.factories.effects import FINAL_ON, SummaryFactory, SummaryPartFactory, promoted_world
from tests.factories.promotions import PromotionFactory, PromotionStoreFactory
from tests.factories.stores import HandsetModelFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def promotion(cast):
    made = promoted_world(cast.center, cast.rep)
    measure_promotion(made, on=FINAL_ON, actor=Actor.system("test"), at=timezone.now())
    return made


def page(client, cast, who, promotion):
    client.force_login(getattr(cast, who))
    return client.get(reverse("promotions:promotion_summary", args=[promotion.pk]))


def test_the_page_says_verdict_range_and_partners(client, cast, promotion, django_assert_max_num_queries):
    page(client, cast, "marketing", promotion)

    with django_assert_max_num_queries(20):
        found = client.get(reverse("promotions:promotion_summary", args=[promotion.pk]))

    assert found.context["page"].whole.net == 200
    assert all(len(partners) == 5 for _row, partners, _money in found.context["rows"])


def test_a_rep_sees_its_stores_without_money_and_without_others_names(client, cast, promotion):
    PromotionStore.objects.unscoped(because="test").filter(promotion=promotion).first()

    found = page(client, cast, "rep", promotion)

    assert (found.context["page"].whole, found.context["page"].cost_yuan) == (None, 0)
    assert len(found.context["rows"]) == 5


def test_before_it_is_measured_the_page_says_when(client, cast):
    promotion = PromotionFactory(status="published")

    assert page(client, cast, "marketing", promotion).context["page"] is None


def test_the_file_has_parts_and_stores(client, cast, promotion):
    client.force_login(cast.marketing)

    answer = client.get(reverse("promotions:summary_export", args=[promotion.pk]))

    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    answer.close()
    assert [sheet.max_row for sheet in book.worksheets] == [1 + 3, 1 + 5]


def test_lessons_are_typed_and_the_summary_finished(client, cast, promotion):
    client.force_login(cast.marketing)
    summary = promotion.summary

    client.post(reverse("promotions:lessons_edit", args=[summary.pk]), {"lessons": "陈列要早", "revision": 1})
    client.post(reverse("promotions:summary_finish", args=[summary.pk]))

    summary.refresh_from_db()
    assert (summary.lessons, summary.status) == ("陈列要早", "finished")


def test_what_is_to_sum_up_waits_on_the_planner_s_desk(client, cast):
    SummaryFactory()
    client.force_login(cast.marketing)

    assert len(client.get(reverse("promotions:promotion_list") + "?desk=sum_up").context["table"].rows) == 1


def test_the_library_shows_shrunk_effects_by_kind_class_and_series(client, cast):
    parts = [SummaryPartFactory(summary__promotion__kind="gift") for _number in range(3)]
    SummaryPartFactory(summary=parts[0].summary, store_class="A", stores=4)
    model = HandsetModelFactory(series="X")
    parts[0].summary.promotion.handset_models.add(model)
    client.force_login(cast.marketing)
    address = reverse("promotions:library")

    assert len(client.get(address).context["table"].rows) == 3
    assert len(client.get(address, {"series": "X"}).context["table"].rows) == 1
    assert len(client.get(address, {"kind": "bundle"}).context["table"].rows) == 0
    of_class = client.get(address, {"store_class": "A"}).context["table"]
    assert [row.record.stores for row in of_class.rows] == [4]
    exported = client.get(address, {"export": "xlsx"})
    exported.close()
    assert exported.status_code == 200


def test_one_like_it_is_a_draft_of_the_stores_that_are_still_there(client, cast):
    promotion = PromotionFactory(status="published", handset_models=[HandsetModelFactory(is_own=True)])
    PromotionStoreFactory(promotion=promotion, store__customer__rep=cast.rep, extra_units=4)
    PromotionStoreFactory(promotion=promotion, store__status="suspended")
    client.force_login(cast.manager)

    client.post(reverse("promotions:promotion_copy", args=[promotion.pk]))

    draft = Promotion.objects.get(status="draft")
    assert (draft.kind, draft.center_id, draft.target_units) == (promotion.kind, cast.center.pk, 4)
    assert draft.ends_on - draft.starts_on == promotion.ends_on - promotion.starts_on
    assert draft.starts_on > timezone.localdate()


def test_parts_of_another_center_stay_there(cast):
    SummaryPartFactory(center=cast.other_center)

    assert not SummaryPart.objects.visible_to(cast.actor("manager")).exists()
