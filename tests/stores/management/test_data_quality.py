"""What the command and the page say of an archive's quality (handbook H2.2)."""

import json
from collections import Counter
from decimal import Decimal
from io import StringIO
from unittest.mock import Mock

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from salesops.exchange.choices import RunState, Severity
from salesops.exchange.models import ImportIssue, ImportRun
from stores.models import Store, StoreTwins
from stores.selectors.positions import count_doubts, doubtful_positions
from stores.services.twins import part_twins
from tests.factories.accounts import UserFactory
from tests.factories.stores import CustomerFactory, StoreFactory

pytestmark = pytest.mark.django_db


def report(*args):
    out = StringIO()
    call_command("data_quality", "--json", *args, stdout=out)
    return json.loads(out.getvalue())


def refused_sale(who, code, state=RunState.CHECKED):
    now = timezone.now()
    run = ImportRun.objects.create(
        kind="sales", sha256="0", size_bytes=1, started_by=who, state=state, created_at=now, heartbeat_at=now
    )
    ImportIssue.objects.create(
        run=run, row=2, column="store", severity=Severity.ERROR, code="unknown_code", params={"text": code}
    )


@pytest.fixture
def customer(cast):
    return CustomerFactory(rep=cast.rep)


def test_it_counts_the_gaps_and_scores(customer):
    StoreFactory(customer=customer, lon=None, lat=None)
    StoreFactory(customer=customer, phone="1", lon=Decimal("120.123456"))

    found = report()["stores"]

    assert (found["count"], found["gaps"]["position"], found["gaps"]["phone"]) == (2, 1, 1)
    assert (found["mean"], found["distribution"]["0-49"]) == (18, 2)


def test_it_counts_the_pairs_of_the_search_that_nobody_has_decided(cast, customer):
    names = ("恒达通讯云杉路店", "恒达通讯云杉路", "云杉路恒达通讯")
    stores = [StoreFactory(customer=customer, name=name, phone="13800001234") for name in names]
    StoreFactory(customer=CustomerFactory(rep=cast.foreign_rep), name=names[0], phone="13800001234")
    assert report()["duplicates"]["stores"] == 0

    assert report("--search")["duplicates"]["stores"] == 3
    part_twins(StoreTwins.objects.unscoped(because="test").first(), actor=cast.actor("manager"), at=timezone.now())
    assert report("--search", "--center", stores[0].center.code)["duplicates"]["stores"] == 2


def test_it_names_people_and_stores_that_do_not_fit(cast, customer):
    gone = UserFactory(center=cast.center, is_active=False)
    left = StoreFactory(customer=customer, rep=gone)
    StoreFactory(customer=customer)

    found = report("--center", cast.center.code)

    assert found["stores_without_rep"] == [left.code]
    assert found["inactive_reps_with_stores"] == [gone.username]
    assert found["reps_without_stores"] == [cast.colleague.username]


def test_it_counts_sales_of_stores_that_are_still_unknown(cast, customer):
    StoreFactory(customer=customer, code="S1")
    for code in ("S1", "S2", "S2"):
        refused_sale(cast.manager, code)
    refused_sale(cast.manager, "S3", state=RunState.DISCARDED)

    assert report()["sales_of_unknown_stores"] == {"rows": 2, "codes": {"S2": 2}}
    assert report("--center", cast.other_center.code)["sales_of_unknown_stores"]["rows"] == 0


def test_it_counts_doubtful_positions(customer):
    StoreFactory(customer=customer, lon=0, lat=0)

    assert report()["positions"]["zero"] == 1


def test_doubtful_positions_are_counted_as_they_are_listed_without_a_store_being_held(cast, customer, monkeypatch):
    for lon, lat in ((0, 0), (0, 0), (121.5, 31.25), (121.473701, 31.230416)):
        StoreFactory(customer=customer, lon=lon, lat=lat)
    stores = Store.objects.visible_to(cast.actor("admin"))
    listed = Counter(one.doubt.value for one in doubtful_positions(stores))
    assert listed["zero"] == 2

    monkeypatch.setattr(Store, "from_db", Mock(side_effect=AssertionError("a whole store was read")))

    assert count_doubts(stores) == listed


def test_a_closed_store_is_left_out(customer):
    StoreFactory(customer=customer, status="closed", closed_on="2026-01-01")

    assert report()["stores"] == {"count": 0, "mean": None} | {
        name: report()["stores"][name] for name in ("distribution", "gaps")
    }


def test_it_is_readable_without_json(customer):
    out = StringIO()

    call_command("data_quality", stdout=out)

    assert "customers: 1, complete by 0 of 100" in out.getvalue()


def test_an_unknown_center_is_told_in_one_line(db):
    with pytest.raises(CommandError, match=r"^There is no center XX\.$"):
        call_command("data_quality", "--center", "XX")


@pytest.mark.parametrize(("who", "sees"), [("rep", False), ("manager", True), ("admin", True)])
def test_the_page_shows_it_to_those_who_keep_a_center(client, cast, customer, who, sees):
    client.force_login(getattr(cast, who))

    page = client.get(reverse("stores:upkeep"))

    assert bool(page.context["quality"]) == sees
    assert (reverse("stores:position_list") in page.content.decode()) == sees


def test_a_manager_reads_of_its_own_center_alone(client, cast, customer):
    stranger_store = StoreFactory(customer=CustomerFactory(rep=cast.foreign_rep), rep=UserFactory(is_active=False))
    refused_sale(cast.manager, "S9")
    client.force_login(cast.stranger)

    quality = client.get(reverse("stores:upkeep")).context["quality"]

    assert quality.stores_without_rep == [stranger_store]
    assert quality.unknown.rows == 0
    assert cast.colleague not in quality.reps_without_stores


def test_the_page_of_a_manager_costs_the_same_for_one_and_for_three(client, cast, customer):
    client.force_login(cast.manager)
    counts = []
    for more in (1, 2):
        for _ in range(more):
            StoreFactory(customer=customer, rep=UserFactory(center=cast.center, is_active=False))
            refused_sale(cast.manager, f"X{more}")
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("stores:upkeep"))
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] <= 25
