"""The machine's rows of reviews; nobody types in them (handbook H1, H9; architecture rule 5)."""

from collections.abc import Collection, Mapping
from operator import attrgetter

from dealers.services.machine_rows import Parts, write_parts
from reports.calc.drafting import ReviewDraft
from reports.models import BusinessReview, ReviewLine, ReviewStore
from reports.selectors.missing import BECAUSE

LINES = Parts("review", ("store_id", "model_id"), ("planned", "actual", "last_month", "last_year"))
STORES = Parts(
    "review",
    ("store_id",),
    (
        *("is_reported", "visits_planned", "visits_done_as_planned", "visits_done", "minutes"),
        *("image_score", "market_reports", "stock"),
    ),
)


def write_review_parts(drafted: Mapping[BusinessReview, ReviewDraft], new: Collection[int]) -> set[int]:
    """Bring lines and stores up to the drafts; name the reviews of which anything changed. At most eight queries."""
    lines = {review.pk: draft.lines for review, draft in drafted.items()}
    stores = {review.pk: draft.stores for review, draft in drafted.items()}
    return _write(ReviewLine, LINES, lines, new) | _write(ReviewStore, STORES, stores, new)


def _write(model: type[ReviewLine | ReviewStore], parts: Parts, drafted: Mapping, new: Collection[int]) -> set[int]:
    """Write one kind of part; what is in no draft any more goes, for it is all the machine's."""
    rows = model.objects.unscoped(because=BECAUSE)
    values = attrgetter(*parts.machine)
    wanted = {
        review: {tuple(getattr(part, name) for name in parts.key): values(part) for part in of_review}
        for review, of_review in drafted.items()
    }
    written = write_parts(rows, parts, wanted, new)
    if written.left:
        rows.filter(pk__in=[row.pk for row in written.left]).delete()
    return written.documents | {row.review_id for row in written.left}
