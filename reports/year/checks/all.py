"""All that is looked at when a simulated day ends."""

from collections.abc import Callable, Iterator

from reports.year.checks import documents, people, sums
from reports.year.checks.asking import Evening, first_few

CHECKS: tuple[Callable[[Evening], Iterator[str]], ...] = (
    documents.nothing_is_missing,
    documents.nothing_is_doubled,
    documents.deadlines_are_right,
    documents.open_ones_are_the_reps,
    documents.trails_end_where_things_stand,
    documents.locked_ones_stay,
    documents.typed_ones_stay,
    sums.rollups_equal_raw_rows,
    sums.targets_tally,
    sums.plans_equal_their_versions,
    sums.open_reviews_follow_sales,
    sums.orders_tally,
    people.each_store_has_one_rep,
    people.leave_is_on_record,
    people.each_visit_is_there_once,
    people.past_visits_are_decided,
    people.actions_are_tasks_once,
    people.nobody_is_told_twice,
)


class InvariantBroken(Exception):
    """Something that must always hold does not; says what, on which day, and where it shows."""


def check(evening: Evening) -> None:
    """Look at everything; the first that does not hold ends the year."""
    for one in CHECKS:
        broken = list(one(evening))
        if broken:
            name = one.__name__.replace("_", " ")
            raise InvariantBroken(f"{evening.day}: “{name}” does not hold. {first_few(broken)}")
