"""The bells: a few things of the last days are unread, all else was read as it came (handbook H12.7)."""

from datetime import timedelta
from itertools import groupby, islice
from operator import itemgetter

from django.db.models import F

from reports.demo.writer.written import Written
from salesops.notices.models import Notice

_MOST_UNREAD = 3
_FRESH = timedelta(days=2)


def write_read_notices(written: Written) -> None:
    fresh = Notice.objects.filter(created_at__gt=written.at - _FRESH).order_by("user_id", "-created_at", "-pk")
    by_user = groupby(fresh.values_list("user_id", "pk"), key=itemgetter(0))
    unread = [pk for _, group in by_user for _, pk in islice(group, _MOST_UNREAD)]
    read = Notice.objects.exclude(pk__in=unread).update(read_at=F("created_at"))
    written.say(f"{read + len(unread)} notices, {len(unread)} unread")
