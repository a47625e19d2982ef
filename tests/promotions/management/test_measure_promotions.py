"""The command that measures promotions (handbook H6.2)."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from promotions.models import PromotionSummary
from tests.factories.effects import ENDS_ON, FINAL_ON, promoted_world
from tests.factories.promotions import CostLineFactory, PromotionFactory

pytestmark = pytest.mark.django_db


def told(*arguments) -> str:
    out = StringIO()
    call_command("measure_promotions", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def promotion(cast):
    made = promoted_world(cast.center, cast.rep)
    CostLineFactory(promotion=made, quantity=1, unit_price_yuan=1000)
    return made


def test_one_promotion_is_measured_and_its_figures_are_one_json_object(promotion):
    found = json.loads(told(promotion.pk, "--json", "--on", FINAL_ON))

    assert (found["promotion"], found["verdict"], found["method"]) == (promotion.name, "worked", "matched")
    assert (found["is_final"], found["cost_yuan"], found["cost_per_unit_yuan"]) == (True, "1000.00", "5.00")
    assert (found["matched"]["uplift"], found["forecast"]["stores"]) == ("200.0", 5)


def test_without_a_number_it_measures_what_ended_as_the_night_does(promotion):
    PromotionFactory(status="published", starts_on=FINAL_ON, ends_on=FINAL_ON + timedelta(days=9))

    assert json.loads(told("--json", "--on", FINAL_ON)) == {"measured": 1}
    assert json.loads(told("--json", "--on", FINAL_ON)) == {"measured": 0}
    assert PromotionSummary.objects.get().promotion == promotion


def test_without_json_each_figure_has_its_line(promotion):
    assert "verdict: worked\n" in told(promotion.pk, "--on", FINAL_ON)


def test_one_that_is_not_there_one_that_runs_and_a_day_that_is_none_are_said_in_a_line(promotion):
    with pytest.raises(CommandError, match="no published promotion 999"):
        told(999)
    with pytest.raises(CommandError, match="最后一天"):
        told(promotion.pk, "--on", ENDS_ON)
    with pytest.raises(CommandError, match="--on"):
        told("--on", "2026-13-01")
    with pytest.raises(CommandError, match="pk"):
        told("one")


def test_the_help_says_what_it_does(capsys):
    with pytest.raises(SystemExit) as left:
        call_command("measure_promotions", "--help")

    assert left.value.code == 0
    assert "--json" in capsys.readouterr().out
