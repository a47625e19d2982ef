"""A store's page in a launch, and the sell-in that is recorded there (handbook H6.1)."""

from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from promotions import rules
from promotions.choices import LaunchStatus
from promotions.forms import sell_ins
from promotions.models import LaunchModel, LaunchStore
from promotions.selectors.launch_store import models_at, record_of_day
from promotions.services.sell_ins import record_sell_in
from promotions.views.launch_shares import WITH_LAUNCH
from salesops.web.views import ScopedDetail, ScopedUpdate
from salesops.workflow.selectors.history import history_of


class LaunchStorePage(ScopedDetail):
    """What to sell in, with which arguments, at which price, and what came of it."""

    model = LaunchStore
    template_name = "promotions/launches/launch_store.html"
    clause = "H6.1"

    def narrow(self, rows):
        return rows.select_related(*WITH_LAUNCH[LaunchStore]).prefetch_related("launch__files").with_state()

    def get_title(self):
        return self.object.store.name

    def get_context_data(self, **kwargs):
        actor, place = self.request.actor, self.object
        is_open = place.launch.status in {LaunchStatus.PUBLISHED, LaunchStatus.CLOSED}
        has_begun = place.launch.starts_on <= timezone.localdate()
        return super().get_context_data(**kwargs) | {
            "models": models_at(place, actor),
            "may_sell_in": is_open and has_begun and rules.may_sell_in(actor, place.store),
            "may_fix": rules.may_fix_store(actor, place),
            "events": history_of(place),
        }


class SellInForm(ScopedUpdate):
    """Today's word on one model; what was said today already stands in the form."""

    model = LaunchStore
    form_class = sell_ins.SellInForm
    template_name = "promotions/launches/sell_in_form.html"
    clause = "H6.1"

    def narrow(self, rows):
        return rows.select_related(*WITH_LAUNCH[LaunchStore])

    def allowed_on(self, actor, obj):
        return rules.may_sell_in(actor, obj.store)

    @cached_property
    def terms(self) -> LaunchModel:
        rows = LaunchModel.objects.select_related("model")
        terms = rows.filter(launch=self.object.launch_id, model=self.kwargs["model"]).first()
        if terms is None:
            raise Http404
        return terms

    @cached_property
    def record(self):
        return record_of_day(self.object, self.kwargs["model"], timezone.localdate(), self.request.actor)

    def get_title(self):
        return _("%(model)s at %(store)s") % {"model": self.terms.model, "store": self.object.store.name}

    @property
    def cancel_url(self):
        return self.object.get_absolute_url()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"price_yuan": self.terms.price_yuan}

    def get_initial(self):
        if self.record is None:
            return {"done_on": timezone.localdate()}
        names = ("done_on", "quantity", "is_displayed", "price_seen_yuan", "refusal", "note")
        return {name: getattr(self.record, name) for name in names}

    def perform(self, form):
        said = {"revision": self.seen_revision, "actor": self.request.actor, "at": timezone.now()}
        day = form.cleaned_data["done_on"]
        record_sell_in(self.object, self.terms.model, form.said(), done_on=day, **said)
        return self.object

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        current = getattr(context.get("refusal"), "current", self.record)
        seen = self.seen_revision if self.request.POST and not context.get("refusal") else 0
        return context | {"terms": self.terms, "revision": seen or getattr(current, "revision", 0)}
