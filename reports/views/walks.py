"""Going through a review with the customer (handbook H9)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.forms.reviews import ActionForm, WalkForm
from reports.models import ReviewWalk
from reports.rules import is_review_owner
from reports.services.walks import agree_action, correct_walk, record_walk
from reports.views.typing import PartAdd
from salesops.web.views import ScopedUpdate


class WalkAdd(PartAdd):
    form_class = WalkForm
    title = _("Gone through with the customer")

    def get_initial(self):
        return {"held_on": timezone.localdate()}

    def act(self, cleaned):
        return record_walk(self.review, actor=self.request.actor, at=timezone.now(), **cleaned)


class WalkEdit(ScopedUpdate):
    model = ReviewWalk
    form_class = WalkForm
    title = _("Gone through with the customer")
    clause = "H9"

    def narrow(self, rows):
        return rows.select_related("review__customer")

    def allowed_on(self, actor, obj):
        return is_review_owner(actor, obj.review)

    def act(self, cleaned):
        who = {"revision": self.seen_revision, "actor": self.request.actor, "at": timezone.now()}
        return correct_walk(self.object, **cleaned, **who)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"cancel_url": self.object.get_absolute_url()}


class AgreedAdd(PartAdd):
    form_class = ActionForm
    title = _("Add what was agreed on")
    submit_label = _("Add")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"review": self.review}

    def act(self, cleaned):
        return agree_action(self.review, **cleaned, actor=self.request.actor, at=timezone.now())
