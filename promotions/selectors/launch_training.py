"""Promoters of a launch's stores who are not trained for it (handbook H6.1)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from promotions.calc.training import CourseRule, Standing, Taken, standing_of
from promotions.models import Assignment, Launch, Promoter, TrainingResult
from promotions.selectors.launch_evidence import targets_of
from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from stores.models import Store

BECAUSE = "the promoters were seen already"
TRAINED = (Standing.DONE, Standing.SOON)


@dataclass(frozen=True, slots=True)
class Untrained:
    """Somebody who stands in a target store without the launch's course; red from the launch's start on."""

    promoter: Promoter
    store: Store
    has_failed: bool
    is_red: bool


def untrained_of(launch: Launch, actor: Actor, on: date, center: Center | None = None) -> Sequence[Untrained]:
    """Those that the actor sees, by store; nobody where the launch names no course. Two queries."""
    if launch.course is None:
        return ()
    places = targets_of(launch, actor)
    if center is not None:
        places = places.filter(store__center=center)
    rows = Assignment.objects.visible_to(actor).holding_on(on).filter(store__in=places.order_by().values("store"))
    held = list(rows.select_related("promoter__rep", "store__center").order_by("store__code", "promoter__name", "pk"))
    taken = _taken(launch, [row.promoter_id for row in held], on)
    rule = CourseRule(True, launch.course.pass_score, launch.course.valid_months, 0)
    found = []
    for row in held:
        standing = standing_of(rule, taken[row.promoter_id], since=launch.starts_on, on=on).standing
        if standing not in TRAINED:
            found.append(Untrained(row.promoter, row.store, bool(taken[row.promoter_id]), on >= launch.starts_on))
    return found


def _taken(launch: Launch, promoter_ids: Sequence[int], on: date) -> dict[int, list[Taken]]:
    """Tests of the course until a day; one without a score is none, as the launch asks for trained and tested."""
    rows = TrainingResult.objects.unscoped(because=BECAUSE).filter(
        promoter__in=promoter_ids, session__course=launch.course, session__held_on__lte=on, score__isnull=False
    )
    taken: dict[int, list[Taken]] = defaultdict(list)
    for promoter_id, day, score in rows.values_list("promoter", "session__held_on", "score"):
        taken[promoter_id].append(Taken(day, score))
    return taken
