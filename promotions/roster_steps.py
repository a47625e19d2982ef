"""The moves of a week's roster (handbook H7)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from promotions.promoter_rules import keeps_promoter
from promotions.roster_choices import WeekStatus as S
from salesops.workflow.flow import Step

PUBLISH = Step(gettext_noop("publish the roster"), _("Publish"), frozenset({S.DRAFT}), S.PUBLISHED, keeps_promoter)
REOPEN = Step(
    gettext_noop("change the roster again"),
    _("Change again"),
    frozenset({S.PUBLISHED}),
    S.DRAFT,
    keeps_promoter,
    needs_reason=True,
)
STEPS = (PUBLISH, REOPEN)

# Deeds of the history that move no state.
PLAN = gettext_noop("plan shifts")
COPY = gettext_noop("copy the week before")
SHIFT = gettext_noop("shift")
NEW_LINK = gettext_noop("make a link for checking in")
NOTE_ATTENDANCE = gettext_noop("enter attendance by hand")
ATTENDANCE = gettext_noop("attendance")
