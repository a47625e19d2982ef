"""Who stands where with which course (handbook H7)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from promotions.appraisal_choices import STANDING_COLOURS, STANDING_NAMES
from promotions.calc.training import CourseRule, Place, Standing, Taken, standing_of
from promotions.models import Course, Promoter, TrainingResult, TrainingSession
from salesops.accounts.actor import Actor
from salesops.exchange.writer import ExportColumn

_BECAUSE = "the promoters were seen already"
_OPEN = (Standing.DUE, Standing.OVERDUE, Standing.FAILED)


@dataclass(frozen=True, slots=True)
class Cell:
    course: Course
    place: Place
    words: str
    colour: str


@dataclass(frozen=True, slots=True)
class Row:
    promoter: Promoter
    cells: list[Cell]
    open: int


@dataclass(frozen=True, slots=True)
class Matrix:
    courses: list[Course]
    rows: list[Row]
    overdue: int
    due: int


def matrix_of(promoters: QuerySet[Promoter], on: date) -> Matrix:
    """Everybody who is here against every active course, most open first. Three queries, whatever the number."""
    courses = list(Course.objects.filter(is_active=True).order_by("-is_required", "name", "pk"))
    people = list(promoters.here().select_related("rep", "center").order_by("name", "pk"))
    taken = _taken_by(people, on)
    rows = [_row(person, courses, taken, on) for person in people]
    rows.sort(key=lambda row: -row.open)
    places = [cell.place.standing for row in rows for cell in row.cells]
    due = sum(standing in (Standing.DUE, Standing.FAILED) for standing in places)
    return Matrix(courses, rows, places.count(Standing.OVERDUE), due)


def sessions_of(actor: Actor, most: int) -> list[TrainingSession]:
    """The latest sessions, with how many took part. One query."""
    rows = TrainingSession.objects.visible_to(actor).select_related("course", "held_by", "center")
    return list(rows.annotate(people=Count("results")).order_by("-held_on", "-pk")[:most])


def results_of(session: TrainingSession, actor: Actor) -> list[TrainingResult]:
    """Who took part, as far as the actor sees them. One query."""
    rows = TrainingResult.objects.visible_to(actor).filter(session=session).select_related("promoter")
    return list(rows.order_by("promoter__name", "pk"))


def trainings_of(promoter: Promoter) -> list[TrainingResult]:
    """A promoter's courses, the latest first. One query."""
    rows = TrainingResult.objects.unscoped(because=_BECAUSE).filter(promoter=promoter)
    return list(rows.select_related("session__course").order_by("-session__held_on", "-pk")[:30])


def last_scores(people: Iterable[Promoter], before: date) -> dict[int, TrainingResult]:
    """The last test with a score of each promoter before a day. One query."""
    rows = TrainingResult.objects.unscoped(because=_BECAUSE).filter(promoter__in=people, score__isnull=False)
    rows = rows.filter(session__held_on__lt=before).select_related("session__course")
    return {result.promoter_id: result for result in rows.order_by("session__held_on", "pk")}


def matrix_columns(matrix: Matrix) -> list[ExportColumn]:
    head = [ExportColumn(_("promoter code"), 14, "code"), ExportColumn(_("name"), 14), ExportColumn(_("rep"), 12)]
    return head + [ExportColumn(course.name, 18) for course in matrix.courses]


def matrix_lines(matrix: Matrix) -> list[list[object]]:
    return [
        [row.promoter.code, row.promoter.name, str(row.promoter.rep), *(cell.words for cell in row.cells)]
        for row in matrix.rows
    ]


def _taken_by(people: list[Promoter], on: date) -> dict[tuple[int, int], list[Taken]]:
    rows = TrainingResult.objects.unscoped(because=_BECAUSE).filter(promoter__in=people, session__held_on__lte=on)
    taken = defaultdict(list)
    for promoter, course, day, score in rows.values_list("promoter", "session__course", "session__held_on", "score"):
        taken[promoter, course].append(Taken(day, score))
    return taken


def _row(person: Promoter, courses: list[Course], taken, on: date) -> Row:
    cells = []
    for course in courses:
        rule = CourseRule(course.is_required, course.pass_score, course.valid_months, course.days_to_do)
        since = max(person.employed_on, course.required_from)
        place = standing_of(rule, taken[person.pk, course.pk], since=since, on=on)
        cells.append(Cell(course, place, _words(place), STANDING_COLOURS.get(place.standing, "")))
    return Row(person, cells, sum(cell.place.standing in _OPEN for cell in cells))


def _words(place: Place) -> str:
    said = [str(STANDING_NAMES[place.standing])]
    if place.taken and place.taken.score is not None:
        said.append(f"{place.taken.score}")
    day = place.taken.on if place.standing == Standing.DONE and place.taken else place.due_on
    return " · ".join([*said, day.isoformat()] if day else said)
