"""A dealer's month at its middle: how the plan stands, and what else the talk with the dealer needs (H8.3, H10.4)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from dealers.calc.tracking import Tracked, light_of
from dealers.models import PlanWeek, TrackedLine
from dealers.selectors.business import Figures, figures_of
from dealers.selectors.open_actions import open_actions
from dealers.selectors.tracking import Standing, WeekPage, standing_of, week_page
from dealers.tracking_choices import TrackLight
from dealers.tracking_querysets import PlanWeekQuerySet
from salesops.accounts.actor import Actor
from stores.choices import CustomerKind
from visits.models import Task


@dataclass(frozen=True, slots=True)
class Interim:
    """The week by store and model; the dealer's stock, money and conflicts; whom it supplies; what is open."""

    page: WeekPage
    models: tuple[tuple[str, Standing], ...]
    business: Figures
    supplied: tuple[tuple[PlanWeek, Standing], ...]
    open_tasks: tuple[Task, ...]

    @property
    def week(self) -> PlanWeek:
        return self.page.week

    @property
    def standing(self) -> Standing:
        return self.page.standing

    @property
    def supplied_planned(self) -> int:
        return sum(standing.planned for _week, standing in self.supplied)

    @property
    def supplied_actual(self) -> int | None:
        """Units that those sold who reported."""
        known = [standing.actual for _week, standing in self.supplied if standing.actual is not None]
        return sum(known) if known else None

    @property
    def far_behind(self) -> tuple[TrackedLine, ...]:
        """The lines that need a cause and an action, as they were answered."""
        rows = (row for section in self.page.sections for row in section.rows)
        return tuple(row.line for row in rows if row.line.light == TrackLight.RED)


def interims(weeks: PlanWeekQuerySet) -> PlanWeekQuerySet:
    """Of the weeks that somebody sees, those in the middle of a dealer's month."""
    return weeks.mid_month().filter(plan__customer__kind=CustomerKind.DEALER)


def with_supplied(weeks: PlanWeekQuerySet, actor: Actor) -> PlanWeekQuerySet:
    """Adds what a dealer's customers planned and sold by then: most dealers have no stores of their own."""
    weeks_of_customers = PlanWeek.objects.visible_to(actor).filter(
        week_on=OuterRef("week_on"), plan__customer__dealer=OuterRef("plan__customer")
    )
    of_dealer = weeks_of_customers.order_by().values("plan__customer__dealer")
    return weeks.annotate(
        supplied_planned=Coalesce(Subquery(of_dealer.annotate(units=Sum("planned")).values("units")), 0),
        supplied_actual=Subquery(of_dealer.annotate(units=Sum("actual")).values("units")),
    )


def interim_of(week: PlanWeek, actor: Actor, on: date) -> Interim:
    """What one interim summary says. A dozen queries, whatever the lines."""
    page = week_page(week, actor, on)
    dealer = week.plan.customer
    supplied = PlanWeek.objects.visible_to(actor).of_week(week.week_on).filter(plan__customer__dealer=dealer)
    supplied = supplied.select_related("plan__customer").order_by("plan__customer__code")
    return Interim(
        page=page,
        models=_by_model(page),
        business=figures_of(actor, dealer, week.through_on),
        supplied=tuple((one, standing_of(one, one)) for one in supplied),
        open_tasks=open_actions(dealer.pk, actor, before=on),
    )


def _by_model(page: WeekPage) -> tuple[tuple[str, Standing], ...]:
    """The lines of all stores by model; only stores that reported are judged."""
    week, lines = page.week, defaultdict(list)
    for section in page.sections:
        for row in section.rows:
            lines[row.line.model.name].append(row.line)
    found = []
    for name, of_model in lines.items():
        known = [line for line in of_model if line.actual is not None]
        actual = sum(line.actual for line in known) if known else None
        tracked = Tracked(sum(line.planned for line in known), actual)
        light = light_of(tracked, week.elapsed, week.lines_drawn)
        planned = sum(line.planned for line in of_model)
        found.append((name, Standing(planned, tracked, week.elapsed, TrackLight(light) if light else None)))
    return tuple(sorted(found, key=lambda named: (-named[1].planned, named[0])))
