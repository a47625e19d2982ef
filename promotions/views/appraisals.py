"""Appraisals of a month and what they earn (handbook H7)."""

from copy import copy

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from promotions.appraisal_steps import STEPS
from promotions.forms.promoters import REASON_LENGTH
from promotions.forms.training import AppraisalForm
from promotions.models import Appraisal, Promoter
from promotions.promoter_rules import keeps_promoter
from promotions.selectors.appraisal_export import PAY_COLUMNS, pay_rows
from promotions.selectors.appraisals import sheet_of, sheets_of
from promotions.services.appraisals import confirm_appraisal, reopen_appraisal, set_appraisal
from promotions.views.parts import MonthList
from promotions.views.promoters import OnePromoter
from salesops.errors import DomainError
from salesops.periods.month import Month
from salesops.web.typed import month_in, text_in
from salesops.web.views import BackToPage, ScopedDetail
from salesops.workflow.flow import possible_steps
from salesops.workflow.selectors.history import history_of

MOST_EVENTS = 30


def _month(said) -> Month:
    """The last whole month, unless another one is asked for."""
    return month_in(said) or _last_whole_month()


def _last_whole_month() -> Month:
    return Month.of(timezone.localdate()).before


class AppraisalList(MonthList):
    """Everybody's points and incentive of a month."""

    template_name = "promotions/appraisal/appraisals.html"
    title = gettext_lazy("Appraisals")

    def usual_month(self):
        return _last_whole_month()

    @cached_property
    def rows(self):
        return sheets_of(self.filter.qs, self.month, timezone.now())

    def file(self):
        return f"{_('Incentives')} {self.month}", PAY_COLUMNS, pay_rows(self.rows)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "total_yuan": sum(sheet.incentive.total_yuan for sheet in self.rows),
            "confirmed": sum(sheet.appraisal.is_confirmed for sheet in self.rows),
            "people": len(self.rows),
        }


class AppraisalPage(ScopedDetail):
    """One promoter's month: each line opens to what it was made from."""

    model = Promoter
    template_name = "promotions/appraisal/appraisal.html"
    clause = "H7"

    def narrow(self, rows):
        return rows.select_related("rep", "center")

    def get_context_data(self, **kwargs):
        actor, month = self.request.actor, _month(self.request.GET)
        sheet = sheet_of(self.object, month, timezone.now())
        appraisal = sheet.appraisal if sheet else None
        return super().get_context_data(**kwargs) | {
            "month": month,
            "sheet": sheet,
            "steps": {step.name for step in possible_steps(STEPS, appraisal, actor)} if appraisal else set(),
            "may_type": keeps_promoter(actor, self.object) and appraisal is not None and not appraisal.is_confirmed,
            "events": history_of(appraisal)[:MOST_EVENTS] if appraisal and appraisal.pk else [],
        }


class AppraisalEdit(BackToPage, OnePromoter):
    form_class = AppraisalForm

    @cached_property
    def month(self) -> Month:
        return _month(self.request.GET)

    @cached_property
    def appraisal(self) -> Appraisal:
        rows = Appraisal.objects.visible_to(self.request.actor)
        first = rows.filter(promoter=self.object, month=self.month.first_day).first()
        return first or Appraisal(promoter=self.object, month=self.month.first_day)

    def get_title(self) -> str:
        return f"{self.object} {self.month}"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": copy(self.appraisal)}

    @property
    def cancel_url(self) -> str:
        return self.appraisal.get_absolute_url()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"revision": self.seen_revision or self.appraisal.revision}

    def act(self, cleaned):
        return set_appraisal(
            self.object,
            self.month,
            cleaned,
            revision=self.seen_revision,
            actor=self.request.actor,
            at=timezone.now(),
        )


@login_required
@require_POST
def appraisal_confirm(request, pk):
    reason = text_in(request.POST, "reason", REASON_LENGTH)
    return _move(request, pk, confirm_appraisal, _("The appraisal is confirmed."), reason=reason)


@login_required
@require_POST
def appraisal_reopen(request, pk):
    reason = text_in(request.POST, "reason", REASON_LENGTH)
    return _move(request, pk, reopen_appraisal, _("The appraisal is open again."), reason=reason)


def _move(request, pk, deed, said: str, **more):
    promoter = get_object_or_404(Promoter.objects.visible_to(request.actor), pk=pk)
    month = month_in(request.POST)
    if month is None:
        raise Http404
    appraisal = Appraisal(promoter=promoter, month=month.first_day)
    try:
        deed(promoter, month, actor=request.actor, at=timezone.now(), **more)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect(appraisal.get_absolute_url())
