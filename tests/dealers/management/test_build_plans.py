"""The command that builds a month's drafts (handbook H8.2)."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from dealers.models import ProfitPlan
from tests.factories.planning import shop_with_history

pytestmark = pytest.mark.django_db


def build(*arguments) -> dict:
    out = StringIO()
    call_command("build_plans", "--json", *arguments, stdout=out)
    return json.loads(out.getvalue())


def test_it_says_what_became_of_each_customer_and_can_run_again():
    shop_with_history()

    first, second = build("--month", "2026-12"), build("--month", "2026-12")

    assert {name: first[name] for name in ("month", "customers", "created", "unchanged", "locked", "failed")} == {
        "month": "2026-12",
        "customers": 1,
        "created": 1,
        "unchanged": 0,
        "locked": 0,
        "failed": [],
    }
    assert (second["created"], second["unchanged"]) == (0, 1)


def test_it_says_whose_draft_it_left_alone_and_why():
    store, _model = shop_with_history()
    build("--month", "2026-12")
    ProfitPlan.objects.unscoped(because="test").update(status="submitted")

    again = build("--month", "2026-12")

    assert (again["locked"], again["updated"]) == (1, 0)
    assert again["skipped"] == [{"customer": store.customer.code, "reason": "submitted"}]


def test_it_builds_one_center_alone():
    store, _model = shop_with_history()
    shop_with_history()

    assert build("--month", "2026-12", "--center", store.center.code)["customers"] == 1
    assert ProfitPlan.objects.unscoped(because="test").get().customer == store.customer


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--month", "Dezember"], "not a month"),
        (["--month", "2026-12", "--center", "X"], "no center"),
        (["--month", "2099-01"], "too far ahead"),
        (["--month", "2019-01"], "No sales up to 2018-12"),
    ],
)
def test_bad_input_is_one_clear_line(arguments, said):
    shop_with_history()

    with pytest.raises(CommandError, match=said):
        build(*arguments)
