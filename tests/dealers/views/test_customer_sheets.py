"""What the customer gets of its plan: it adds up, says what to do, and keeps our reckoning to us (handbook H8.2)."""

import io
import re
import zipfile
from uuid import uuid4

import openpyxl
import pytest
from django.urls import reverse

from dealers.models import PlanAction
from salesops.exchange import pdf
from tests.factories.dealers import PlanLineFactory, ProfitPlanFactory
from tests.factories.stores import CustomerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(cast):
    plan = ProfitPlanFactory(customer=CustomerFactory(rep=cast.rep))
    inputs = {"promotions": [{"quantity": 2, "source": "双十二促销", "url": ""}]}
    line = PlanLineFactory(plan=plan, typed_quantity=12, typed_reason="内部：老板私下承诺", inputs=inputs)
    PlanAction.objects.create(
        plan=plan, store=line.store, text="更换 <演示机> & 海报", due_on="2026-12-05", task_client_id=uuid4()
    )
    return line


def fetch(client, cast, line, kind):
    client.force_login(cast.rep)
    return client.get(reverse(f"dealers:plan_sheet_{kind}", args=[line.plan_id]))


def test_the_workbook_tells_what_is_earned_and_what_to_do(client, cast, line):
    book = openpyxl.load_workbook(io.BytesIO(fetch(client, cast, line, "xlsx").getvalue()))

    account = [row[1] for row in list(book.worksheets[0].values)[1:]]
    assert (account[0], account[-1]) == (12 * 1999, pytest.approx(sum(account[:-1])))
    assert list(book.worksheets[1].values)[1][1] == 12
    assert list(book.worksheets[3].values)[1][1] == "更换 <演示机> & 海报"


def test_the_workbook_draws_the_models_itself(client, cast, line):
    book = zipfile.ZipFile(io.BytesIO(fetch(client, cast, line, "xlsx").getvalue()))

    drawn = book.read("xl/charts/chart1.xml").decode()
    assert "$A$2" in drawn
    assert "$B$2" in drawn


def test_the_workbook_keeps_our_reckoning_to_us(client, cast, line):
    book = openpyxl.load_workbook(io.BytesIO(fetch(client, cast, line, "xlsx").getvalue()))

    cells = {cell for sheet in book.worksheets for row in sheet.values for cell in row}
    assert not cells & {"内部：老板私下承诺", 8, 13}


def test_the_pdf_is_one_with_its_font(client, cast, line):
    answer = fetch(client, cast, line, "pdf")

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"].startswith("attachment")
    assert pages_of(answer.content) >= 1


def test_without_a_chinese_font_the_pdf_names_one_that_readers_have(client, cast, line, monkeypatch):
    monkeypatch.setattr(pdf, "KNOWN_FONTS", ("/nowhere.ttf",))
    pdf.font_name.cache_clear()
    try:
        answer = fetch(client, cast, line, "pdf")
    finally:
        pdf.font_name.cache_clear()

    assert b"STSong-Light" in answer.content


def test_a_long_plan_goes_over_several_pages(client, cast, line):
    for _ in range(60):
        PlanLineFactory(plan=line.plan)

    assert pages_of(fetch(client, cast, line, "pdf").content) > 2


def pages_of(content: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", content))
