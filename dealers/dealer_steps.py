"""The moves of a candidate, and what else the history tells of dealers (handbook H10.1)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from dealers.dealer_choices import CandidateStatus as S
from dealers.dealer_choices import Criterion
from dealers.dealer_rules import decides_candidate, keeps_candidate
from salesops.workflow.flow import Step

VISIT = Step(gettext_noop("visit candidate"), _("Log a visit"), frozenset({S.FOUND}), S.VISITED, keeps_candidate)
SCORE = Step(
    gettext_noop("score candidate"),
    pgettext_lazy("candidate", "Score"),
    frozenset({S.VISITED}),
    S.SCORED,
    keeps_candidate,
)
ACCEPT = Step(
    gettext_noop("accept candidate"),
    _("Accept"),
    frozenset({S.SCORED}),
    S.ACCEPTED,
    decides_candidate,
    needs_reason=True,
)
TURN_DOWN = Step(
    gettext_noop("turn down candidate"),
    _("Turn down"),
    frozenset({S.FOUND, S.VISITED, S.SCORED, S.ACCEPTED}),
    S.TURNED_DOWN,
    decides_candidate,
    needs_reason=True,
)
GIVE_UP = Step(
    gettext_noop("give up candidate"),
    _("Give up"),
    frozenset({S.FOUND, S.VISITED, S.SCORED, S.ACCEPTED}),
    S.GIVEN_UP,
    keeps_candidate,
    needs_reason=True,
)
TAKE_UP_AGAIN = Step(
    gettext_noop("take up candidate again"),
    _("Take up again"),
    frozenset({S.TURNED_DOWN, S.GIVEN_UP}),
    S.FOUND,
    decides_candidate,
    needs_reason=True,
)
CONTRACT = Step(
    gettext_noop("contract candidate"), _("Make the contract"), frozenset({S.ACCEPTED}), S.CONTRACTED, decides_candidate
)
CANDIDATE_STEPS = (VISIT, SCORE, ACCEPT, TURN_DOWN, GIVE_UP, TAKE_UP_AGAIN, CONTRACT)
# What is still on its way: visits are logged, facts are changed.
OPEN = frozenset({S.FOUND, S.VISITED, S.SCORED, S.ACCEPTED})
# Marks can be mended until the manager has decided.
MARKABLE = frozenset({S.VISITED, S.SCORED})

# Deeds of the history that move no state.
VISIT_AGAIN = gettext_noop("visit candidate again")
MARK = gettext_noop("change marks")
GIVE_TERRITORY = gettext_noop("give territory")
END_TERRITORY = gettext_noop("end territory")
TERRITORY = gettext_noop("dealer territory")
ADD_CONTRACT = gettext_noop("add contract")
CONTRACT_ROW = gettext_noop("dealer contract")
MARKS_IN_WORDS = {
    Criterion.TERRITORY: gettext_noop("mark for territory"),
    Criterion.WAREHOUSE: gettext_noop("mark for warehouse"),
    Criterion.CAPITAL: gettext_noop("mark for capital"),
    Criterion.NETWORK: gettext_noop("mark for network"),
    Criterion.TEAM: gettext_noop("mark for team"),
    Criterion.BRANDS: gettext_noop("mark for brands"),
    Criterion.REPUTATION: gettext_noop("mark for reputation"),
}
