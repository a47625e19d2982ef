"""Goal, look from outside, greeting and training of an open visit (handbook H5.2)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from visits.choices import VisitStep
from visits.forms.filling import SaidForm, TrainingForm
from visits.services.talk import save_said, save_training
from visits.views.parts import changed, own_visit, part_of, parts_context, saved, state_of


@login_required
@require_POST
def visit_said(request: HttpRequest, pk: int) -> HttpResponse:
    visit = own_visit(request, pk)
    form = SaidForm(request.POST)
    if not form.is_valid():
        return state_of(request, visit, VisitStep.PREPARE, trouble=_("200 characters at most."), status=422)
    step = VisitStep(form.cleaned_data["step"])
    return saved(request, visit, step, lambda: save_said(visit, step, form.said, actor=request.actor))


@login_required
@require_POST
def visit_train(request: HttpRequest, pk: int) -> HttpResponse:
    """How many were trained in a topic; nobody takes it out again."""
    visit = own_visit(request, pk)
    form = TrainingForm(request.POST)
    if not form.is_valid():
        trouble = _("Say the topic, and how many people (99 at most).")
        return part_of(request, visit, VisitStep.TRAIN, trouble=trouble, status=422)
    said = form.cleaned_data
    return changed(
        request,
        visit,
        VisitStep.TRAIN,
        lambda: save_training(visit, said["topic"], said["people"], actor=request.actor),
        lambda: parts_context(visit),
    )
