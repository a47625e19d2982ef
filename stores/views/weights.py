"""What a center finds important in an archive: typed, previewed, kept (handbook H2.2)."""

from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import Center
from salesops.web.views import ScopedUpdate
from salesops.workflow.selectors.history import history_of
from stores import rules
from stores.forms.weights import WeightsForm
from stores.models import Customer, Store
from stores.selectors.weights import effect_of, weights_of_center
from stores.services.weights import set_weights

MOST_EVENTS = 20


class WeightsEdit(ScopedUpdate):
    """One button shows the effect on the scores and saves nothing, the other one saves."""

    model = Center
    form_class = WeightsForm
    template_name = "stores/upkeep/weights_form.html"
    clause = "H2.2"
    success_url = cancel_url = reverse_lazy("stores:upkeep")

    def narrow(self, rows):
        actor = self.request.actor
        return rows if actor.sees_all else rows.filter(pk=actor.center_id)

    def get_object(self):
        return weights_of_center(super().get_object())

    def get_title(self) -> str:
        return gettext("Weights of completeness: %(center)s") % {"center": self.object.center}

    def allowed_on(self, actor, obj) -> bool:
        return rules.may_set_weights(actor, obj)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"weights": self.object}

    def form_valid(self, form):
        if "preview" not in self.request.POST:
            return super().form_valid(form)
        actor, center = self.request.actor, self.object.center
        effects = [
            (_("Stores"), effect_of(center, Store, form.cleaned_data["store"], actor)),
            (_("Customers"), effect_of(center, Customer, form.cleaned_data["customer"], actor)),
        ]
        return self.render_to_response(self.get_context_data(form=form, effects=effects))

    def act(self, cleaned):
        return set_weights(
            self.object,
            cleaned["store"],
            cleaned["customer"],
            revision=self.seen_revision,
            actor=self.request.actor,
            at=timezone.now(),
            reason=cleaned["reason"],
        )

    def get_context_data(self, **kwargs):
        events = history_of(self.object)[:MOST_EVENTS] if self.object.pk else []
        return super().get_context_data(**kwargs) | {"events": events}
