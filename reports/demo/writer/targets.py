"""Targets: this year's, accepted by all centers, and from October on next year's, on their way."""

from datetime import date, timedelta

from django.db.models import Sum

from dealers.calc.targets import Parts
from dealers.models import TargetVersion
from dealers.services.target_moves import approve_targets, submit_targets
from dealers.services.targets import create_company_targets, start_center_targets
from reports.demo.writer.written import BECAUSE, Written, moment
from salesops.accounts.choices import Role
from salesops.accounts.models import Center
from salesops.periods.month import Month
from stores.models import SalesMonth

_DECIDED_ON = (12, 5)
_NEXT_YEAR_FROM = 10
_GROWTH_PERCENT = 106


def write_targets(written: Written) -> None:
    """By the services, as HQ and the managers would have done it; before the plans, which take them."""
    year = written.today.year
    day = date(year - 1, *_DECIDED_ON)
    if not _units_before(written.today):
        return
    company = _company(written, year, day)
    for center in written.centers.values():
        _split(written, company, center, day, is_decided=True)
    if written.today.month >= _NEXT_YEAR_FROM:
        yesterday = written.today - timedelta(days=1)
        coming = _company(written, year + 1, yesterday)
        for place, center in enumerate(written.centers.values()):
            _split(written, coming, center, yesterday, is_submitted=place == 0)
    written.say(f"targets of {company.year}")


def _company(written: Written, year: int, day: date) -> TargetVersion:
    hq = written.actor_of(written.users[Role.HQ.value].pk)
    units = (_units_before(day) or _units_before(written.today)) * _GROWTH_PERCENT // 100
    version = create_company_targets(year, units, Parts(), actor=hq, at=moment(day, 540), reason="年度经营计划")
    version = submit_targets(version, actor=hq, at=moment(day, 600))
    return approve_targets(version, actor=hq, at=moment(day, 660))


def _split(
    written: Written,
    company: TargetVersion,
    center: Center,
    day: date,
    *,
    is_submitted: bool = True,
    is_decided: bool = False,
) -> None:
    manager, hq = written.manager_of(center.pk), written.actor_of(written.users[Role.HQ.value].pk)
    version = start_center_targets(center, company.year, actor=manager, at=moment(day, 700))
    if is_submitted:
        version = submit_targets(version, actor=manager, at=moment(day, 760))
    if is_decided:
        approve_targets(version, actor=hq, at=moment(day, 820))


def _units_before(day: date) -> int:
    """What was sold in the twelve full months before a day."""
    end = Month.of(day)
    months = SalesMonth.objects.unscoped(because=BECAUSE).within(end - 12, end).filter(model__is_own=True)
    return max(0, months.aggregate(units=Sum("sell_out"))["units"] or 0)
