"""The command that tracks a launch (handbook H6.1)."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories.launches import LaunchModelFactory, LaunchStoreFactory, SellInFactory


def test_it_gives_figures_curve_and_open_stores_as_json(db):
    terms = LaunchModelFactory()
    place = LaunchStoreFactory(launch=terms.launch)
    LaunchStoreFactory(launch=terms.launch)
    SellInFactory(launch=terms.launch, model=terms.model, store=place.store, done_on=date(2026, 12, 3))
    out = StringIO()

    call_command("launch_tracking", terms.launch_id, "--json", "--on", "2026-12-07", stdout=out)

    told = json.loads(out.getvalue())
    assert told["figures"]["numeric"] == {"part": 1, "whole": 2}
    assert told["figures"]["planned"] == "0.2500"
    assert [point["numeric"] for point in told["curve"][:4]] == ["0.0000", "0.0000", "0.5000", "0.5000"]
    assert told["open"] == {"not_visited": 1}


def test_a_launch_that_is_not_there_is_said(db):
    with pytest.raises(CommandError, match="no launch 99"):
        call_command("launch_tracking", 99)
