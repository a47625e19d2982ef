"""Answering a market report on its page (handbook H5.6)."""

import pytest
from django.urls import reverse

from tests.factories.visits import MarketReportFactory
from visits.choices import ReportStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_marketing(client, cast):
    client.force_login(cast.marketing)
    return client


def test_an_answer_is_kept_and_shown(as_marketing, shop):
    report = MarketReportFactory(store=shop.store)

    response = as_marketing.post(
        reverse("visits:report_answer", args=[report.pk]), {"answer": "跟进"}, headers={"HX-Request": "true"}
    )

    report.refresh_from_db()
    assert (report.status, report.answer) == (ReportStatus.ANSWERED, "跟进")
    assert "data-answer" in response.content.decode()
    assert 'id="history" hx-swap-oob="true"' in response.content.decode()


def test_an_empty_answer_is_refused_on_the_page(as_marketing, shop):
    report = MarketReportFactory(store=shop.store)

    assert as_marketing.post(reverse("visits:report_answer", args=[report.pk]), {"answer": " "}).status_code == 409
    assert as_marketing.get(report.get_absolute_url()).status_code == 200


def test_a_closed_report_takes_no_answer(as_marketing, shop):
    report = MarketReportFactory(store=shop.store, status=ReportStatus.CLOSED, answer="好")

    assert as_marketing.post(reverse("visits:report_answer", args=[report.pk]), {"answer": "新"}).status_code == 409
