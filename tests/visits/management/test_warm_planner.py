"""The planner is compiled ahead, without any database (decision 41)."""

from io import StringIO

from django.core.management import call_command


def test_the_planner_is_compiled_before_anybody_waits_for_it():
    out = StringIO()

    call_command("warm_planner", stdout=out)

    assert out.getvalue() == "The route planner is compiled.\n"
