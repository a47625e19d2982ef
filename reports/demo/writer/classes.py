"""Classifications: last month's is valid everywhere; the first center has this month's still to decide."""

from datetime import date

from reports.demo.season import month_back
from reports.demo.writer.written import JOB, Written, moment
from salesops.accounts.models import Center
from salesops.periods.month import Month
from stores.services.class_decisions import make_valid
from stores.services.classification import propose_classification, tell_managers

_PROPOSED_MINUTE = 180
_DECIDED_MINUTE = 600


def write_classes(written: Written) -> None:
    running = written.today.replace(day=1)
    for place, center in enumerate(written.centers.values()):
        if written.world.options.size.months > 1:
            _classify(written, center, month_back(running, 1), is_decided=True)
        _classify(written, center, running, is_decided=place > 0)
    written.say("classes")


def _classify(written: Written, center: Center, month: date, *, is_decided: bool) -> None:
    """The job proposes in the night to the first, the manager decides in the morning."""
    at = min(moment(month, _PROPOSED_MINUTE), written.at)
    run = propose_classification(center, Month.of(month), actor=JOB, at=at)
    if is_decided:
        make_valid(run, actor=written.manager_of(center.pk), at=min(moment(month, _DECIDED_MINUTE), written.at))
    else:
        tell_managers(run, at=at)
