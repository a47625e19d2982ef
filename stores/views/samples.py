"""Live display samples of a store: placed and taken away (handbook H2.5)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from salesops.web.views import ScopedUpdate, door
from stores import rules
from stores.forms.samples import SampleForm
from stores.models import DisplaySample, Store
from stores.services.samples import place_sample, remove_sample


class SampleAdd(ScopedUpdate):
    """The page's object is the store that it will stand in."""

    model = Store
    form_class = SampleForm
    template_name = "stores/stores/sample_form.html"
    title = _("New display sample")
    clause = "H2.5"

    def allowed_on(self, actor, obj) -> bool:
        return rules.may_record_sales(actor, obj)

    def get_initial(self):
        return {"starts_on": timezone.localdate()}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"on": timezone.localdate()}

    @property
    def cancel_url(self) -> str:
        return _place(self.object)

    def get_done_url(self, made) -> str:
        return _place(self.object)

    def act(self, cleaned):
        return place_sample(
            self.object,
            cleaned["sku"],
            cleaned["imei"],
            starts_on=cleaned["starts_on"],
            actor=self.request.actor,
            at=timezone.now(),
        )


@login_required
@require_POST
def sample_remove(request, pk):
    samples = DisplaySample.objects.visible_to(request.actor).select_related("store", "sku__model")
    sample = get_object_or_404(samples, pk=pk)
    door(request, rules.may_record_sales, sample.store)
    remove_sample(sample, actor=request.actor, at=timezone.now())
    messages.success(request, gettext("%(sample)s stands there no more.") % {"sample": sample})
    return redirect(_place(sample.store))


def _place(store: Store) -> str:
    return f"{store.get_absolute_url()}?tab=samples"
