"""What a rep types into a review: texts and actions (handbook H9)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from reports.forms.reviews import ActionForm, TextsForm
from reports.models import BusinessReview, ReviewAction
from reports.rules import is_review_owner
from reports.services.actions import add_action, remove_action
from reports.services.reviews import submit_review
from reports.services.texts import change_texts
from salesops.errors import DomainError
from salesops.web.views import ScopedCreate, ScopedUpdate, door


class ReviewTexts(ScopedUpdate):
    """Causes and strategy; the second button saves and submits in one go."""

    model = BusinessReview
    form_class = TextsForm
    template_name = "reports/reviews/review_edit.html"
    clause = "H9"

    def narrow(self, rows):
        return rows.select_related("customer")

    def allowed_on(self, actor, obj):
        return is_review_owner(actor, obj)

    def act(self, cleaned):
        who = {"revision": self.seen_revision, "actor": self.request.actor, "at": timezone.now()}
        if "submit" in self.request.POST:
            self.done_message = _("The review is with the center manager.")
            return submit_review(self.object, texts=cleaned, **who)
        return change_texts(self.object, cleaned, **who)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"cancel_url": self.object.get_absolute_url()}


class PartAdd(ScopedCreate):
    """A form for a part of a review: 404 for who does not see the review, 403 for who does not write it."""

    clause = "H9"
    review: BusinessReview | None

    def setup(self, request, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.review = None

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            reviews = BusinessReview.objects.visible_to(request.actor).select_related("customer")
            self.review = get_object_or_404(reviews, pk=kwargs["pk"])
            if not is_review_owner(request.actor, self.review):
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_done_url(self, made) -> str:
        return self.review.get_absolute_url()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"cancel_url": self.review.get_absolute_url()}


class ActionAdd(PartAdd):
    form_class = ActionForm
    title = _("Add an action")
    submit_label = _("Add")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"review": self.review}

    def act(self, cleaned):
        return add_action(self.review, **cleaned, actor=self.request.actor, at=timezone.now())


@login_required
@require_POST
def action_remove(request, pk):
    actions = ReviewAction.objects.visible_to(request.actor).select_related("review", "store")
    action = get_object_or_404(actions, pk=pk)
    door(request, is_review_owner, action.review)
    try:
        remove_action(action, actor=request.actor, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect(action.review)
