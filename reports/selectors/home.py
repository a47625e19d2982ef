"""A month at a glance: sales against plan and past, visits, image, by center or by rep (handbook H12.2)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Avg, Count, QuerySet, Sum

from dealers.models import PlanLine
from reports.calc.pace import pace, sum_of_paces
from reports.calc.review import Comparison, Ratio, sum_of_comparisons
from reports.choices import Light
from reports.selectors.figures import standing_of
from salesops.accounts.actor import Actor
from salesops.accounts.models import Center, User
from salesops.periods import workdays
from salesops.periods.month import Month
from salesops.periods.selectors import week_of, workday_overrides
from stores.models import SalesMonth, Store
from visits.models import Visit
from visits.selectors.compliance import as_planned_by_center, compliance_of_reps


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """How far a month is, in working days."""

    passed: int
    total: int


@dataclass(frozen=True, slots=True)
class Image:
    """The mean image score, and over how many scored visits."""

    mean: Decimal | None = None
    visits: int = 0


@dataclass(frozen=True, slots=True)
class AreaMonth:
    """One center, or one rep of a center, in one month."""

    area: Center | User
    sold: Comparison
    pace: Ratio
    compliance: Ratio
    image: Image

    @property
    def light(self) -> Light | None:
        """How the month stands against its whole plan; a running month is judged by its pace instead."""
        return standing_of(self.sold)


@dataclass(frozen=True, slots=True)
class MonthAtAGlance:
    """What one person sees of a month: its areas, and all of them together.

    The month before and the year before are whole months, so a running month shows its pace, not a growth.
    """

    month: Month
    is_over: bool
    areas: tuple[AreaMonth, ...]
    sold: Comparison
    pace: Ratio
    compliance: Ratio
    image: Image

    @property
    def is_running(self) -> bool:
        return not self.is_over


def month_at_a_glance(actor: Actor, month: Month, on: date) -> MonthAtAGlance:
    """Centers for who sees the company, the center's reps for its manager. Twelve queries."""
    by_center = actor.sees_all
    reps = list(_reps(actor))
    areas: Sequence[Center | User] = list(Center.objects.filter(is_active=True).order_by("code")) if by_center else reps
    sold = _sold(actor, month, by_center=by_center)
    images = _images(actor, month, by_center=by_center)
    compliance = _compliance(actor, reps, month, on, by_center=by_center)
    days = _working_days(month, on, {rep.center for rep in reps})
    found = tuple(
        _area(area, sold.get(area.pk, Comparison(0)), days, compliance.get(area.pk, Ratio(0, 0)), images, by_center)
        for area in areas
    )
    total = sum_of_comparisons(sold.values())
    return MonthAtAGlance(
        month=month,
        is_over=month < Month.of(on),
        areas=found,
        sold=total,
        pace=sum_of_paces(area.pace for area in found),
        compliance=Ratio(
            sum(area.compliance.numerator or 0 for area in found),
            sum(area.compliance.denominator or 0 for area in found),
        ),
        image=_mean(area.image for area in found),
    )


def _area(
    area: Center | User,
    sold: Comparison,
    days: Mapping[int, WorkingDays],
    compliance: Ratio,
    images: Mapping[int, Image],
    by_center: bool,
) -> AreaMonth:
    span = days.get(area.pk if by_center else area.center_id, WorkingDays(0, 0))
    return AreaMonth(
        area=area,
        sold=sold,
        pace=pace(sold.actual, sold.plan, passed=span.passed, working_days=span.total),
        compliance=compliance,
        image=images.get(area.pk, Image()),
    )


def _reps(actor: Actor) -> QuerySet[User]:
    """The reps whose rows this person sees; a rep sees itself and those it stands in for."""
    reps = User.objects.visible_to(actor).active().reps().select_related("center")
    if actor.is_rep:
        reps = reps.filter(pk__in=actor.rep_ids)
    return reps.order_by("name", "pk")


def _sold(actor: Actor, month: Month, *, by_center: bool) -> dict[int, Comparison]:
    """Units of our own models in the month, the month before, the year before, and planned. Two queries."""
    area = "store__center" if by_center else "store__rep"
    months = SalesMonth.objects.visible_to(actor).filter(model__is_own=True)
    months = months.filter(month__in=[ago.first_day for ago in (month, month - 1, month - 12)], records__gt=0)
    sums = {
        (area_id, Month.of(first_day)): units
        for area_id, first_day, units in months.order_by().values_list(area, "month").annotate(Sum("sell_out"))
    }
    lines = PlanLine.objects.unscoped(because="only sums over the stores that the actor sees leave this")
    lines = lines.filter(plan__month=month.first_day, store__in=Store.objects.visible_to(actor)).order_by()
    plans = dict(lines.values_list(area).annotate(Sum("quantity")))
    return {
        area_id: Comparison(
            actual=sums.get((area_id, month), 0),
            plan=plans.get(area_id),
            last_month=sums.get((area_id, month - 1)),
            last_year=sums.get((area_id, month - 12)),
        )
        for area_id in {area_id for area_id, _month in sums} | set(plans)
    }


def _images(actor: Actor, month: Month, *, by_center: bool) -> dict[int, Image]:
    """One query."""
    visits = Visit.objects.visible_to(actor).of_month(month).filter(image_score__isnull=False).order_by()
    rows = visits.values_list("center" if by_center else "rep").annotate(Avg("image_score"), Count("pk"))
    return {area_id: Image(round(Decimal(mean), 1), scored) for area_id, mean, scored in rows}


def _compliance(actor: Actor, reps: Sequence[User], month: Month, on: date, *, by_center: bool) -> dict[int, Ratio]:
    """Visit compliance by area; a center's is the sum of its reps'. At most six queries."""
    if by_center:
        shares = as_planned_by_center(actor, _reps(actor), month, on=on)
    else:
        shares = {one.rep.pk: one.whole.as_planned for one in compliance_of_reps(actor, reps, month, on=on)}
    return {area_id: Ratio(share.numerator, share.denominator) for area_id, share in shares.items()}


def _working_days(month: Month, on: date, centers: set[Center]) -> dict[int, WorkingDays]:
    """Days worked before this one, of those of the month, by each center's own week. One query."""
    overrides = workday_overrides()
    end = min(month.next_first_day, max(month.first_day, on))
    return {
        center.pk: WorkingDays(
            passed=len(workdays.workdays_in(month.first_day, end, week_of(center), overrides)),
            total=len(workdays.workdays_in(month.first_day, month.next_first_day, week_of(center), overrides)),
        )
        for center in centers
    }


def _mean(images: Iterable[Image]) -> Image:
    """The mean over all scored visits, whatever their area."""
    known = [image for image in images if image.mean is not None]
    visits = sum(image.visits for image in known)
    if not visits:
        return Image()
    return Image(round(sum(image.mean * image.visits for image in known) / visits, 1), visits)
