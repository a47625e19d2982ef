"""Route plans in force since before the past visits began, and one in each center that waits for approval."""

from datetime import date, datetime, timedelta

from reports.demo.writer.written import JOB, PAST_WEEKS, Written, moment
from salesops.accounts.models import User
from visits.calc.routing.solver import solve
from visits.models import RoutePlan
from visits.selectors.routes import NothingToPlan, route_problem_of
from visits.services.calendar import lay_calendar
from visits.services.routes import approve_route_plan, store_proposal, submit_route_plan

# Far fewer rounds than the planner's own: sound routes in a tenth of a second.
_ROUNDS = 3_000
_EVENING = 18 * 60
_NIGHT = 30


def write_routes(written: Written) -> None:
    at = moment(_monday(written.today - timedelta(weeks=PAST_WEEKS)) - timedelta(days=1), _EVENING)
    planned = [plan for rep in written.reps if (plan := _propose(rep, at))]
    for plan in planned:
        submit_route_plan(plan, actor=written.actor_of(plan.rep_id), at=at)
        approved = approve_route_plan(plan, actor=written.manager_of(plan.center_id), at=at)
        lay_calendar(approved, at=moment(written.today, _NIGHT))
    for plan in {plan.center_id: plan for plan in planned}.values():
        fresh = _propose(plan.rep, written.at - timedelta(hours=20))
        submit_route_plan(fresh, actor=written.actor_of(fresh.rep_id), at=written.at - timedelta(hours=19))
    written.say(f"{len(planned)} route plans")


def _propose(rep: User, at: datetime) -> RoutePlan | None:
    """Nothing for a rep whose stores all closed."""
    try:
        problem = route_problem_of(rep)
    except NothingToPlan:
        return None
    return store_proposal(rep, problem, solve(problem, rounds=_ROUNDS), actor=JOB, at=at)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
