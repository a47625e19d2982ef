"""Last month's business reviews: explained by the reps and confirmed in the first working days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter

from django.db.models import F

from reports.choices import ReviewStatus
from reports.demo.season import month_back
from reports.demo.stream import Stream
from reports.demo.writer.stacks import meet_deadlines, record_sitting
from reports.demo.writer.written import BECAUSE, JOB, Written, moment
from reports.models import BusinessReview
from reports.services.drafts import draft_reviews
from reports.services.reviews import return_review, submit_review
from reports.steps import CONFIRM, EDIT_TEXTS, SUBMIT
from salesops.accounts.models import User
from salesops.periods.choices import DeadlineKind
from salesops.periods.month import Month
from stores.services.history import Deed, record_deeds

_BUILT_MINUTE = 90
_WORKED_ON = timedelta(hours=34)
# Of a hundred reviews so many are still not written, were returned, and wait; the rest are confirmed.
_SHARES = ((1, ReviewStatus.DRAFT), (2, ReviewStatus.RETURNED), (5, ReviewStatus.SUBMITTED))
_REASON = "原因写得太笼统，请按门店说明。"
_CAUSES = (
    "主推机型断货约一周，月底才补到货；周边竞品同期降价。",
    "门店装修两周，客流下降；店长更换后推荐意愿不足。",
    "活动物料到店晚三天，周末客流没有用上。",
    "入门机型受线上促销影响，老客户转到线上下单。",
)
_STRATEGIES = (
    "本月提前备足主推机型，周末安排临促，并复核价签和演示机。",
    "与店长约定每周一次店员培训，首推话术重新演练。",
    "压缩老机型库存，腾出陈列位给新品。",
)


@dataclass(frozen=True, slots=True)
class Sitting:
    """When a rep handed in its reviews, and when the manager had read them; None for what lies ahead."""

    submitted_at: datetime | None
    confirmed_at: datetime | None

    @classmethod
    def of(cls, written: Written, rep: User, month: Month, built_at: datetime) -> "Sitting":
        """Within one and a half days, and by the next evening."""
        stream = Stream(written.seed, "reviews", f"{rep.username}|{month}")
        submitted_at = built_at + timedelta(hours=7) + _WORKED_ON * stream.uniform()
        confirmed_at = submitted_at + timedelta(hours=stream.between(1, 20))
        return cls(*(at if at <= written.at else None for at in (submitted_at, confirmed_at)))


def write_reviews(written: Written) -> None:
    month = Month.of(month_back(written.today.replace(day=1), 1))
    built_at = min(moment(month.next_first_day, _BUILT_MINUTE), written.at)
    draft_reviews(month, actor=JOB, at=built_at)
    reviews = BusinessReview.objects.unscoped(because=BECAUSE).filter(month=month.first_day)
    total = confirmed = 0
    ordered = reviews.select_related("customer", "rep").order_by("rep_id", "pk")
    for rep, group in groupby(ordered, key=attrgetter("rep")):
        stack = list(group)
        total += len(stack)
        confirmed += _settle(written, stack, Sitting.of(written, rep, month, built_at))
    written.say(f"{total} reviews of {month}, {confirmed} confirmed")


def _settle(written: Written, stack: Sequence[BusinessReview], sitting: Sitting) -> int:
    """Confirm most of a rep's stack; of the few that are still on their way each is moved by itself."""
    if sitting.submitted_at is None:
        return 0
    done = []
    for review in stack:
        draw = _stream(written, "state", review).between(0, 99)
        status = next((status for below, status in _SHARES if draw < below), ReviewStatus.CONFIRMED)
        if status == ReviewStatus.CONFIRMED and sitting.confirmed_at is not None:
            done.append(review)
        elif status != ReviewStatus.DRAFT:
            _hand_in(written, review, sitting, is_returned=status == ReviewStatus.RETURNED)
    if done:
        _confirm_all(written, done, sitting)
    return len(done)


def _hand_in(written: Written, review: BusinessReview, sitting: Sitting, *, is_returned: bool) -> None:
    review = submit_review(
        review,
        texts=_texts(written, review),
        actor=written.actor_of(review.rep_id),
        at=sitting.submitted_at,
        revision=review.revision,
    )
    if is_returned and sitting.confirmed_at is not None:
        manager = written.manager_of(review.center_id)
        return_review(review, actor=manager, at=sitting.confirmed_at, reason=_REASON)


def _confirm_all(written: Written, stack: Sequence[BusinessReview], sitting: Sitting) -> None:
    rep, manager = written.actor_of(stack[0].rep_id), written.manager_of(stack[0].center_id)
    deeds = []
    for review in stack:
        texts = _texts(written, review)
        review.causes, review.strategy = texts["causes"], texts["strategy"]
        deeds.append(Deed(review, {name: ("", text) for name, text in texts.items()}))
    rows = BusinessReview.objects.unscoped(because=BECAUSE).filter(pk__in=[review.pk for review in stack])
    rows.bulk_update(stack, ["causes", "strategy"])
    record_deeds(deeds, EDIT_TEXTS, actor=rep, at=sitting.submitted_at)
    record_sitting(stack, SUBMIT, before=ReviewStatus.DRAFT, actor=rep, at=sitting.submitted_at)
    month = Month.of(stack[0].month)
    meet_deadlines(DeadlineKind.REVIEW, month, [review.customer_id for review in stack], at=sitting.submitted_at)
    record_sitting(stack, CONFIRM, before=ReviewStatus.SUBMITTED, actor=manager, at=sitting.confirmed_at)
    rows.update(
        status=ReviewStatus.CONFIRMED,
        revision=F("revision") + 3,
        submitted_at=sitting.submitted_at,
        confirmed_at=sitting.confirmed_at,
    )


def _texts(written: Written, review: BusinessReview) -> dict[str, str]:
    stream = _stream(written, "review", review)
    return {"causes": stream.pick(_CAUSES), "strategy": stream.pick(_STRATEGIES)}


def _stream(written: Written, kind: str, review: BusinessReview) -> Stream:
    return Stream(written.seed, kind, f"{review.customer.code}|{review.month}")
