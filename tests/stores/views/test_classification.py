from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext
from openpyxl import load_workbook

from salesops.accounts.actor import Actor
from salesops.periods.month import Month
from stores import class_effects
from stores.models import ClassificationEntry, ClassificationRule, ClassificationRun, Store
from stores.selectors.certainty import sureness_of
from stores.selectors.run_lines import rule_in_words
from stores.selectors.runs import load_of_move, run_sheet
from stores.services import propose_classification
from stores.services.class_certainty import measure_certainty
from tests.stores.classes import AT, MONTH, area_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(cast):
    area_of(cast.rep, 45, 30, 15, 10, 0)
    area_of(cast.colleague, 7, first="T1")
    run = propose_classification(cast.center, MONTH, actor=Actor.system("test"), at=AT)
    measure_certainty(run)
    return run


@pytest.fixture
def visit_standard(monkeypatch, cast):
    loads = {"A": (3, 120), "B": (2, 50), "C": (Fraction(1, 2), Fraction(15, 2))}
    monkeypatch.setattr(class_effects, "_providers", [])
    monkeypatch.setattr(class_effects, "_week_providers", [lambda center_id: dict.fromkeys([cast.rep.pk], 200)])
    class_effects.register(
        lambda center_id: {c: class_effects.ClassLoad(Fraction(v), Fraction(m)) for c, (v, m) in loads.items()}
    )


def lines_of(client, run, **asked):
    return [row.record for row in client.get(run.get_absolute_url(), asked).context["table"].paginated_rows]


def codes(lines):
    return [entry.store.code for entry in lines]


def test_each_line_says_by_which_rule(client, cast, run):
    client.force_login(cast.manager)

    rules = {entry.store.code: rule_in_words(run, entry) for entry in lines_of(client, run)}

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
    page = client.get(run.get_absolute_url()).content.decode()
    assert all(escape(rule) in page for rule in rules.values())


def test_movers_stand_first_or_alone(client, cast, run):
    client.force_login(cast.manager)

    assert set(codes(lines_of(client, run))[:4]) == {"S1", "S2", "S3", "T1"}
    assert set(codes(lines_of(client, run, show="movers"))) == {"S1", "S2", "S3", "T1"}
    assert run_sheet(run, cast.actor("manager")).movers == 4


def test_one_area_opens_alone_as_page_and_as_part(client, cast, run):
    client.force_login(cast.manager)

    part = client.get(
        run.get_absolute_url(), {"rep": cast.colleague.pk}, headers={"HX-Request": "true", "HX-Target": "list"}
    )

    assert codes(lines_of(client, run, rep=cast.colleague.pk)) == ["T1"]
    assert part.content.decode().strip().startswith('<div id="list">')


def test_lines_are_found_by_name_and_sorted_by_any_figure(client, cast, run):
    client.force_login(cast.manager)

    assert codes(lines_of(client, run, q="S4")) == ["S4"]
    assert codes(lines_of(client, run, sort="-volume", rep=cast.rep.pk)) == ["S1", "S2", "S3", "S4", "S5"]
    sure = [entry.certainty_percent for entry in lines_of(client, run, sort="certainty_percent")]
    assert sure == sorted(sure)


def test_jumps_unsure_and_kept_lines_are_shown_alone_and_counted(client, cast, run):
    entries = ClassificationEntry.objects.unscoped(because="test").filter(run=run)
    entries.update(certainty_percent=100)
    entries.filter(store__code="S1").update(flags=["estimated", "jump"])
    entries.filter(store__code="S2").update(certainty_percent=79)
    entries.filter(store__code="S3").update(is_kept=True)
    client.force_login(cast.manager)

    assert [codes(lines_of(client, run, show=show)) for show in ("jumps", "unsure", "kept")] == [["S1"], ["S2"], ["S3"]]
    areas = {area.rep_id: area for area in run_sheet(run, cast.actor("manager")).areas}
    area = areas[cast.rep.pk]
    assert (area.jumps, area.unsure, area.kept) == (1, 1, 1)


def test_a_move_to_a_visit_in_four_weeks_is_told_half_up_as_three_tenths_a_week():
    move = SimpleNamespace(previous_class="B", shown_class="C")

    load = load_of_move(move, {"C": class_effects.ClassLoad(Fraction(1, 4), Fraction(15))})

    assert load.visits_after == Decimal("0.3")


def test_an_areas_work_is_priced_and_said_not_to_fit(client, cast, run, visit_standard):
    sheet = run_sheet(run, cast.actor("manager"))

    area = next(area for area in sheet.areas if area.rep_id == cast.rep.pk)
    assert (sheet.load.visits_before, sheet.load.visits_after) == (3, 11)
    assert (area.load.minutes_after, area.week_minutes, area.no_longer_fits) == (235, 200, True)
    client.force_login(cast.manager)
    assert "+2.5" in client.get(run.get_absolute_url()).content.decode()


def test_the_whole_run_goes_into_a_sheet(client, cast, run, visit_standard):
    client.force_login(cast.manager)

    response = client.get(run.get_absolute_url(), {"export": "xlsx"})

    rows = list(load_workbook(BytesIO(response.getvalue())).active.iter_rows(values_only=True))
    assert len(rows) == 7
    first = next(row for row in rows if row[1] == "S1")
    assert first[3:11] == (1, 135, 0, 300, 0, "A", "A", "C")
    assert first[-2:] == (2.5, 112.5)


def test_each_line_says_how_sure_its_class_is(client, cast, run):
    client.force_login(cast.manager)

    page = client.get(run.get_absolute_url()).content.decode()

    line = lines_of(client, run)[0]
    assert sureness_of(line).words in page
    assert f"{line.certainty_percent} %" in sureness_of(line).words


def test_a_line_without_remarks_says_nothing(client, cast, run):
    client.force_login(cast.manager)

    table = client.get(run.get_absolute_url()).context["table"]

    assert table.rows[0].get_cell("remarks") == table.columns["remarks"].default


def test_a_run_says_that_how_sure_it_is_is_still_being_measured(client, cast, run):
    ClassificationRun.objects.unscoped(because="test").update(certainty_version="")
    client.force_login(cast.manager)

    figures = client.get(run.get_absolute_url()).content.decode()

    assert gettext("How sure the classes are is still being measured.") in figures


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
