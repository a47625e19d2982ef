"""What a pass over a file found: counts of all rows, and as much of the detail as a page can use."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from salesops.exchange.choices import RowAction, Severity
from salesops.exchange.headers import Header
from salesops.exchange.kinds import Outcome
from salesops.exchange.models import ImportChange, ImportIssue
from salesops.exchange.problems import Problem

MOST_ISSUES = 5_000
MOST_CHANGES = 250


@dataclass
class Tally:
    """Grows chunk by chunk; its memory is bounded, however bad the file is."""

    issues: list[ImportIssue] = field(default_factory=list)
    changes: list[ImportChange] = field(default_factory=list)
    actions: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    last_row: int = 0

    def add_header(self, header: Header) -> None:
        if header.unknown:
            problem = Problem("unknown_columns", {"columns": ", ".join(header.unknown)[:500]})
            self._add_issue(Severity.NOTE, header.index + 1, problem)

    def add(self, outcomes: Sequence[Outcome]) -> None:
        for outcome in outcomes:
            self.actions[outcome.action] += 1
            self.last_row = outcome.number
            for problem in outcome.problems:
                self._add_issue(Severity.ERROR, outcome.number, problem)
            for note in outcome.notes:
                self._add_issue(Severity.NOTE, outcome.number, note)
            if outcome.action in (RowAction.CREATED, RowAction.CHANGED):
                self._add_change(outcome)

    @property
    def has_errors(self) -> bool:
        return self.actions[RowAction.ERROR] > 0

    def counts(self) -> dict[str, int]:
        """The columns of the run that say how many."""
        return {
            "row_count": self.actions.total(),
            "created_count": self.actions[RowAction.CREATED],
            "changed_count": self.actions[RowAction.CHANGED],
            "unchanged_count": self.actions[RowAction.UNCHANGED],
            "error_count": self.actions[RowAction.ERROR],
            "note_count": self.severities[Severity.NOTE],
        }

    def _add_issue(self, severity: Severity, row: int, problem: Problem) -> None:
        self.severities[severity] += 1
        if self.severities[severity] <= MOST_ISSUES:
            self.issues.append(
                ImportIssue(
                    row=row,
                    column=problem.column[:60],
                    severity=severity,
                    code=problem.code,
                    params=dict(problem.params),
                )
            )

    def _add_change(self, outcome: Outcome) -> None:
        """New and changed rows are sampled apart, so that neither hides the other."""
        if self.actions[outcome.action] <= MOST_CHANGES:
            self.changes.append(
                ImportChange(
                    row=outcome.number,
                    action=outcome.action,
                    subject=outcome.subject[:200],
                    fields=[[c.field, str(c.label), c.before, c.after] for c in outcome.changes],
                )
            )
