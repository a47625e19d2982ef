import json
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from stores.models import DistributionLine
from tests.factories.stores import (
    CustomerFactory,
    DistributionLineFactory,
    HandsetModelFactory,
    SkuFactory,
    StockCountFactory,
    StoreFactory,
)

pytestmark = pytest.mark.django_db
PAGE = reverse("stores:distribution_standard")
OCTOBER = date(2026, 10, 1)


@pytest.fixture
def model(db):
    return HandsetModelFactory(name="星河 20", code="XH20")


@pytest.fixture
def line(model):
    return DistributionLineFactory(model=model)


def send(client, model, typed, *, seen="1", on=OCTOBER, **more):
    """Post the cell of multi-brand shops of class C; the others as they were."""
    key = f"{model.pk}.C.multi"
    data = {"starts_on": str(on), "seen": f'{{"{key}":{seen},"{model.pk}.A.multi":null}}', key: typed, **more}
    return client.post(PAGE, data)


def lines():
    return list(DistributionLine.objects.order_by("starts_on").values_list("colours", "starts_on", "ends_on"))


@pytest.mark.parametrize(("who", "edits"), [("marketing", True), ("admin", True), ("hq", False), ("rep", False)])
def test_everybody_reads_the_matrix_and_marketing_types_into_it(client, cast, line, who, edits):
    client.force_login(getattr(cast, who))

    page = client.get(PAGE).content.decode()

    assert "星河 20" in page
    assert (f'name="{line.model_id}.C.multi"' in page) == edits


@pytest.mark.parametrize("who", ["rep", "manager", "hq"])
def test_nobody_else_sets_the_standard(client, cast, line, who):
    client.force_login(getattr(cast, who))

    assert send(client, line.model, "2").status_code == 403
    assert lines() == [(1, date(2026, 1, 1), None)]


def test_what_was_typed_holds_from_the_chosen_day_on(client, cast, line):
    client.force_login(cast.marketing)

    answer = send(client, line.model, "2", reason="主推")

    assert answer.url == f"{PAGE}?on=2026-10-01"
    assert lines() == [(1, date(2026, 1, 1), OCTOBER), (2, OCTOBER, None)]


def test_a_preview_tells_the_effect_and_saves_nothing(client, cast, line):
    sku = SkuFactory(model=line.model, colour="黑")
    SkuFactory(model=line.model, colour="白")
    stores = StoreFactory.create_batch(3, customer=CustomerFactory(rep=cast.rep), store_class="A")
    StockCountFactory(store=stores[0], sku=sku, counted_on=timezone.localdate())
    client.force_login(cast.marketing)

    answer = send(client, line.model, "1", preview="1", **{f"{line.model_id}.A.multi": "2"})

    effect = answer.context["effects"][0].effect
    assert (effect.asked_before, effect.asked_after, effect.newly_asked, effect.already_carry) == (0, 3, 3, 0)
    assert (effect.gaps_before, effect.gaps_after, effect.pieces) == (0, 3, 5)
    assert len(lines()) == 1
    assert 'value="2"' in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "seen", "status"), [("x", "1", 422), ("12", "1", 422), ("2", "3", 409), ("2", '"a"', 422)]
)
def test_what_cannot_be_saved_comes_back_as_it_was_typed(client, cast, line, typed, seen, status):
    client.force_login(cast.marketing)

    answer = send(client, line.model, typed, seen=seen)

    assert answer.status_code == status
    assert f'value="{typed}"' in answer.content.decode()
    assert len(lines()) == 1


def test_another_day_shows_what_differed(client, cast, line):
    DistributionLine.objects.update(ends_on=OCTOBER)
    DistributionLineFactory(model=line.model, starts_on=OCTOBER, colours=2)
    client.force_login(cast.rep)

    matrix = client.get(PAGE, {"on": "2026-10-01", "against": "2026-09-30"}).context["matrix"]

    assert matrix.differences == 1
    assert [(cell.was, cell.colours) for cell in matrix.rows[0].cells if cell.differs] == [(1, 2)]
    assert json.dumps(client.get(PAGE, {"on": "2026-09-30"}).context["matrix"].seen).count("1,") >= 1


def test_a_phone_reads_one_class_and_format(client, cast, line):
    client.force_login(cast.rep)

    assert [model for model, _ in client.get(PAGE, {"class": "C", "format": "multi"}).context["column"]] == [line.model]
    assert client.get(PAGE, {"class": "C", "format": "kiosk"}).context["column"] is None


def test_the_export_can_be_imported_again(client, cast, line):
    client.force_login(cast.rep)

    answer = client.get(PAGE, {"on": "2026-10-01", "export": "xlsx"})

    rows = list(load_workbook(BytesIO(answer.getvalue())).active.iter_rows(values_only=True))
    answer.close()
    assert rows[1][:4] == ("XH20", "C", "多品牌店", 1)
    assert rows[1][4].date() == OCTOBER


def test_models_of_a_later_day_come_with_that_day(client, cast, model):
    later = timezone.localdate() + timedelta(days=40)
    HandsetModelFactory(name="星河 99", launched_on=later)
    client.force_login(cast.marketing)

    assert "星河 99" not in client.get(PAGE).content.decode()
    assert "星河 99" in client.get(PAGE, {"on": str(later)}).content.decode()


@pytest.mark.parametrize("method", ["get", "preview"])
def test_the_page_costs_the_same_for_one_and_for_three(client, cast, line, method):
    client.force_login(cast.marketing)
    counts = []
    for more in (0, 2):
        for _ in range(more):
            DistributionLineFactory()
            StoreFactory(customer=CustomerFactory(rep=cast.rep))
        with CaptureQueriesContext(connection) as queries:
            send(client, line.model, "2", preview="1") if method == "preview" else client.get(PAGE)
        counts.append(len(queries))

    assert counts[0] == counts[1]
