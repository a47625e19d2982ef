"""One day of a rep: its planned visits and their map, moves, and what was done, for who may look (H4.4, H4.5, H0)."""

from datetime import date, timedelta
from functools import cached_property

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from salesops.accounts.models import User
from salesops.periods.selectors import working_days
from salesops.web.forms import FIRST_DAY, LAST_DAY
from salesops.web.views import ActingForm, Page, ScopedList, ScopedUpdate, door
from visits import rules
from visits.forms.calendar import LookForm, MissedForm, MoveVisitForm
from visits.models import DayLook, PlannedVisit
from visits.selectors.calendar import reps_seen_by, stand_ins_of
from visits.selectors.day_view import acts_of_day, acts_on_map, planned_on_map, recent_look, visits_of_day
from visits.services.looks import look_at_day
from visits.services.planned_visits import explain_missed, move_planned_visit
from visits.tables import DayLookTable


class OfDay:
    """The rep and the day of the address, looked up once."""

    @cached_property
    def rep(self) -> User:
        return get_object_or_404(reps_seen_by(self.request.actor), pk=self.kwargs["rep"])

    @cached_property
    def on(self) -> date:
        try:
            day = parse_date(self.kwargs["on"])
        except ValueError:
            day = None
        if day is None or not FIRST_DAY <= day <= LAST_DAY:
            raise Http404
        return day

    def address(self, name: str) -> str:
        """Another page of the same day."""
        return reverse(name, args=[self.rep.pk, self.on.isoformat()])

    def titled(self, words: str) -> str:
        return words % {"day": date_format(self.on, "SHORT_DATE_FORMAT"), "rep": self.rep}


class DayPage(OfDay, Page, TemplateView):
    """Base of what shows one day of one rep."""

    def get_title(self) -> str:
        return self.titled(_("%(day)s, %(rep)s"))

    def get_context_data(self, **kwargs):
        visits = visits_of_day(self.request.actor, self.rep, self.on)
        return super().get_context_data(**kwargs) | {
            "rep": self.rep,
            "on": self.on,
            "visits": visits,
            "day_map": planned_on_map(visits),
            "before": self.on - timedelta(days=1),
            "after": self.on + timedelta(days=1),
        }


class CalendarDay(DayPage):
    """The planned visits of a day, list and map; it is printed as it stands."""

    template_name = "visits/calendar/day.html"
    clause = "H4.4"

    def get_context_data(self, **kwargs):
        context, actor = super().get_context_data(**kwargs), self.request.actor
        return context | {
            "covered_by": stand_ins_of(self.rep, self.on, self.on).get(self.on, ""),
            "today": timezone.localdate(),
            "may_move": rules.moves_visits_of(actor, self.rep),
            "may_look": rules.looks_at_days_of(actor, self.rep),
            "is_own": actor.works_for(self.rep.pk),
        }


class DayActs(DayPage):
    """What was done on a day beside what was planned; a superior comes by way of a reason."""

    template_name = "visits/calendar/day_acts.html"
    clause = "H0"

    def get(self, request, *args, **kwargs):
        if not request.actor.works_for(self.rep.pk):
            door(request, rules.looks_at_days_of, self.rep)
            if recent_look(request.actor, self.rep, self.on, timezone.now()) is None:
                return redirect(self.address("visits:look_ask"))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        acts = acts_of_day(self.request.actor, self.rep, self.on)
        return context | {"acts": acts, "day_map": context["day_map"] | {"acts": acts_on_map(acts)}}


class LookAsk(OfDay, ActingForm):
    """Ask a superior why; the answer is kept and told to the rep."""

    form_class = LookForm
    submit_label = gettext_lazy("Look at the day")
    done_message = ""
    clause = "H0"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            door(request, rules.looks_at_days_of, self.rep)
        return super().dispatch(request, *args, **kwargs)

    def get_title(self) -> str:
        return self.titled(_("What %(rep)s did on %(day)s"))

    def act(self, cleaned):
        actor, at = self.request.actor, timezone.now()
        return look_at_day(self.rep, day=self.on, actor=actor, at=at, reason=cleaned["reason"])

    def get_done_url(self, made) -> str:
        return self.address("visits:day_acts")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"cancel_url": self.address("visits:calendar_day")}


class LookList(ScopedList):
    """Who opened whose day, when and why; a rep sees who looked at its own."""

    model = DayLook
    table_class = DayLookTable
    title = gettext_lazy("Looks at days")
    clause = "H0"

    def narrow(self, rows):
        return rows.select_related("rep", "looked_by").order_by("-looked_at", "-pk")


class PlannedVisitMove(ScopedUpdate):
    """Take one visit to another day, with the reason."""

    model = PlannedVisit
    form_class = MoveVisitForm
    submit_label = gettext_lazy("Move the visit")
    done_message = gettext_lazy("Moved.")
    clause = "H4.4"

    def narrow(self, rows):
        return rows.select_related("store", "rep", "center")

    def allowed_on(self, actor, obj) -> bool:
        return rules.moves_planned_visit(actor, obj)

    def get_title(self) -> str:
        day = date_format(self.object.planned_on, "SHORT_DATE_FORMAT")
        return _("Move %(store)s of %(day)s") % {"store": self.object.store.name, "day": day}

    def get_initial(self):
        """Back to where it was planned, else the next working day."""
        visit = self.object
        following = visit.planned_on + timedelta(days=1)
        days = working_days(following, following + timedelta(days=14), visit.center)
        return {"on": visit.moved_from or next(iter(days), following)}

    def act(self, cleaned):
        return move_planned_visit(self.object, **cleaned, actor=self.request.actor, at=timezone.now())

    def get_done_url(self, made) -> str:
        return address_of_day(made)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"cancel_url": address_of_day(self.object)}


class MissedExplain(PlannedVisitMove):
    """Say why a visit was missed."""

    form_class = MissedForm
    submit_label = gettext_lazy("Save")
    done_message = gettext_lazy("Saved.")
    clause = "H4.5"

    def get_title(self) -> str:
        day = date_format(self.object.planned_on, "SHORT_DATE_FORMAT")
        return _("%(store)s, missed on %(day)s") % {"store": self.object.store.name, "day": day}

    def get_initial(self):
        return {"missed_reason": self.object.missed_reason, "note": self.object.missed_note}

    def act(self, cleaned):
        return explain_missed(self.object, **cleaned, actor=self.request.actor, at=timezone.now())


def address_of_day(visit: PlannedVisit) -> str:
    return reverse("visits:calendar_day", args=[visit.rep_id, visit.planned_on.isoformat()])
