"""What stands of a visit that was sent: the answer to its sender (handbook H5.4)."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from visits.choices import IMEIS_TO_MEND
from visits.models import ImageCheck, MarketReport, Receipt, Task, Visit, VisitCount, VisitImei, VisitPhoto

BECAUSE = "the sender's own visit"


def stored_state(visit: Visit) -> dict[str, Any]:
    """The visit as it stands, in plain values. Six queries."""
    return {
        "client_id": str(visit.client_id),
        "id": visit.pk,
        "status": visit.status,
        "store": visit.store.code,
        "visited_on": visit.visited_on.isoformat(),
        "checked_in_at": _local(visit.checked_in_at),
        "checked_out_at": _local(visit.checked_out_at),
        "minutes": visit.minutes,
        "is_planned": visit.planned_id is not None,
        "distance_metres": visit.checkin_distance_metres,
        "image_score": None if visit.image_score is None else str(visit.image_score),
        "marks": [mark["code"] for mark in visit.marks],
        "counts": VisitCount.objects.unscoped(because=BECAUSE).filter(visit=visit).count(),
        "image_items": ImageCheck.objects.unscoped(because=BECAUSE).filter(visit=visit).count(),
        "photos": VisitPhoto.objects.unscoped(because=BECAUSE).filter(visit=visit).count(),
        "market_reports": MarketReport.objects.unscoped(because=BECAUSE).filter(visit=visit).count(),
        "next_steps": Task.objects.unscoped(because=BECAUSE).filter(visit=visit).count(),
        "imeis": [
            {"imei": row.imei, "is_good": row.state not in IMEIS_TO_MEND, "words": str(row.get_state_display())}
            for row in VisitImei.objects.unscoped(because=BECAUSE).filter(visit=visit).order_by("pk")
        ],
        "content_sha256": visit.content_sha256,
        "received_at": _local(visit.received_at),
    }


def receipt_state(visit: Visit) -> dict[str, Any]:
    """The receipt of a visit that was sent, in plain values. One query."""
    receipt = Receipt.objects.unscoped(because=BECAUSE).get(visit=visit)
    return {
        "number": receipt.number,
        "content_sha256": receipt.content_sha256,
        "chain_sha256": receipt.chain_sha256,
        "received_at": _local(receipt.received_at),
    }


def _local(moment: datetime | None) -> str | None:
    return None if moment is None else timezone.localtime(moment).isoformat(timespec="seconds")
