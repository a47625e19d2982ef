"""What the pages of compliance are asked: a span, a grouping, whose (handbook H4.5)."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import Http404, QueryDict

from salesops.accounts.models import Center, User
from salesops.periods.month import Month
from salesops.web.typed import day_in, month_in
from visits.selectors.compliance_calls import Span
from visits.selectors.compliance_groups import By

LONGEST = timedelta(days=400)
LONGEST_BY_DAY = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: the reps' figures of a span by something."""

    span: Span
    by: By
    center: Center | None
    rep: User | None
    reps: list[User]

    def address(self, **other) -> str:
        """The same question with something else in it, as the end of an address."""
        said = {"first": self.span.first, "last": self.span.last, "by": self.by.value}
        said |= {"rep": self.rep.pk} if self.rep else {"center": self.center.pk} if self.center else {}
        said |= other
        return f"?{urlencode({name: value for name, value in said.items() if value not in (None, '')})}"


def asked_in(said: QueryDict, reps: list[User], today: date, *, is_rep: bool) -> Asked:
    """Read a question; reps and centers that the asker does not see are not there."""
    chosen = _one_of(reps, said.get("rep", "")) or (reps[0] if is_rep and len(reps) == 1 else None)
    centers = centers_of(reps)
    center = chosen.center if chosen else _one_of(centers, said.get("center", "")) or (centers[0] if centers else None)
    span = span_in(said, today)
    by = _by_in(said, span, is_one_rep=chosen is not None)
    shown = [chosen] if chosen else [rep for rep in reps if rep.center == center]
    return Asked(span, by, center, chosen, shown)


def centers_of(reps: list[User]) -> list[Center]:
    return list(dict.fromkeys(rep.center for rep in reps))


def span_in(said: QueryDict, today: date) -> Span:
    """The days that are named; else a month; else this one. A span ends after it began and within 400 days."""
    month = month_in(said) or Month.of(today)
    first = day_in(said, "first") or month.first_day
    last = day_in(said, "last") or (month.last_day if first == month.first_day else first)
    return Span(first, max(first, min(last, first + LONGEST)))


def _by_in(said: QueryDict, span: Span, *, is_one_rep: bool) -> By:
    named = said.get("by", "")
    by = By(named) if named in set(By) else (By.CLASS if is_one_rep else By.REP)
    return By.MONTH if by is By.DAY and span.last - span.first > LONGEST_BY_DAY else by


def _one_of(rows: list, asked: str):
    if not asked:
        return None
    for row in rows:
        if str(row.pk) == asked:
            return row
    raise Http404
