"""Pages of targets: the tree that opens level by level, numbers, moves (handbook H8.1)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dealers.models import TargetVersion
from salesops.workflow.selectors.history import history_of
from tests.factories.stores import HandsetModelFactory
from tests.factories.targets import (
    YEAR,
    approved,
    center_targets,
    company_targets,
    node_of,
    root_of,
    stores_that_sell,
    units_of,
)

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def split(cast):
    models = [HandsetModelFactory(series="星"), HandsetModelFactory(series="云")]
    stores_that_sell(cast.rep, 30, 10, models=models)
    stores_that_sell(cast.colleague, 20, models=models)
    stores_that_sell(cast.foreign_rep, 40, models=models)
    approved(company_targets(1200))
    return center_targets(cast)


@pytest.fixture
def as_(client, cast):
    def log_in(who):
        client.force_login(getattr(cast, who))
        return client

    return log_in


def to(name, *args):
    return reverse(f"dealers:{name}", args=args)


def rows_in(answer):
    return [(str(row.node), [figure.units for figure in row.figures]) for row in answer.context["rows"]]


def test_the_tree_opens_from_the_center_to_its_stores(as_, cast, split):
    manager = as_("manager")

    top = rows_in(manager.get(to("target_detail", split.pk)))
    rep = node_of(split, level="rep", rep=cast.rep)
    below = rows_in(manager.get(to("target_below", rep.pk), **HTMX))

    assert [(name, units[0]) for name, units in top] == [("本中心", 720), ("同事", 240), ("本代表", 480)]
    assert [units for _name, units in below] == [[480, 120, 120, 120, 120]]


def test_below_a_center_of_the_company_stands_its_own_split(as_, cast, split):
    place = node_of(split.basis, center=cast.center)

    below = rows_in(as_("hq").get(to("target_below", place.pk), **HTMX))

    assert [name for name, _units in below] == ["同事", "本代表"]


def test_a_row_opened_in_the_companys_tree_folds_there(as_, cast, split):
    rep, above = node_of(split, level="rep", rep=cast.rep), f"{root_of(split.basis).pk}-7-8"

    rows = as_("hq").get(to("target_below", rep.pk) + f"?under={above}", **HTMX).context["rows"]
    guessed = as_("hq").get(to("target_below", rep.pk) + "?under=x", **HTMX).context["rows"]

    assert [(row.path, row.depth) for row in rows] == [(f"{above}-{row.node.pk}", 3) for row in rows]
    assert [row.depth for row in guessed] == [2]


def test_a_quarter_shows_its_months_and_a_series_its_part(as_, split):
    page = as_("manager").get(to("target_detail", split.pk) + "?quarter=2&series=星")

    assert rows_in(page)[0] == ("本中心", [90, 30, 30, 30])


def test_a_rep_reads_its_own_part_once_it_holds(as_, cast, split):
    rep, address = as_("rep"), to("target_detail", split.pk)
    in_work = rep.get(address).status_code
    approved(split, writer=cast.actor("manager"))

    held = rows_in(rep.get(address))

    assert in_work == 404
    assert [(name, units[0]) for name, units in held] == [("本代表", 480)]


def test_the_tree_asks_as_often_for_many_places_as_for_few(as_, cast, split):
    manager = as_("manager")
    one, two = (node_of(split, level="customer", rep=rep) for rep in (cast.colleague, cast.rep))
    manager.get(to("target_below", one.pk), **HTMX)

    with CaptureQueriesContext(connection) as few:
        manager.get(to("target_below", one.pk), **HTMX)
    with CaptureQueriesContext(connection) as many:
        shown = rows_in(manager.get(to("target_below", two.pk), **HTMX))

    assert len(shown) == 2
    assert len(many) == len(few)


def test_a_number_is_typed_with_its_reason_and_the_siblings_give(as_, cast, split):
    rep = node_of(split, level="rep", rep=cast.rep)
    address = to("target_number_edit", rep.pk) + "?span=m3"

    answer = as_("manager").post(address, {"units": 50, "seen": 40, "reason": "新店"})

    assert answer.status_code == 302
    assert (units_of(rep, 3), units_of(node_of(split, level="rep", rep=cast.colleague), 3)) == (50, 10)
    assert history_of(split)[0].reason == "新店"


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"units": 70, "seen": 40, "reason": "x"}, 409),
        ({"units": 50, "seen": 39, "reason": "x"}, 409),
        ({"units": 50, "seen": 40, "reason": ""}, 422),
        ({"units": -1, "seen": 40, "reason": "x"}, 422),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(as_, cast, split, typed, status):
    rep = node_of(split, level="rep", rep=cast.rep)

    answer = as_("manager").post(to("target_number_edit", rep.pk) + "?span=m3", typed)

    assert answer.status_code == status
    assert units_of(rep, 3) == 40


@pytest.mark.parametrize("span", ["m13", "q0", "x", "m²"])
def test_months_that_are_none_are_not_there(as_, split, span):
    assert as_("manager").get(to("target_number_edit", root_of(split).pk) + f"?span={span}").status_code == 404


def test_the_company_shares_out_and_the_center_splits_and_hands_in(as_, cast):
    stores_that_sell(cast.rep, 30)
    marketing = as_("marketing")
    form = marketing.get(to("target_create")).context
    parts = {"history_parts": 1, "season_parts": 0, "potential_parts": 0, "equal_parts": 0}
    marketing.post(to("target_create"), {"year": YEAR, "total": 500, "form_id": form["form_id"], **parts})
    company = TargetVersion.objects.unscoped(because="test").get()
    marketing.post(to("target_submit", company.pk), {"revision": 1})
    as_("hq").post(to("target_approve", company.pk), {"revision": 2})

    manager = as_("manager")
    form = manager.get(to("target_split")).context
    answer = manager.post(to("target_split"), {"year": YEAR, "form_id": form["form_id"], **parts}, follow=True)

    assert [(name, units[0]) for name, units in rows_in(answer)] == [("本中心", 500), ("本代表", 500)]


def test_weights_without_any_part_are_refused(as_, cast):
    marketing = as_("marketing")
    parts = dict.fromkeys(("history_parts", "season_parts", "potential_parts", "equal_parts"), 0)

    answer = marketing.post(to("target_create"), {"year": YEAR, "total": 500, **parts})

    assert answer.status_code == 422


def test_a_version_seen_before_it_was_changed_is_not_approved(as_, cast, split):
    as_("manager").post(to("target_submit", split.pk), {"revision": split.revision})

    as_("hq").post(to("target_approve", split.pk), {"revision": split.revision})

    assert TargetVersion.objects.unscoped(because="test").get(pk=split.pk).status == "submitted"


@pytest.mark.parametrize("address", ["?month=2027-03", "?month=x&center=y", "?rep=1&center=2"])
def test_the_gap_opens_whatever_the_address_says(as_, split, address):
    assert as_("hq").get(to("target_gap") + address).status_code == 200


def test_a_month_beside_its_plans_opens_from_center_to_customer(as_, cast, split):
    approved(split, writer=cast.actor("manager"))
    hq, address = as_("hq"), to("target_gap") + "?month=2027-03"

    center = hq.get(address).context["found"]
    reps = hq.get(f"{address}&center={cast.center.pk}").context["found"]
    customers = hq.get(f"{address}&center={cast.center.pk}&rep={cast.rep.pk}").context["found"]

    assert [(found.level, found.total.target) for found in (center, reps, customers)] == [
        ("center", 100),
        ("rep", 60),
        ("customer", 40),
    ]


def test_versions_stand_side_by_side(as_, cast, split):
    page = as_("manager").get(to("target_versions", split.pk) + "?quarter=1")

    assert [(row.name, row.numbers[0].units) for row in page.context["beside"].rows] == [
        ("本中心", 180),
        ("同事", 60),
        ("本代表", 120),
    ]
