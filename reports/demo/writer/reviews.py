"""Last month's business reviews: explained by the reps and confirmed in the first working days."""

from datetime import datetime, timedelta

from reports.demo.season import month_back
from reports.demo.stream import Stream
from reports.demo.writer.written import BECAUSE, JOB, Written, moment
from reports.models import BusinessReview
from reports.services.drafts import draft_reviews
from reports.services.reviews import confirm_review, submit_review
from salesops.periods.month import Month

_BUILT_MINUTE = 90
_WORKED_ON = timedelta(hours=34)
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


def write_reviews(written: Written) -> None:
    month = Month.of(month_back(written.today.replace(day=1), 1))
    built_at = min(moment(month.next_first_day, _BUILT_MINUTE), written.at)
    draft_reviews(month, actor=JOB, at=built_at)
    reviews = BusinessReview.objects.unscoped(because=BECAUSE).filter(month=month.first_day)
    confirmed = 0
    for review in reviews.select_related("customer").order_by("pk"):
        confirmed += _settle(written, review, built_at)
    written.say(f"{len(reviews)} reviews of {month}, {confirmed} confirmed")


def _settle(written: Written, review: BusinessReview, built_at: datetime) -> bool:
    """Submitted within one and a half days, confirmed by the next evening; not yet, if that lies ahead."""
    stream = Stream(written.seed, "review", f"{review.customer.code}|{review.month}")
    submitted_at = built_at + timedelta(hours=7) + _WORKED_ON * stream.uniform()
    confirmed_at = submitted_at + timedelta(hours=stream.between(1, 20))
    if submitted_at > written.at or not _is_ready(review):
        return False
    review = submit_review(
        review,
        texts=_texts(review, stream),
        actor=written.actor_of(review.rep_id),
        at=submitted_at,
        revision=review.revision,
    )
    if confirmed_at > written.at:
        return False
    confirm_review(review, actor=written.manager_of(review.center_id), at=confirmed_at)
    return True


def _is_ready(review: BusinessReview) -> bool:
    """A month of which a store has not reported waits for the figures."""
    return review.earned_profit_yuan is not None or review.planned_profit_yuan is None


def _texts(review: BusinessReview, stream: Stream) -> dict[str, str] | None:
    """Nothing to explain where nothing was planned, as for a dealer without stores."""
    texts = {"causes": stream.pick(_CAUSES), "strategy": stream.pick(_STRATEGIES)}
    return None if review.planned_profit_yuan is None else texts
