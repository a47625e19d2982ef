"""Standards with the handbook's defaults, and what a class asks for (H4.1)."""

from fractions import Fraction

import pytest

from stores.class_effects import load_by_class, week_minutes_by_rep
from tests.visits.routes.areas import stores_of
from visits.models import RouteParameters, VisitStandard
from visits.selectors.standards import standards_of, standards_pages

pytestmark = pytest.mark.django_db


def test_a_center_without_standards_has_the_handbooks(cast):
    standards = standards_of(cast.center)

    assert [(name, row.visits_per_cycle, row.minutes) for name, row in standards.items()] == [
        ("A", 6, 40),
        ("B", 4, 25),
        ("C", 1, 15),
    ]


def test_what_a_center_set_holds_there_alone(cast):
    VisitStandard.objects.create(center=cast.center, store_class="C", visits_per_cycle=2, minutes=20)

    assert standards_of(cast.center)["C"].visits_per_cycle == 2
    assert standards_of(cast.other_center)["C"].visits_per_cycle == 1


def test_the_classification_reads_a_classs_work_from_the_standard(cast):
    loads = load_by_class(cast.center.pk)

    assert loads["A"].visits_per_week == 3
    assert loads["C"].minutes_per_week == Fraction(15, 2)


def test_the_classification_reads_the_minutes_of_a_reps_week_from_its_day(cast):
    RouteParameters.objects.create(center=cast.center, rep=cast.colleague, daily_minutes=300)

    minutes = week_minutes_by_rep(cast.center.pk)

    assert minutes == {cast.rep.pk: 5 * (480 - 60 - 30), cast.colleague.pk: 5 * (300 - 60 - 30)}


def test_the_page_shows_ones_own_center_and_its_work(cast):
    stores_of(cast.rep, 3, store_class="A")

    pages = standards_pages(cast.actor("manager"))

    assert [page.center for page in pages] == [cast.center]
    assert [(line.stores, line.visits, line.minutes) for line in pages[0].lines] == [(3, 18, 720), (0, 0, 0), (0, 0, 0)]
    assert [rep for rep, _day in pages[0].reps] == [cast.rep, cast.colleague]


def test_a_rep_sees_its_own_day_alone(cast):
    assert [rep for rep, _day in standards_pages(cast.actor("rep"))[0].reps] == [cast.rep]


def test_the_page_costs_five_queries_for_all_centers(cast, django_assert_num_queries):
    actor = cast.actor("admin")

    with django_assert_num_queries(5):
        pages = standards_pages(actor)

    assert len(pages) == 2
