"""The commands that weigh a center's territories (H4.3)."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from stores.models import Store
from tests.factories.accounts import CenterFactory
from tests.visits.routes.areas import MONDAY, stores_of
from visits.calc.territory import StoreMove
from visits.services.territory import TerritoryChanged, approve_territory

pytestmark = pytest.mark.django_db


def run(name, *arguments):
    out = StringIO()
    call_command(name, *arguments, stdout=out)
    return out.getvalue()


def reps_of(stores):
    rows = Store.objects.unscoped(because="tests").filter(pk__in=[store.pk for store in stores])
    return [store.rep for store in rows.order_by("code")]


def test_moves_are_suggested_with_loads_before_and_after_and_carried_out_when_asked(cast):
    stores_of(cast.rep, 24, store_class="A")
    stores_of(cast.colleague, 2, store_class="A", seed=2)

    suggestion = json.loads(run("territory", "--center", cast.center.code, "--json"))
    report = json.loads(run("territory", "--center", cast.center.code, "--json", "--commit"))

    assert suggestion["spread_after"] < suggestion["spread_before"]
    assert {move["from_rep"] for move in suggestion["moves"]} == {cast.rep.username}
    moved = Store.objects.unscoped(because="tests").filter(code__in=[move["code"] for move in report["moves"]])
    assert {store.rep for store in moved} == {cast.colleague}


def test_headcount_tells_the_reps_needed_and_one_more_or_less(cast):
    stores_of(cast.rep, 30, store_class="A")

    answer = json.loads(run("headcount", "--center", cast.center.code, "--json"))

    shown = {row["reps"]: row["use"] for row in answer["staffing"]}
    assert shown[answer["needed"]] <= 0.97
    assert {answer["needed"] - 1, answer["needed"] + 1} <= set(shown)
    assert run("headcount", "--center", cast.center.code).startswith(f"needed: {answer['needed']}")


@pytest.mark.parametrize("name", ["territory", "headcount"])
def test_bad_input_is_one_clear_line(name):
    empty = CenterFactory()

    for code in ("NONE", empty.code):
        with pytest.raises(CommandError) as refusal:
            run(name, "--center", code)
        assert len(str(refusal.value).splitlines()) == 1


def test_only_the_manager_approves_and_only_what_still_is_as_it_was_seen(cast):
    (store,) = stores_of(cast.rep, 1)
    move = StoreMove(store.code, cast.rep.username, cast.colleague.username, 100.0, 5.0)
    seen_wrong = StoreMove(store.code, cast.colleague.username, cast.rep.username, 100.0, 5.0)
    deed = {"on": MONDAY.date(), "at": MONDAY, "reason": "balance"}

    with pytest.raises(PermissionDenied):
        approve_territory(cast.center, [(move,)], actor=cast.actor("rep"), **deed)
    for moves in ([], [(seen_wrong,)]):
        with pytest.raises(TerritoryChanged):
            approve_territory(cast.center, moves, actor=cast.actor("manager"), **deed)
    approve_territory(cast.center, [(move,)], actor=cast.actor("manager"), **deed)

    assert reps_of([store]) == [cast.colleague]


def test_of_a_batch_what_no_longer_holds_is_left_out_a_swap_as_a_whole_and_the_rest_is_done(cast):
    given, gone, reclassed, first = stores_of(cast.rep, 4)
    (second,) = stores_of(cast.colleague, 1, seed=2)
    names = cast.rep.username, cast.colleague.username
    go, back = [(store.code, *names, 100.0, 5.0) for store in (given, gone, reclassed, first)], names[::-1]
    moves = [StoreMove(*facts) for facts in go]
    swap = (moves[3], StoreMove(second.code, *back, 100.0, 5.0))
    Store.objects.unscoped(because="tests").filter(pk=reclassed.pk).update(store_class="A")
    Store.objects.unscoped(because="tests").filter(pk__in=[gone.pk, second.pk]).update(status="suspended")

    batch = [(moves[0],), (moves[1],), (moves[2],), swap, (moves[0],)]
    deed = {"on": MONDAY.date(), "at": MONDAY, "reason": "balance"}
    approval = approve_territory(cast.center, batch, actor=cast.actor("manager"), **deed)

    assert approval.taken == 1
    assert {store.code for store in approval.left_out} >= {s.code for s in (gone, reclassed, first, second)}
    assert reps_of([given, reclassed, first]) == [cast.colleague, cast.rep, cast.rep]
    assert len(approval.hand_overs) == 1
    assert approval.effect.before != approval.effect.after


def test_a_store_that_waits_in_another_hand_over_is_left_out(cast):
    waiting, free = stores_of(cast.rep, 2)
    deed = {"at": MONDAY, "reason": "balance", "actor": cast.actor("manager")}
    chosen = [(StoreMove(s.code, cast.rep.username, cast.colleague.username, 100.0, 5.0),) for s in (waiting, free)]
    approve_territory(cast.center, chosen[:1], on=MONDAY.date() + timedelta(days=9), **deed)

    approval = approve_territory(cast.center, chosen, on=MONDAY.date(), **deed)

    assert approval.left_out == [waiting]
    assert reps_of([waiting, free]) == [cast.rep, cast.colleague]
