"""ERP, tills and reports read by token what its person may see, within the token's scope (handbook H13; goal A6)."""

import json
from datetime import date, timedelta
from uuid import uuid4

import jsonschema_rs
import pytest
from django.urls import reverse
from django.utils import timezone

from salesops.accounts.models import ApiToken
from salesops.accounts.services import give_token, set_active, take_back_token
from salesops.web.openapi import document
from salesops.workflow.models import AuditEvent
from tests.factories.dealers import PlanLineFactory, ProfitPlanFactory
from tests.factories.stores import SalesRecordFactory, StoreFactory
from tests.factories.visits import MORNING, VisitFactory
from visits.choices import VisitStatus

pytestmark = pytest.mark.django_db

FEEDS = {
    "stores": "/api/stores/",
    "sales": "/api/sales/",
    "visits": "/api/visits/",
    "plans": "/api/plans/",
}


@pytest.fixture
def let_in(cast):
    """Give a program the rights of one of the cast; answers its secret."""

    def make(who: str, *scopes: str, expires_on: date | None = None) -> str:
        values = {
            "name": "ERP",
            "user": getattr(cast, who),
            "scopes": list(scopes or FEEDS),
            "expires_on": expires_on or timezone.localdate() + timedelta(days=30),
        }
        return give_token(values, actor=cast.actor("admin"), at=timezone.now())[1]

    return make


@pytest.fixture
def world(cast):
    """One of each in both centers; gives the stores."""
    stores = {}
    for rep, center in ((cast.rep, cast.center), (cast.foreign_rep, cast.other_center)):
        store = stores[rep.pk] = StoreFactory(rep=rep, center=center, customer__center=center)
        SalesRecordFactory(store=store)
        _visit(store)
        plan = ProfitPlanFactory(customer=store.customer, rep=rep, center=center)
        PlanLineFactory(plan=plan, store=store)
    return stores


def _visit(store):
    return VisitFactory(
        store=store, status=VisitStatus.CLOSED, checked_out_at=MORNING + timedelta(minutes=30), minutes=30
    )


def read(client, secret: str, feed: str, **query):
    return client.get(FEEDS[feed], query, headers={"Authorization": f"Bearer {secret}"})


@pytest.mark.parametrize("feed", FEEDS)
@pytest.mark.parametrize(("who", "rows"), [("rep", 1), ("colleague", 0), ("manager", 1), ("stranger", 1), ("hq", 2)])
def test_a_program_sees_what_its_person_sees(client, let_in, world, feed, who, rows):
    answer = read(client, let_in(who), feed)

    assert answer.status_code == 200
    assert len(answer.json()["rows"]) == rows


@pytest.mark.parametrize("feed", FEEDS)
def test_a_page_is_what_the_document_says(client, let_in, world, feed):
    schema = document()["paths"][FEEDS[feed]]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    page = read(client, let_in("hq"), feed).json()

    jsonschema_rs.validate(schema, page)
    assert page["rows"]


@pytest.mark.parametrize("feed", FEEDS)
def test_a_token_reads_its_scope_and_nothing_beside(client, let_in, feed):
    others = [name for name in FEEDS if name != feed]

    assert read(client, let_in("hq", feed), feed).status_code == 200
    refused = read(client, let_in("hq", *others), feed)
    assert (refused.status_code, refused.json()) == (403, {"error": f"The token may not read: {feed}."})


def test_who_is_logged_in_is_no_program(client, cast):
    client.force_login(cast.admin)

    assert client.get(FEEDS["stores"]).status_code == 401


@pytest.mark.parametrize("said", ["", "Bearer", "Bearer ", "Bearer wrong", "Basic wrong", "Bearer \x00"])
def test_without_a_token_nothing_is_told(client, cast, said):
    answer = client.get(FEEDS["stores"], headers={"Authorization": said})

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_an_access_ends_on_its_day_when_taken_back_and_with_its_person(client, cast, let_in):
    today = timezone.localdate()
    last_day, past = let_in("hq", expires_on=today), let_in("hq", expires_on=today - timedelta(days=1))
    ended, orphaned = let_in("hq"), let_in("marketing")
    token = ApiToken.objects.order_by("pk")[2]
    for _ in range(2):
        take_back_token(token, actor=cast.actor("admin"), at=timezone.now())
    set_active(cast.marketing, is_active=False, actor=cast.actor("admin"), at=timezone.now())

    assert [read(client, secret, "stores").status_code for secret in (last_day, past, ended, orphaned)] == [
        200,
        401,
        401,
        401,
    ]
    assert AuditEvent.objects.filter(step="take back program access").count() == 1


def test_nothing_can_be_written(client, let_in):
    secret = let_in("admin")

    for method in ("post", "put", "patch", "delete"):
        answer = getattr(client, method)(FEEDS["stores"], headers={"Authorization": f"Bearer {secret}"})
        assert answer.status_code == 405


def test_all_pages_together_hold_each_row_once(client, cast, let_in):
    codes = {StoreFactory(rep=cast.rep, center=cast.center, customer__center=cast.center).code for _ in range(5)}
    secret, after, seen = let_in("rep"), 0, []
    while True:
        page = read(client, secret, "stores", after=after, limit=2).json()
        seen += [row["code"] for row in page["rows"]]
        after = page["after"]
        if not page["has_more"]:
            break

    assert len(seen) == 5
    assert set(seen) == codes
    assert read(client, secret, "stores", after=after).json() == {"rows": [], "after": after, "has_more": False}


def test_sales_and_visits_of_days_and_plans_of_a_month(client, let_in, world):
    secret = let_in("hq")
    sold = read(client, secret, "sales").json()["rows"][0]["sold_on"]
    visited = read(client, secret, "visits").json()["rows"][0]["visited_on"]
    month = read(client, secret, "plans").json()["rows"][0]["month"]

    assert read(client, secret, "sales", sold_from=sold, sold_to=sold).json()["rows"]
    assert not read(client, secret, "sales", sold_from="2090-01-01").json()["rows"]
    assert not read(client, secret, "sales", sold_to="2010-01-01").json()["rows"]
    assert read(client, secret, "visits", visited_from=visited, visited_to=visited).json()["rows"]
    assert not read(client, secret, "visits", visited_to="2010-01-01").json()["rows"]
    assert read(client, secret, "plans", month=month).json()["rows"]
    assert not read(client, secret, "plans", month="2090-01").json()["rows"]


@pytest.mark.parametrize(
    ("feed", "query"),
    [
        ("stores", {"after": "-1"}),
        ("stores", {"after": "9" * 30}),
        ("stores", {"limit": "two"}),
        ("stores", {"limit": "2001"}),
        ("sales", {"sold_from": "yesterday"}),
        ("visits", {"visited_to": "2026-13-01"}),
        ("plans", {"month": "2026"}),
    ],
)
def test_what_makes_no_sense_is_told_by_name(client, let_in, feed, query):
    answer = read(client, let_in("hq"), feed, **query)

    assert answer.status_code == 400
    assert answer.json()["error"].startswith(next(iter(query)))


@pytest.mark.parametrize("feed", FEEDS)
def test_a_page_costs_the_same_however_many_rows(client, cast, let_in, world, feed, django_assert_num_queries):
    secret = let_in("hq")
    read(client, secret, feed)
    for _ in range(3):
        store = StoreFactory(rep=cast.rep, center=cast.center, customer__center=cast.center)
        SalesRecordFactory(store=store)
        _visit(store)
        PlanLineFactory(plan=ProfitPlanFactory(customer=store.customer, rep=cast.rep, center=cast.center), store=store)

    with django_assert_num_queries(3 if feed == "plans" else 2):
        assert len(read(client, secret, feed).json()["rows"]) == 5


def test_an_admin_gives_an_access_whose_secret_is_shown_once_and_stands_nowhere(client, cast):
    client.force_login(cast.admin)
    until = timezone.localdate() + timedelta(days=90)
    form = {
        "form_id": uuid4(),
        "name": "收银系统",
        "user": cast.hq.pk,
        "scopes": ["sales", "stores"],
        "expires_on": until.isoformat(),
    }

    page = client.post(reverse("accounts:token_create"), form)
    secret = page.context["secret"]
    token = ApiToken.objects.get()

    assert secret in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert secret not in json.dumps(list(ApiToken.objects.values()), default=str)
    assert read(client, secret, "sales").status_code == 200
    listed = client.get(reverse("accounts:token_list")).content.decode()
    assert "收银系统" in listed
    assert secret not in listed

    client.post(reverse("accounts:token_end", args=[token.pk]))
    assert read(client, secret, "sales").status_code == 401
    assert set(AuditEvent.objects.filter(object_id=cast.hq.pk).values_list("step", flat=True)) >= {
        "give program access",
        "take back program access",
    }


@pytest.mark.parametrize("days", [-1, 400])
def test_an_access_lasts_a_year_at_most(client, cast, days):
    client.force_login(cast.admin)
    until = timezone.localdate() + timedelta(days=days)
    form = {
        "form_id": uuid4(),
        "name": "ERP",
        "user": cast.hq.pk,
        "scopes": ["stores"],
        "expires_on": until.isoformat(),
    }

    answer = client.post(reverse("accounts:token_create"), form)

    assert answer.status_code == 422
    assert "请选择今天起一年之内的日期。" in answer.content.decode()
