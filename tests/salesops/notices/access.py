"""Who gets what from the inbox: each person its own, the others do not exist."""

from django.utils import timezone

from salesops.notices.models import Notice
from tests.architecture.access import Access


def notice_of_the_rep(cast) -> dict:
    notice, _ = Notice.objects.get_or_create(
        user=cast.rep,
        dedupe_key="x",
        defaults={"text_key": "plan_due", "values": {}, "created_at": timezone.now()},
    )
    return {"pk": notice.pk}


ROWS = {
    "notices:notice_list": Access(),
    "notices:notice_read_all": Access(rep=302, manager=302, marketing=302, hq=302, admin=302, method="post"),
    "notices:notice_open": Access(
        rep=302,
        colleague=404,
        manager=404,
        marketing=404,
        hq=404,
        admin=404,
        method="post",
        subject=notice_of_the_rep,
    ),
}
