"""The queue of photos that nobody looked at yet (handbook H5.3)."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from salesops.accounts.choices import Role
from salesops.errors import DomainError
from salesops.web.typed import text_in
from salesops.web.views import Page
from visits.models import VisitPhoto
from visits.selectors.gallery import photos_to_review
from visits.services.reviewing import fault_photo, pass_photos

LOOKED_BACK = timedelta(days=14)


class PhotoReviewPage(Page, TemplateView):
    """A page of photos of the last two weeks, those with marks first; one tap passes them all."""

    roles = frozenset({Role.MANAGER})
    template_name = "visits/gallery/photo_review.html"
    title = _("Review photos")
    clause = "H5.3"

    def get_context_data(self, **kwargs):
        photos, waiting = photos_to_review(self.request.actor, timezone.localdate() - LOOKED_BACK)
        return super().get_context_data(**kwargs) | {"photos": photos, "waiting": waiting}


@login_required
@require_POST
def photos_pass(request: HttpRequest) -> HttpResponse:
    """Pass those that were shown and stayed chosen."""
    asked = [int(pk) for pk in request.POST.getlist("photo") if pk.isdecimal() and len(pk) < 16]
    photos = VisitPhoto.objects.visible_to(request.actor).filter(pk__in=asked[:100]).select_related("visit")
    number = pass_photos(photos, actor=request.actor, at=timezone.now())
    messages.success(request, ngettext("%d photo passed.", "%d photos passed.", number) % number)
    return redirect("visits:photo_review")


@login_required
@require_POST
def photo_fault(request: HttpRequest, pk: int) -> HttpResponse:
    photos = VisitPhoto.objects.visible_to(request.actor).select_related("visit__store")
    photo = get_object_or_404(photos, pk=pk)
    try:
        fault_photo(photo, remark=text_in(request.POST, "remark", 200), actor=request.actor, at=timezone.now())
        messages.success(request, _("The rep has it as a task."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("visits:photo_review")
