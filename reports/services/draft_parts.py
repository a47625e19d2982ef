"""The machine's rows of a review; nobody types in them (handbook H1, H9; architecture rule 5)."""

from collections.abc import Iterable
from typing import Any

from reports.calc.drafting import DraftLine, ReviewDraft, StoreFigures
from reports.models import BusinessReview, ReviewLine, ReviewStore
from reports.selectors.missing import BECAUSE

LINE_KEY = ("store_id", "model_id")
LINE_FIELDS = ("planned", "actual", "last_month", "last_year")
STORE_KEY = ("store_id",)
STORE_FIELDS = (
    *("is_reported", "visits_planned", "visits_done_as_planned", "visits_done", "minutes"),
    *("image_score", "market_reports", "stock"),
)


def write_parts(review: BusinessReview, draft: ReviewDraft) -> bool:
    """Bring lines and stores up to the draft; say whether anything changed. At most six queries."""
    has_lines = _write(ReviewLine, review, draft.lines, LINE_KEY, LINE_FIELDS)
    has_stores = _write(ReviewStore, review, draft.stores, STORE_KEY, STORE_FIELDS)
    return has_lines or has_stores


def _write(
    model: type[ReviewLine] | type[ReviewStore],
    review: BusinessReview,
    drafted: Iterable[DraftLine | StoreFigures],
    key: tuple[str, ...],
    fields: tuple[str, ...],
) -> bool:
    rows = model.objects.unscoped(because=BECAUSE).filter(review=review)
    standing = {_values(row, key): row for row in rows}
    changed = []
    for wanted in drafted:
        row = standing.pop(_values(wanted, key), None)
        if row is None or _values(row, fields) != _values(wanted, fields):
            changed.append(model(review=review, **{name: getattr(wanted, name) for name in (*key, *fields)}))
    model.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["review", *(name.removesuffix("_id") for name in key)],
        update_fields=fields,
        batch_size=500,
    )
    if standing:
        rows.filter(pk__in=[row.pk for row in standing.values()]).delete()
    return bool(changed or standing)


def _values(row: Any, names: tuple[str, ...]) -> tuple:
    return tuple(getattr(row, name) for name in names)
