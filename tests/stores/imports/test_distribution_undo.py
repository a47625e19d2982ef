"""After the undo of an import of the standard its lines are as before (handbook H2.4, H2.7)."""

from datetime import date

import pytest
from django.utils import timezone

from salesops.exchange.choices import RunState
from salesops.exchange.services import look_at_undo
from salesops.workflow.selectors.history import history_of
from stores.imports import DISTRIBUTION
from stores.services.distribution import Cell, set_distribution
from tests.factories.stores import DistributionLineFactory, HandsetModelFactory
from tests.stores.imports.undoing import ADMIN, bring_in, hash_of_tables, take_back, what_is_possible

pytestmark = pytest.mark.django_db
JANUARY, JULY = date(2026, 1, 1), date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def model(db):
    """A cell with two lines, as it stood before any import."""
    model = HandsetModelFactory(code="XH20")
    DistributionLineFactory(model=model, starts_on=JANUARY, ends_on=JULY, colours=1)
    DistributionLineFactory(model=model, starts_on=JULY, colours=2)
    return model


def row(starts_on, colours, store_class="C"):
    keys = {"model": "XH20", "store_class": store_class, "format": "multi"}
    return keys | {"colours": colours, "starts_on": starts_on}


ROWS = (
    row("2026-03-01", 3),
    row("2026-07-01", ""),
    row("2026-01-01", 4),
    row("2026-09-01", 2),
    row("2026-01-01", 1, "A"),
)


def test_lines_that_were_shortened_corrected_added_and_taken_away_stand_as_before(model, tmp_path):
    before = hash_of_tables()
    run = bring_in(tmp_path, DISTRIBUTION, *ROWS, reason="新标准")
    assert hash_of_tables() != before
    assert history_of(model).first().reason == "file.csv: 新标准"

    assert take_back(run).state == RunState.UNDONE

    assert hash_of_tables() == before
    assert history_of(model).first().reason == "wrong file"


def test_a_cell_that_was_set_again_stays_and_the_others_go(model, tmp_path):
    run = bring_in(tmp_path, DISTRIBUTION, *ROWS[1:2], ROWS[4])
    anew = {Cell(model.pk, "C", "multi"): 5}
    set_distribution(anew, starts_on=date(2026, 11, 1), actor=ADMIN, at=timezone.now())

    plan = look_at_undo(run, actor=ADMIN, at=timezone.now())
    done = what_is_possible(run)

    assert [(one.row, one.code) for one in plan.obstacles] == [(2, "cell_edited_since")]
    assert (done.state, done.undo.removed_count, done.undo.kept_count) == (RunState.UNDONE, 1, 1)
    assert sorted(model.distribution_lines.values_list("store_class", "colours")) == [("C", 1), ("C", 5)]
