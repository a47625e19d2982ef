"""Where the day of those who lead begins, and a rep's own month (handbook H12.2)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from salesops.workflow.services import fail_job, start_job
from tests.reports.services.month import a_month


@pytest.mark.parametrize("who", ["manager", "marketing", "hq", "admin"])
def test_those_who_lead_begin_at_the_overview(client, cast, who):
    client.force_login(getattr(cast, who))

    assert client.get("/").url == reverse("reports:home")


def test_admin_alone_sees_what_jobs_failed(client, cast):
    at = timezone.now()
    fail_job(start_job("reports.draft_review", "review:2026-10:K1", total=1, at=at), at=at, message="没有价格")
    pages = {}
    for who in ("admin", "hq"):
        client.force_login(getattr(cast, who))
        pages[who] = client.get(reverse("reports:home")).content.decode()

    assert "没有价格" in pages["admin"]
    assert "没有价格" not in pages["hq"]


def test_month_that_is_none_is_the_running_one(client, cast):
    client.force_login(cast.hq)

    answer = client.get(reverse("reports:home"), {"month": "2026-13"})

    assert answer.status_code == 200


@pytest.mark.parametrize("stores", [1, 3])
def test_overview_costs_a_fixed_number_of_queries(client, cast, stores, django_assert_num_queries):
    for _ in range(stores):
        a_month(customer__rep=cast.rep)
    client.force_login(cast.manager)
    client.get(reverse("reports:home"))

    with django_assert_num_queries(36):
        client.get(reverse("reports:home"), {"month": "2026-10"})


def test_rep_sees_its_month(client, cast):
    a_month(customer__rep=cast.rep)
    client.force_login(cast.rep)

    page = client.get(reverse("reports:my_month"), {"month": "2026-10"}).content.decode()

    assert "11 ÷ 10" in page
