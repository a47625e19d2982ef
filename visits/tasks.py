"""The jobs of routes, calendar and visits: fetch by id, call one service (handbook H4, H5)."""

from collections.abc import Sequence
from datetime import datetime

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone
from django.utils.translation import gettext_noop

from salesops.accounts.actor import Actor, actor_for
from salesops.accounts.models import User
from salesops.workflow.models import JobRun
from visits.selectors.calendar import plans_to_lay
from visits.services.calendar import close_past_days, lay_calendar
from visits.services.center_jobs import RepOrder, count_center_progress, is_wanted, resume_center_plans
from visits.services.checkout import close_forgotten_visits
from visits.services.forgetting import forget_positions
from visits.services.places import propose_places
from visits.services.remedies import diagnose_plan
from visits.services.report_groups import remind_of_answers
from visits.services.route_jobs import run_route_job
from visits.services.thumbs import make_thumbs
from visits.services.tidying import tidy_sent as tidy


@shared_task(name="visits.plan_route", autoretry_for=(OperationalError,), retry_backoff=True)
def plan_route(*, rep_id: int, version: int, user_id: int) -> None:
    """Plan a rep's routes as the draft of that version, for the person who asked for it."""
    person = User.objects.get(pk=user_id)
    plans = run_route_job(rep_id, version=version, actor=actor_for(person, timezone.localdate()), clock=timezone.now)
    for plan in plans:
        diagnose_route.delay(plan_id=plan.pk)


@shared_task(name="visits.plan_center_rep", autoretry_for=(OperationalError,), retry_backoff=True)
def plan_center_rep(*, center_id: int, started_at: str, rep_id: int, version: int, user_id: int) -> None:
    """One rep's part of a center's planning, unless that was cancelled; a worker that dies leaves it to another."""
    if not is_wanted(center_id, datetime.fromisoformat(started_at)):
        return
    plan_route(rep_id=rep_id, version=version, user_id=user_id)
    count_center_progress(center_id, at=timezone.now())


def send_center_orders(run: JobRun, orders: Sequence[RepOrder], *, user_id: int) -> None:
    """Send the parts of a center's run, once its rows are committed."""
    for order in orders:
        plan_center_rep.delay(
            center_id=int(run.subject),
            started_at=run.started_at.isoformat(),
            rep_id=order.rep_id,
            version=order.version,
            user_id=user_id,
        )


@shared_task(name="visits.resume_center_plans", autoretry_for=(OperationalError,), retry_backoff=True)
def resume_centers() -> None:
    """Send again what is left of centers' runs that lost their worker; the schedule calls this every few minutes."""
    for run, orders in resume_center_plans(at=timezone.now()):
        if run.started_by_id:
            send_center_orders(run, orders, user_id=run.started_by_id)


@shared_task(name="visits.diagnose_route", autoretry_for=(OperationalError,), retry_backoff=True)
def diagnose_route(*, plan_id: int) -> None:
    """Find what would make a plan's work fit; the plan is there without waiting for it."""
    diagnose_plan(plan_id)


@shared_task(name="visits.extend_calendar")
def extend_calendar() -> None:
    """Lay each plan in force anew, one task for each, so that one that fails stops no other."""
    for plan_id in plans_to_lay().values_list("pk", flat=True):
        lay_plan.delay(plan_id=plan_id)


@shared_task(name="visits.lay_plan", autoretry_for=(OperationalError,), retry_backoff=True)
def lay_plan(*, plan_id: int) -> None:
    plan = plans_to_lay().filter(pk=plan_id).first()
    if plan is not None:
        lay_calendar(plan, at=timezone.now())


@shared_task(name="visits.close_day", autoretry_for=(OperationalError,), retry_backoff=True)
def close_day() -> None:
    """Call missed what was planned before today and not done."""
    close_past_days(timezone.localdate())


@shared_task(name="visits.close_forgotten_visits", autoretry_for=(OperationalError,), retry_backoff=True)
def close_forgotten() -> None:
    """End the visits of the days before today that nobody left."""
    now = timezone.localtime()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    close_forgotten_visits(before=midnight, actor=Actor.system(gettext_noop("close forgotten visits")), at=now)


@shared_task(name="visits.tidy_sent", autoretry_for=(OperationalError,), retry_backoff=True)
def tidy_sent() -> None:
    """Clear photos that no visit named or that stopped on their way, and files without a row."""
    tidy(timezone.now())


@shared_task(name="visits.make_thumbs", autoretry_for=(OperationalError,), retry_backoff=True)
def make_missing_thumbs() -> None:
    """Make the small pictures that galleries show."""
    make_thumbs()


@shared_task(name="visits.propose_places", autoretry_for=(OperationalError,), retry_backoff=True)
def propose_store_places() -> None:
    """Propose new positions where several people's check-ins agree."""
    propose_places(at=timezone.now())


@shared_task(name="visits.forget_positions", autoretry_for=(OperationalError,), retry_backoff=True)
def forget_old_positions() -> None:
    """Delete positions that are older than their center keeps them."""
    forget_positions(at=timezone.now())


@shared_task(name="visits.remind_of_answers", autoretry_for=(OperationalError,), retry_backoff=True)
def remind_of_late_answers() -> None:
    """Tell of market reports whose answer is late."""
    remind_of_answers(on=timezone.localdate(), at=timezone.now())
