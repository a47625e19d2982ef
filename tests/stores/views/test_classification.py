from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from salesops.accounts.actor import Actor
from salesops.periods.month import Month
from stores import class_effects
from stores.models import ClassificationRule, Store
from stores.selectors.runs import run_sheet
from stores.services import propose_classification
from tests.stores.classes import AT, MONTH, area_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(cast):
    area_of(cast.rep, 45, 30, 15, 10, 0)
    area_of(cast.colleague, 7, first="T1")
    return propose_classification(cast.center, MONTH, actor=Actor.system("test"), at=AT)


@pytest.fixture
def visit_standard(monkeypatch):
    loads = {"A": (3, 120), "B": (2, 50), "C": (Fraction(1, 2), Fraction(15, 2))}
    monkeypatch.setattr(class_effects, "_providers", [])
    class_effects.register(
        lambda center_id: {c: class_effects.ClassLoad(Fraction(v), Fraction(m)) for c, (v, m) in loads.items()}
    )


def test_each_line_says_by_which_rule(cast, run):
    first, second = run_sheet(run, cast.actor("manager"), only_movers=False).areas

    rules = {line.entry.store.code: line.rule for area in (first, second) for line in area.lines}
    assert {code: rule.rsplit(" → ", 1)[-1] for code, rule in rules.items()} == {
        "S1": "A",
        "S2": "B",
        "S3": "B",
        "S4": "C",
        "S5": "C",
        "T1": "A",
    }
    assert "45" in rules["S2"]
    assert "80" in rules["S2"]


def test_movers_stand_first_or_alone(cast, run):
    actor = cast.actor("manager")

    areas = run_sheet(run, actor, only_movers=True).areas
    assert sorted(line.entry.store.code for area in areas for line in area.lines) == ["S1", "S2", "S3", "T1"]
    assert run_sheet(run, actor, only_movers=False).movers == 4


def test_the_effect_on_visits_is_shown_where_a_standard_is_known(cast, run, visit_standard):
    load = run_sheet(run, cast.actor("manager"), only_movers=False).load

    assert (load.visits_before, load.visits_after) == (3, 11)


def test_each_line_says_how_sure_its_class_is(client, cast, run):
    client.force_login(cast.manager)

    page = client.get(run.get_absolute_url()).content.decode()

    line = next(line for area in run_sheet(run, cast.actor("manager"), only_movers=False).areas for line in area.lines)
    assert line.sureness.words in page
    assert f"{line.entry.certainty_percent} %" in line.sureness.words


def test_the_manager_makes_it_valid_on_the_page(client, cast, run):
    client.force_login(cast.manager)
    page = client.get(run.get_absolute_url())
    assert page.context["may_make_valid"]

    response = client.post(reverse("stores:run_make_valid", args=[run.pk]), {"revision": run.revision})

    assert response.status_code == 302
    assert Store.objects.unscoped(because="test").get(code="S1").store_class == "A"
    assert not client.get(run.get_absolute_url()).context["may_make_valid"]


def test_the_second_decision_is_told_in_a_fragment(client, cast, run):
    client.force_login(cast.manager)
    client.post(reverse("stores:run_discard", args=[run.pk]), {"revision": run.revision})

    response = client.post(
        reverse("stores:run_make_valid", args=[run.pk]), {"revision": run.revision}, headers={"HX-Request": "true"}
    )

    assert response.status_code == 409
    assert 'id="run-decision"' in response.content.decode()
    assert cast.manager.name in response.content.decode()


def test_a_manager_proposes_a_month(client, cast, run):
    client.force_login(cast.manager)

    response = client.post(reverse("stores:run_propose"), {"month": "2026-10"})
    nothing = client.post(reverse("stores:run_propose"), {"month": "2024-01"})

    assert (response.status_code, nothing.status_code) == (302, 409)


def test_a_center_keeps_its_own_lines(client, cast, run):
    client.force_login(cast.manager)
    url = reverse("stores:class_rule", args=[cast.center.pk])
    typed = {"line_a": "50", "line_b": "90.5", "window_months": "2", "measure": "value", "revision": "1"}

    assert client.post(url, typed | {"line_b": "40"}).status_code == 422
    assert client.post(url, typed).status_code == 302
    rule = ClassificationRule.objects.get()
    assert (rule.line_a_hundredths, rule.line_b_hundredths, rule.window_months) == (5000, 9050, 2)


def test_the_list_counts_stores_and_movers(client, cast, run):
    client.force_login(cast.manager)

    row = client.get(reverse("stores:run_list")).context["table"].data[0]

    assert (row.store_count, row.mover_count, Month.of(row.month)) == (6, 4, MONTH)


def test_the_run_page_costs_the_same_for_few_and_many_stores(client, cast, run):
    client.force_login(cast.manager)
    counts = []
    for more in (0, 3):
        area_of(cast.rep, *[5] * more, first="U1")
        propose_classification(cast.center, MONTH, actor=Actor.system("test"), at=AT)
        with CaptureQueriesContext(connection) as queries:
            client.get(run.get_absolute_url())
        counts.append(len(queries))

    assert counts[0] == counts[1]
