"""Plan one rep's routes here and now (handbook H4.3)."""

import json
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from salesops.accounts.actor import Actor
from salesops.accounts.models import User
from salesops.errors import DomainError
from visits.calc.routing.problem import DAYS_OF_WEEK, DayRoute, Plan, Problem
from visits.calc.routing.record import record_of_totals, record_of_unplaced
from visits.calc.routing.solver import solve
from visits.route_words import clock_time
from visits.selectors.routes import cycle_start_for, route_problem_of
from visits.services.routes import approve_route_plan, store_proposal, submit_route_plan

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Command(BaseCommand):
    help = (
        "Plan the routes of a rep over the two-week cycle and print them; nothing is written. With --commit the plan "
        "is put in force at once and its visits are laid into the calendar: the decision of whoever runs the command."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--rep", required=True, help="the rep's login name")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--commit", action="store_true", help="put the plan in force")

    def handle(self, *args, rep: str, commit: bool, **options) -> None:
        at = timezone.now()
        person = _rep(rep)
        try:
            problem = route_problem_of(person)
            plan = solve(problem)
            starts_on = cycle_start_for(person, timezone.localdate(at))
            answer = _answer(rep, starts_on, problem, plan)
            if commit:
                answer["version"] = _put_in_force(person, problem, plan, at)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(json.dumps(answer, ensure_ascii=False) if options["json"] else _as_text(answer))


def _rep(username: str) -> User:
    person = User.objects.select_related("center").filter(username=username).first()
    if person is None:
        raise CommandError(f"There is no user “{username}”.")
    return person


@transaction.atomic
def _put_in_force(rep: User, problem: Problem, plan: Plan, at) -> int:
    job = Actor.system(gettext_noop("plan_routes"))
    proposal = store_proposal(rep, problem, plan, actor=job, at=at)
    submit_route_plan(proposal, actor=job, at=at)
    return approve_route_plan(proposal, actor=job, at=at).version


def _answer(username: str, starts_on, problem: Problem, plan: Plan) -> dict[str, Any]:
    minutes = {store.code: store.minutes for store in problem.stores}
    totals = record_of_totals(plan)
    return {
        "rep": username,
        "cycle_starts_on": starts_on.isoformat(),
        "days": [
            {
                "day": day.day,
                "date": (starts_on + timedelta(days=day.day)).isoformat(),
                "weekday": WEEKDAYS[day.day % DAYS_OF_WEEK],
                "route": day.name,
                "stops": _stops(day, minutes),
                "total_minutes": day.total,
                "travel_minutes": day.travel,
                "waiting_minutes": day.waiting,
                "metres": day.metres,
                "limit": day.limit,
            }
            for day in plan.days
        ],
        "unplaced": record_of_unplaced(plan.unplaced),
        "uneven": totals.pop("uneven"),
        "totals": {name: value for name, value in totals.items() if name != "days"},
    }


def _stops(day: DayRoute, minutes: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "store": stop.code,
            "arrive": clock_time(stop.arrive_minute),
            "arrive_minute": stop.arrive_minute,
            "minutes": minutes[stop.code],
            "travel_minutes": stop.travel_minutes,
            "metres": stop.metres,
        }
        for stop in day.stops
    ]


def _as_text(answer: dict[str, Any]) -> str:
    lines = [
        f"{day['date']} {day['weekday']} {day['route'] or '-':4} {day['total_minutes']:g}/{day['limit']:g} min  "
        + " ".join(f"{stop['store']}@{stop['arrive']}" for stop in day["stops"])
        for day in answer["days"]
    ]
    lines += [f"left out: {item['store']} ({item['reason']})" for item in answer["unplaced"]]
    return "\n".join(lines)
