"""Travel times from a sheet: judged row by row, used by the planner, taken back (H4.2)."""

from decimal import Decimal

import pytest
from django.utils import timezone

from salesops.exchange.choices import RunState
from salesops.exchange.services import look_at_undo
from tests.stores.imports.sheets import actions, changes, look, problems, take
from tests.stores.imports.undoing import ADMIN, bring_in, take_back
from tests.visits.routes.areas import drafted_plan, stores_of
from visits.calc.routing.record import problem_of_record
from visits.calc.routing.ways import HOME, Way
from visits.imports import TRAVEL_TIMES as KIND
from visits.models import RouteParameters, TravelWays
from visits.selectors.routes import route_problem_of, stores_to_visit
from visits.selectors.standards import parameters_of
from visits.selectors.ways import coverage_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(cast):
    return stores_of(cast.rep, 2)


def row(here, there, minutes="12.5", km="4.2", rep=None):
    code = {store: getattr(store, "code", store) for store in (here, there)}
    minutes, km = (None if text is None else Decimal(text) for text in (minutes, km))
    return {"rep": rep, "from_place": code[here], "to_place": code[there], "minutes": minutes, "km": km}


def ways(rep):
    return dict(route_problem_of(rep).ways.known)


def kept():
    rows = TravelWays.objects.unscoped(because="tests").order_by("pk")
    return list(rows.values_list("center", "rep", "store", "ways", "lon", "lat"))


def test_ways_of_a_file_are_what_the_planner_is_given(cast, pair):
    first, second = pair

    outcomes = take(KIND, row(first, second), row(second, first, "15", None))

    assert actions(outcomes) == ["created", "created"]
    assert ways(cast.rep) == {
        (first.code, second.code): Way(125, 4200),
        (second.code, first.code): Way(150, None),
    }
    stores_of(cast.colleague, 1)
    assert ways(cast.colleague) == {}


def test_the_reps_own_way_goes_before_that_of_all_reps(cast, pair):
    first, second = pair
    take(KIND, row(first, second, "10"), row(first, second, "20", rep=cast.rep.username), row(second, first, "30"))

    assert {pair: way.tenths for pair, way in ways(cast.rep).items()} == {
        (first.code, second.code): 200,
        (second.code, first.code): 300,
    }


def test_the_start_of_all_reps_counts_for_who_starts_there(cast, pair):
    place = {"start_lon": Decimal("120.6"), "start_lat": Decimal("31.3")}
    RouteParameters.objects.create(center=cast.center, rep=None, **place)
    take(KIND, row(HOME, pair[0]), row(pair[1], HOME))
    assert set(ways(cast.rep)) == {(HOME, pair[0].code), (pair[1].code, HOME)}

    RouteParameters.objects.create(center=cast.center, rep=cast.rep, **place | {"start_lon": Decimal("120.7")})

    assert ways(cast.rep) == {}


def test_a_dry_run_says_what_would_change_and_the_same_file_twice_changes_nothing(cast, pair):
    first, second = pair
    take(KIND, row(first, second))

    assert changes(look(KIND, row(first, second, "13"))) == [("minutes", "12.5", "13")]
    assert actions(look(KIND, row(first, second))) == ["unchanged"]
    assert actions(take(KIND, row(first, second, None))) == ["changed"]
    assert ways(cast.rep) == {}


def test_rows_that_cannot_be_had_are_refused_at_their_row(cast, pair):
    stranger = stores_of(cast.foreign_rep, 1)[0]

    refused = look(
        KIND,
        row(pair[0], "NOWHERE"),
        row(pair[0], pair[0]),
        row(pair[0], stranger),
        row(pair[0], pair[1], rep="nobody"),
        row(pair[0], pair[1], rep=cast.foreign_rep.username),
    )

    assert problems(refused) == [
        (2, "unknown_code", "to_place"),
        (3, "same_place", "to_place"),
        (4, "two_centers", "to_place"),
        (5, "unknown_code", "rep"),
        (6, "other_center", "rep"),
    ]
    assert problems(look(KIND, row(*pair), actor=cast.actor("rep"))) == [(2, "not_yours", "from_place")]


def test_ways_that_are_missing_or_of_a_place_that_moved_are_counted_as_estimated(cast, pair):
    first, second = pair
    stores_of(cast.rep, 1, seed=2)
    take(KIND, row(first, second), row(second, first))
    day = parameters_of(cast.rep)

    found = coverage_of(cast.rep, stores_to_visit(cast.rep), day)
    first.lon += Decimal("0.01")
    first.save()
    moved = coverage_of(cast.rep, stores_to_visit(cast.rep), day)

    assert (found.measured, found.pairs, found.estimated, found.moved) == (2, 6, 4, 0)
    # The way back was measured from a place that still is where it was.
    assert (moved.measured, moved.moved) == (2, 1)


def test_a_plan_keeps_the_ways_that_it_was_made_with(cast, pair):
    first, second = pair
    take(KIND, row(first, second, "40", "9"))
    plan = drafted_plan(cast.rep, stores=pair)
    take(KIND, row(first, second, "50"))

    stops = plan.stops.unscoped(because="tests").filter(cycle_day=0).order_by("position")

    assert [(stop.travel_minutes, stop.travel_metres) for stop in stops] == [(0, 0), (40, 9000)]
    assert problem_of_record(plan.parameters).ways.between(first.code, second.code) == Way(400, 9000)


def test_planning_costs_the_same_queries_with_ways_as_without(cast, pair, django_assert_num_queries):
    take(KIND, row(*pair), row(pair[1], pair[0]), row(HOME, pair[0]))

    with django_assert_num_queries(5):
        route_problem_of(cast.rep)


def test_an_import_is_taken_back_place_by_place(cast, pair, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    first, second = pair
    take(KIND, row(first, second))
    before = kept()
    texts = [
        {name: "" if value is None else value for name, value in one.items()}
        for one in (row(first, second, "30"), row(second, first), row("START", first))
    ]
    run = bring_in(tmp_path, KIND, *texts)
    assert run.state == RunState.IMPORTED
    assert len(ways(cast.rep)) == 3

    plan = look_at_undo(run, actor=ADMIN, at=timezone.now())
    assert (plan.removed, plan.restored, list(plan.obstacles)) == (2, 1, [])
    assert take_back(run).state == RunState.UNDONE
    assert kept() == before
