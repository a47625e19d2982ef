"""Calendar, its file, and compliance on the screen (H4.4, H4.5)."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from icalendar import Calendar

from tests.factories.visits import VisitFactory
from tests.visits.routes.areas import MONDAY, calendar_of, plan_in_force_of, stores_of
from visits.calc.compliance import Ratio
from visits.models import PlannedVisit

pytestmark = pytest.mark.django_db
CALENDAR, FILE, COMPLIANCE = (reverse(f"visits:{name}") for name in ("calendar", "calendar_ics", "compliance"))


@pytest.fixture(autouse=True)
def on_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def looking(client, cast):
    def look(who, address, **asked):
        client.force_login(getattr(cast, who))
        return client.get(address, asked)

    return look


@pytest.mark.parametrize("address", [CALENDAR, FILE, COMPLIANCE])
@pytest.mark.parametrize("who", ["colleague", "foreign_rep", "stranger"])
def test_a_foreign_reps_days_are_not_there(cast, looking, address, who):
    plan_in_force_of(cast.rep)

    assert looking(who, address, rep=cast.rep.pk).status_code == 404


@pytest.mark.parametrize("who", ["rep", "manager", "hq", "admin"])
def test_a_month_shows_the_visits_of_the_rep(cast, looking, who):
    plan_in_force_of(cast.rep)

    response = looking(who, CALENDAR, rep=cast.rep.pk, month="2026-12")

    days = [day for week in response.context["weeks"] for day in week if day.visits and day.is_inside]
    assert [day.on for day in days][:2] == [date(2026, 12, 3), date(2026, 12, 7)]


def test_a_week_lists_the_stores_with_what_became_of_them(cast, looking):
    stores = stores_of(cast.rep, 2)
    plan_in_force_of(cast.rep, stores=stores)
    visits = PlannedVisit.objects.unscoped(because="tests")
    visits.filter(store=stores[0]).update(status="dropped", dropped_reason="closed_store")
    visits.filter(store=stores[1]).update(moved_from=date(2026, 11, 24))

    html = looking("rep", CALENDAR, week="2026-11-25").content.decode()

    assert stores[0].name in html
    assert "is-dropped" in html
    assert "2026" in html


def test_a_visit_that_was_made_is_one_tap_away(cast, looking):
    plan_in_force_of(cast.rep)
    planned = calendar_of(cast.rep)[0]
    visit = VisitFactory(store=planned.store, rep=cast.rep, planned=planned, visited_on=planned.planned_on)

    html = looking("rep", CALENDAR, week=planned.planned_on.isoformat()).content.decode()

    assert reverse("visits:visit_detail", args=[visit.pk]) in html


@pytest.mark.parametrize("asked", [{"month": "2026-13"}, {"week": "soon"}, {"month": ""}])
def test_what_is_no_date_shows_this_month(looking, asked):
    assert looking("rep", CALENDAR, **asked).context["first"] == date(2026, 11, 1)


def test_a_manager_without_reps_is_told_so(client, cast):
    cast.foreign_rep.is_active = False
    cast.foreign_rep.role = "manager"
    cast.foreign_rep.save()
    client.force_login(cast.stranger)

    assert client.get(CALENDAR).context["rep"] is None


def test_the_file_has_the_cycles_visits_without_the_dropped(cast, looking):
    stores = stores_of(cast.rep, 2)
    plan_in_force_of(cast.rep, stores=stores)
    PlannedVisit.objects.unscoped(because="tests").filter(store=stores[1]).update(status="dropped")

    response = looking("rep", FILE, on="2026-11-23", span="cycle")

    events = Calendar.from_ical(response.content).walk("VEVENT")
    expected = [visit for visit in calendar_of(cast.rep) if visit.store == stores[0]][:3]
    assert response["Content-Type"] == "text/calendar"
    assert [event["uid"] for event in events] == [f"planned-visit-{visit.pk}@salesops" for visit in expected]
    assert {str(event["summary"]) for event in events} == {f"T1 · {stores[0].name}"}


def test_the_file_of_a_day_has_its_times_in_shanghai(cast, looking):
    plan_in_force_of(cast.rep)
    first = calendar_of(cast.rep)[0]

    response = looking("manager", FILE, rep=cast.rep.pk, on=first.planned_on.isoformat(), span="day")

    event = Calendar.from_ical(response.content).walk("VEVENT")[0]
    starts = event.decoded("dtstart")
    assert (starts.date(), starts.hour * 60 + starts.minute) == (first.planned_on, first.arrive_minute)
    assert starts.utcoffset().total_seconds() == 8 * 3600


@pytest.mark.parametrize("address", [CALENDAR, FILE, COMPLIANCE])
@pytest.mark.parametrize("typed", ["0001-01-01", "9999-12-31", "2026-02-30", "x"])
def test_a_day_or_month_that_nobody_means_is_as_if_not_asked(cast, looking, address, typed):
    asked = {"week": typed, "on": typed, "month": typed[:7], "span": "cycle"}

    assert looking("rep", address, **asked).status_code == 200


def test_compliance_of_a_center_opens_to_a_rep_and_each_figure_to_its_rows(cast, looking):
    plan_in_force_of(cast.rep)
    first = calendar_of(cast.rep)[0]
    PlannedVisit.objects.unscoped(because="tests").filter(pk=first.pk).update(planned_on=date(2026, 11, 20))

    whole = looking("manager", COMPLIANCE, month="2026-11")
    one = looking("manager", COMPLIANCE, month="2026-11", rep=cast.rep.pk)
    rows = looking("manager", COMPLIANCE + "rows/", month="2026-11", rep=cast.rep.pk, figure="missed")

    assert [line.label for line in whole.context["lines"]] == ["本代表"]
    assert [(line.label, line.group.figures.as_planned) for line in one.context["lines"]] == [("B", Ratio(0, 1))]
    assert "0\u00a0÷\u00a01" in one.content.decode()
    assert [(row.on, row.store) for row in rows.context["rows"]] == [(date(2026, 11, 20), first.store)]


def test_figures_and_their_rows_go_into_files(cast, looking):
    plan_in_force_of(cast.rep)
    store = calendar_of(cast.rep)[0].store
    PlannedVisit.objects.unscoped(because="tests").filter(store=store, planned_on="2026-11-26").update(
        planned_on=date(2026, 11, 20)
    )

    figures, rows = (
        looking("manager", address, first="2026-11-16", last="2026-11-22", by="day", figure="planned", export="csv")
        for address in (COMPLIANCE, COMPLIANCE + "rows/")
    )

    assert figures.getvalue().decode().count("\r\n") == 3
    assert store.name in rows.getvalue().decode()


def test_a_rep_sees_its_own_compliance_by_class(cast, looking):
    asked = looking("rep", COMPLIANCE).context["asked"]

    assert (asked.rep, asked.by) == (cast.rep, "class")


@pytest.mark.parametrize(("asked", "names"), [("center", ["本代表", "同事"]), ("other_center", ["外代表"])])
def test_the_company_looks_at_one_center_at_a_time(cast, looking, asked, names):
    response = looking("hq", COMPLIANCE, center=getattr(cast, asked).pk)

    assert [rep.name for rep in response.context["asked"].reps] == names


def test_a_manager_asks_in_vain_for_another_center(cast, looking):
    assert looking("manager", COMPLIANCE, center=cast.other_center.pk).status_code == 404
