"""What the promotions that ended have brought, with some of it written down."""

from datetime import timedelta

from promotions.models import Promotion
from promotions.services.summaries import finish_summary, measure_promotion, write_lessons
from reports.demo.writer.written import Written, moment
from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role

_LESSONS = {
    "worked": "陈列到位的门店卖得最好；赠品第二周缺货，下次多备两成。",
    "none_found": "销量与不做活动时相近，力度不足以改变顾客选择；下次换成以旧换新。",
    "lost": "活动期内竞品同时降价，客流被分走；下次避开同一周。",
}


# When the days after the end, and the corrections of their sales, are in; and when somebody then found the time.
_FINAL_AFTER, _WRITTEN_AFTER = timedelta(days=19), timedelta(days=4)


def write_summaries(written: Written) -> None:
    """Measure each as its night did; the older ones are finished."""
    job, today = Actor.system("measure promotions"), written.today
    planner = written.actor_of(written.users[Role.MARKETING.value].pk)
    ended = list(Promotion.objects.published().filter(ends_on__lt=today).order_by("ends_on", "pk"))
    for promotion in ended:
        on = min(today, promotion.ends_on + _FINAL_AFTER)
        summary = measure_promotion(promotion, on=on, actor=job, at=moment(on, 300))
        if summary.verdict in _LESSONS and summary.is_final and (today - promotion.ends_on).days > 30:
            at = moment(on + _WRITTEN_AFTER, 600)
            words = _LESSONS[summary.verdict]
            summary = write_lessons(summary, words, revision=summary.revision, actor=planner, at=at)
            finish_summary(summary, actor=planner, at=at)
    written.say(f"{len(ended)} promotions measured")
