"""Standards and days are set by who may, with history (H4.1, H4.2)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from salesops.workflow.models import AuditEvent
from salesops.workflow.services import EditedMeanwhile
from tests.visits.routes.areas import MONDAY
from visits.models import VisitStandard
from visits.selectors.standards import parameters_of, parameters_of_center, standards_of
from visits.services.standards import edit_parameters, edit_standard

pytestmark = pytest.mark.django_db


def edited(cast, who="manager", *, revision=1, store_class="B", **values):
    standard = standards_of(cast.center)[store_class]
    return edit_standard(standard, values, revision=revision, actor=cast.actor(who), at=MONDAY)


def test_a_default_becomes_a_row_with_the_first_change(cast):
    edited(cast, visits_per_cycle=2)

    standard = standards_of(cast.center)["B"]
    assert (standard.visits_per_cycle, standard.minutes) == (2, 25)
    assert VisitStandard.objects.visible_to(cast.actor("rep")).count() == 1
    assert AuditEvent.objects.get(object_id=standard.pk).step == "create"


def test_a_second_change_is_kept_with_before_and_after(cast):
    edited(cast, visits_per_cycle=2)

    standard = edited(cast, "admin", visits_per_cycle=3)

    event = AuditEvent.objects.get(object_id=standard.pk, step="edit")
    assert [(change.before, change.after) for change in event.changes.all()] == [("2", "3")]


def test_of_two_who_edit_the_later_one_is_told(cast):
    edited(cast, visits_per_cycle=2)
    edited(cast, visits_per_cycle=3, revision=1)

    with pytest.raises(EditedMeanwhile):
        edited(cast, visits_per_cycle=4, revision=1)


def test_of_two_who_change_the_same_default_the_later_one_is_told(cast):
    first, second = standards_of(cast.center)["B"], standards_of(cast.center)["B"]
    edit_standard(first, {"minutes": 20}, revision=1, actor=cast.actor("manager"), at=MONDAY)

    with pytest.raises(EditedMeanwhile):
        edit_standard(second, {"minutes": 30}, revision=1, actor=cast.actor("admin"), at=MONDAY)

    assert standards_of(cast.center)["B"].minutes == 20


def test_of_two_who_change_a_reps_usual_day_the_later_one_is_told(cast):
    first, second = parameters_of(cast.rep), parameters_of(cast.rep)
    edit_parameters(first, {"max_stops": 6}, revision=1, actor=cast.actor("manager"), at=MONDAY)

    with pytest.raises(EditedMeanwhile):
        edit_parameters(second, {"max_stops": 5}, revision=1, actor=cast.actor("admin"), at=MONDAY)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_eight_first_changes_at_once_one_wins_and_the_others_are_told(cast):
    defaults = [standards_of(cast.center)["B"] for _ in range(8)]
    actor = cast.actor("manager")

    def change(number):
        try:
            return edit_standard(defaults[number], {"minutes": 30 + number}, revision=1, actor=actor, at=MONDAY).pk
        except EditedMeanwhile as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(change, range(8)))

    assert results.count(EditedMeanwhile) == 7


@pytest.mark.parametrize("who", ["rep", "colleague", "stranger", "marketing", "hq"])
def test_others_set_nothing(cast, who):
    with pytest.raises(PermissionDenied):
        edited(cast, who, visits_per_cycle=2)
    with pytest.raises(PermissionDenied):
        edit_parameters(parameters_of(cast.rep), {"max_stops": 1}, revision=1, actor=cast.actor(who), at=MONDAY)


@pytest.mark.parametrize("values", [{"visits_per_cycle": 15}, {"minutes": 0}])
def test_a_standard_beyond_reason_is_refused(cast, values):
    with pytest.raises(ValidationError):
        edited(cast, **values)


def test_a_rep_begins_with_the_centers_day_until_it_has_its_own(cast):
    usual = parameters_of_center(cast.center)
    edit_parameters(usual, {"daily_minutes": 420}, revision=1, actor=cast.actor("manager"), at=MONDAY)
    before = parameters_of(cast.rep)

    edit_parameters(before, {"max_stops": 6}, revision=1, actor=cast.actor("manager"), at=MONDAY)

    assert (before.daily_minutes, parameters_of(cast.colleague).max_stops) == (420, None)
    own = parameters_of(cast.rep)
    assert (own.daily_minutes, own.max_stops, own.rep) == (420, 6, cast.rep)


def test_rest_and_office_must_leave_time_for_stores(cast):
    with pytest.raises(ValidationError):
        edit_parameters(
            parameters_of(cast.rep),
            {"daily_minutes": 60, "rest_minutes": 60},
            revision=1,
            actor=cast.actor("manager"),
            at=MONDAY,
        )
