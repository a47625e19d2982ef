"""The week's roster and its shifts (handbook H7)."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from promotions.forms.promoters import REASON_LENGTH
from promotions.forms.roster import RosterChoice, ShiftEditForm, ShiftNewForm
from promotions.models import Promoter, RosterWeek, Shift
from promotions.promoter_rules import keeps_promoter
from promotions.roster_steps import STEPS
from promotions.selectors.promoter_terms import terms_of
from promotions.selectors.roster import DAYS, leading_reps, monday_of, roster_of, week_of_rep
from promotions.selectors.roster_export import roster_columns, roster_rows
from promotions.services import roster as deeds
from promotions.views.promoters import OnePromoter
from salesops.accounts.models import Center, User
from salesops.errors import DomainError
from salesops.exchange.writer import xlsx_response
from salesops.web.typed import day_in, number_in, text_in
from salesops.web.views import BackToPage, Page, ScopedUpdate
from salesops.workflow.flow import possible_steps
from salesops.workflow.selectors.history import history_of

MOST_EVENTS = 20


class RosterPage(Page, TemplateView):
    """One rep's promoters, day by day; a manager chooses the rep."""

    template_name = "promotions/roster/roster.html"
    title = gettext_lazy("Roster")
    clause = "H7"

    def get(self, request, *args, **kwargs):
        page = self.get_context_data(**kwargs)
        if request.GET.get("export") == "xlsx" and page["roster"]:
            name = f"{_('Roster')} {page['monday']} {page['rep']}"
            return xlsx_response(name, roster_columns(page["roster"]), roster_rows(page["roster"]))
        return self.render_to_response(page)

    def get_context_data(self, **kwargs):
        actor = self.request.actor
        monday = monday_of(day_in(self.request.GET, "week") or timezone.localdate())
        reps = leading_reps(actor)
        chosen = number_in(self.request.GET, "rep") or actor.user_id
        rep = next((one for one in reps if one.pk == chosen), reps[0] if reps else None)
        week = week_of_rep(rep, monday) if rep else None
        return super().get_context_data(**kwargs) | {
            "choice": RosterChoice({"rep": rep.pk} if rep else None, reps=reps) if len(reps) > 1 else None,
            "rep": rep,
            "roster": roster_of(week, terms_of(Center(pk=week.center_id))) if week else None,
            "monday": monday,
            "sunday": monday + timedelta(days=DAYS - 1),
            "before": monday - timedelta(days=DAYS),
            "after": monday + timedelta(days=DAYS),
            "today": timezone.localdate(),
            "may_plan": week is not None and not week.is_published and keeps_promoter(actor, week),
            "steps": {step.name for step in possible_steps(STEPS, week, actor)} if week and week.pk else set(),
            "events": history_of(week)[:MOST_EVENTS] if week and week.pk else [],
        }


class ShiftAdd(BackToPage, OnePromoter):
    """The same hours on the days that are ticked."""

    form_class = ShiftNewForm
    title = gettext_lazy("Plan shifts")

    @cached_property
    def monday(self):
        return monday_of(day_in(self.request.GET, "day") or timezone.localdate())

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": None, "promoter": self.object, "monday": self.monday}

    def get_initial(self):
        day = day_in(self.request.GET, "day")
        return {"days": [day.isoformat()] if day else []}

    @property
    def cancel_url(self) -> str:
        return week_of_rep(self.object.rep, self.monday).get_absolute_url()

    def act(self, cleaned):
        days = cleaned.pop("days")
        return deeds.add_shifts(self.object, cleaned, days, actor=self.request.actor, at=timezone.now())


class ShiftEdit(BackToPage, ScopedUpdate):
    model = Shift
    form_class = ShiftEditForm
    template_name = "promotions/roster/shift_form.html"
    clause = "H7"

    def narrow(self, rows):
        return rows.select_related("week__rep", "promoter", "store")

    def allowed_on(self, actor, obj) -> bool:
        return keeps_promoter(actor, obj.week)

    def get_title(self) -> str:
        return f"{self.object.promoter} · {self.object.work_on}"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"promoter": self.object.promoter, "monday": self.object.week.monday}

    @property
    def cancel_url(self) -> str:
        return self.object.week.get_absolute_url()

    def act(self, cleaned):
        seen = {"revision": self.seen_revision, "actor": self.request.actor, "at": timezone.now()}
        return deeds.edit_shift(self.object, cleaned, **seen)


@login_required
@require_POST
def shift_remove(request, pk):
    rows = Shift.objects.visible_to(request.actor).select_related("week__rep", "promoter", "store")
    shift = get_object_or_404(rows, pk=pk)
    week = shift.week
    try:
        deeds.remove_shift(shift, actor=request.actor, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect(week)


@login_required
@require_POST
def shift_move(request, pk):
    """To another day of the week, or to another of the rep's promoters; the page sends it when a shift is dropped."""
    rows = Shift.objects.visible_to(request.actor).select_related("week__rep", "promoter", "store")
    shift = get_object_or_404(rows, pk=pk)
    person, promoter = number_in(request.POST, "promoter"), None
    if person:
        promoter = get_object_or_404(Promoter.objects.visible_to(request.actor), pk=person)
    day = day_in(request.POST, "day")
    try:
        deeds.move_shift(shift, promoter=promoter, day=day, actor=request.actor, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(f"{shift.week.get_absolute_url()}#shift-{shift.pk}")


@login_required
@require_POST
def roster_copy(request, rep):
    """Plan what the week before had."""
    leader = get_object_or_404(User.objects.visible_to(request.actor), pk=rep)
    monday = monday_of(day_in(request.POST, "week") or timezone.localdate())
    try:
        count = deeds.copy_week_before(leader, monday, actor=request.actor, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext("%(count)s shift was copied.", "%(count)s shifts were copied.", count)
        messages.success(request, words % {"count": count})
    return redirect(week_of_rep(leader, monday))


@login_required
@require_POST
def roster_publish(request, pk):
    return _move(request, pk, deeds.publish_week, _("The week is published."))


@login_required
@require_POST
def roster_reopen(request, pk):
    return _move(request, pk, deeds.reopen_week, _("The week can be changed again."))


def _move(request, pk, deed, said: str):
    week = get_object_or_404(RosterWeek.objects.visible_to(request.actor).select_related("rep"), pk=pk)
    try:
        deed(week, actor=request.actor, at=timezone.now(), reason=text_in(request.POST, "reason", REASON_LENGTH))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect(week)
