"""The days of a simulated year: jobs at night, people by day, jobs again, and a look at everything in the evening."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from reports.year.beat import play
from reports.year.checks.all import CHECKS, check
from reports.year.checks.asking import Evening
from reports.year.clock import Clock
from reports.year.company import Company, found
from reports.year.deeds import archive, plans, reviews, routes
from reports.year.deeds.sales import Files, type_some
from reports.year.journal import Journal
from reports.year.options import YearOptions

_MORNING, _NIGHT = 8 * 60 + 15, 24 * 60
_BY_DAY: tuple[Callable[[Company], None], ...] = (
    archive.plan_absences,
    archive.hand_customers_over,
    archive.keep_archive,
    type_some,
    routes.decide_classes,
    routes.plan_routes,
    reviews.set_targets,
    reviews.finish_reviews,
    reviews.evaluate_dealers,
    plans.explain_red_lines,
    plans.amend_plans,
    plans.finish_plans,
    plans.decide_plans,
    reviews.decide_reviews,
    reviews.keep_dealers,
    routes.visit_stores,
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a year came to."""

    days: int
    checks: int
    journal: Journal

    @property
    def deeds(self) -> dict[str, dict[str, int]]:
        """How often each thing was done, by month."""
        return {month: dict(sorted(counted.items())) for month, counted in self.journal.deeds.items()}


def live(options: YearOptions, say: Callable[[str], None]) -> Told:
    """Let the company live through its months in the connected database, which is empty; say a line each month.

    Raises InvariantBroken on the first day on which something does not hold.
    """
    with TemporaryDirectory(prefix="salesops-year-") as folder:
        clock = Clock(options.eve)
        with clock.told_to_all():
            company = found(options, clock, Path(folder), say)
            return _days(company, say)


def _days(company: Company, say: Callable[[str], None]) -> Told:
    reviews.set_targets(company, company.options.first.year)
    routes.plan_routes(company, is_first=True)
    files, days, day = Files(company), 0, company.options.eve
    while day <= company.options.last.last_day:
        _live_through(company, files, day)
        days += 1
        if (day + timedelta(days=1)).day == 1:
            say(_month_in_words(company, day))
        day += timedelta(days=1)
    return Told(days, days * len(CHECKS), company.journal)


def _live_through(company: Company, files: Files, day: date) -> None:
    company.note("jobs", play(day, company.clock, until=_MORNING))
    company.clock.set(day, _MORNING)
    files.import_of_day()
    for deed in _BY_DAY:
        company.clock.set(day, _MORNING)
        deed(company)
    company.note("jobs", play(day, company.clock, since=_MORNING, until=_NIGHT))
    company.clock.set(day, _NIGHT - 1)
    check(Evening(day, company.journal))


def _month_in_words(company: Company, day: date) -> str:
    deeds = company.journal.deeds.get(f"{day:%Y-%m}", {})
    return f"{day:%Y-%m}: " + ", ".join(f"{times} {deed}" for deed, times in sorted(deeds.items()))
