"""Where the numbers of a review's line come from (handbook H9; architecture rule 6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.models import ReviewLine
from reports.selectors.changed_inputs import changed_of_review, kept_of
from salesops.periods.month import Month


@dataclass(frozen=True, slots=True)
class Source:
    """One number of a line: as it was built, as it would be built now, and where its rows are."""

    name: str | Promise
    month: Month
    kept: int | None
    now: int | None
    url: str

    @property
    def is_changed(self) -> bool:
        return self.kept != self.now


@dataclass(frozen=True, slots=True)
class LineEvidence:
    line: ReviewLine
    sources: tuple[Source, ...]

    @property
    def has_changed_inputs(self) -> bool:
        return any(source.is_changed for source in self.sources)


def evidence_of(line: ReviewLine) -> LineEvidence:
    """Open one line that the caller may see, with its review, store and model loaded. Two queries."""
    return LineEvidence(line, tuple(_sources(line)))


def _sources(line: ReviewLine) -> Iterator[Source]:
    month, kept = Month.of(line.review.month), kept_of(line)
    now = changed_of_review(line.review, [line]).get(line.pk, kept)
    plan = line.review.inputs.get("plan")
    yield Source(
        _("planned"), month, kept.plan, now.plan, reverse("dealers:plan_detail", args=[plan["id"]]) if plan else ""
    )
    yield Source(_("actual"), month, kept.actual, now.actual, _sales_url(line, month))
    yield Source(_("last month"), month - 1, kept.last_month, now.last_month, _sales_url(line, month - 1))
    yield Source(_("last year"), month - 12, kept.last_year, now.last_year, _sales_url(line, month - 12))


def _sales_url(line: ReviewLine, month: Month) -> str:
    """The store's records of that month; whoever does not see the store finds an empty list."""
    return f"{reverse('stores:sale_list')}?{urlencode({'q': line.store.code, 'month': str(month), 'kind': 'sell_out'})}"
