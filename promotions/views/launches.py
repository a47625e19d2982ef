"""Pages on which marketing plans a launch (handbook H6.1)."""

from django.contrib import messages
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from promotions.choices import LaunchStatus
from promotions.filters import LaunchFilter
from promotions.forms.launches import LaunchFileForm, LaunchForm, LaunchTargetForm, TermsForm
from promotions.models import Launch, LaunchStore
from promotions.rules import may_launch
from promotions.selectors.launch_targets import LaunchRule, candidates, expected_units, reach_of_launch
from promotions.selectors.launches import centers_of, parts_of_rep, rule_in_words
from promotions.selectors.store_counts import with_store_count
from promotions.selectors.work_price import price_of_launch
from promotions.services.launch_targets import choose_stores
from promotions.services.launches import create_launch, edit_launch, set_terms
from promotions.steps import LAUNCH_STEPS
from promotions.tables import LaunchTable
from salesops.accounts.choices import Role
from salesops.web.views import ScopedCreate, ScopedDetail, ScopedList, ScopedUpdate
from salesops.workflow.flow import possible_steps
from salesops.workflow.selectors.history import history_of

# Before it is published.
PLANNED = frozenset({LaunchStatus.DRAFT, LaunchStatus.OFFERED})


class LaunchList(ScopedList):
    model = Launch
    table_class = LaunchTable
    filterset_class = LaunchFilter
    template_name = "promotions/launches/launch_list.html"
    export_name = _("Launches")
    title = _("Launches")
    clause = "H6.1"

    def narrow(self, rows):
        return with_store_count(rows, LaunchStore, self.request.actor).order_by("-starts_on", "-pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"may_launch": may_launch(self.request.actor, None)}


class LaunchDetail(ScopedDetail):
    model = Launch
    template_name = "promotions/launches/launch_detail.html"
    clause = "H6.1"

    def narrow(self, rows):
        return rows.select_related("predecessor", "course").prefetch_related("models__model", "files")

    def get_context_data(self, **kwargs):
        actor, launch = self.request.actor, self.object
        is_planned = may_launch(actor, launch) and launch.status in PLANNED
        return super().get_context_data(**kwargs) | {
            "price": price_of_launch(launch, timezone.localdate()) if is_planned else None,
            "centers": centers_of(launch, actor),
            "parts": parts_of_rep(launch, actor) if actor.is_rep else (),
            "rule": rule_in_words(launch),
            "steps": possible_steps(LAUNCH_STEPS, launch, actor),
            "may_edit": may_launch(actor, launch) and launch.status == LaunchStatus.DRAFT,
            "file_form": LaunchFileForm() if may_launch(actor, launch) else None,
            "events": history_of(launch),
        }


class LaunchFormPage:
    """The form offers models of ours that are on sale or yet to come."""

    form_class = LaunchForm
    roles = {Role.MARKETING}
    clause = "H6.1"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"on": timezone.localdate()}


class LaunchCreate(LaunchFormPage, ScopedCreate):
    title = _("Plan a launch")
    cancel_url = reverse_lazy("promotions:launch_list")

    def act(self, cleaned):
        models = cleaned.pop("models")
        return create_launch(cleaned, models, actor=self.request.actor, at=timezone.now())

    def get_done_url(self, made):
        return reverse("promotions:launch_targets", args=[made.pk])


class OfLaunch(ScopedUpdate):
    """A form over a launch that marketing alone fills in."""

    model = Launch
    clause = "H6.1"

    def allowed_on(self, actor, obj):
        return may_launch(actor, obj)

    @property
    def cancel_url(self):
        return self.object.get_absolute_url()

    def get_done_url(self, made):
        return reverse("promotions:launch_detail", args=[made.pk])


class LaunchEdit(OfLaunch):
    form_class = LaunchForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"on": timezone.localdate()}

    def act(self, cleaned):
        models = cleaned.pop("models")
        said = {"revision": self.seen_revision, "actor": self.request.actor, "at": timezone.now()}
        return edit_launch(self.object, cleaned, models, **said)


class LaunchTerms(OfLaunch):
    form_class = TermsForm
    title = _("Prices and parts")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"launch": self.object}

    def perform(self, form):
        said = {"revision": self.seen_revision, "actor": self.request.actor, "at": timezone.now()}
        return set_terms(self.object, form.terms(), **said)


class LaunchTargets(OfLaunch):
    """Choose stores by rule; how many there are and what they would sell is shown before it is saved."""

    form_class = LaunchTargetForm
    template_name = "promotions/launches/launch_targets.html"
    title = _("Stores and quantity")
    done_message = ""

    def get_initial(self):
        launch = self.object
        rule = LaunchRule.from_kept(launch.rule)
        return {
            "centers": rule.center_ids,
            "classes": rule.classes,
            "formats": rule.formats,
            "divisions": rule.divisions,
            "least_sold": rule.least_sold or None,
            "quantity": launch.quantity or None,
        }

    def form_valid(self, form):
        if "preview" not in self.request.POST:
            return super().form_valid(form)
        reach = reach_of_launch(self.object, form.rule(), on=timezone.localdate(), actor=self.request.actor)
        return self.render_to_response(self.get_context_data(form=form, reach=reach))

    def perform(self, form):
        actor, on, rule = self.request.actor, timezone.localdate(), form.rule()
        quantity = form.cleaned_data["quantity"]
        if quantity is None:
            quantity = expected_units(candidates(self.object, rule, on=on, actor=actor), self.object.days)
        said = {"on": on, "revision": self.seen_revision, "actor": actor, "at": timezone.now()}
        launch = choose_stores(self.object, rule, quantity, **said)
        count = LaunchStore.objects.visible_to(actor).filter(launch=launch).count()
        words = ngettext("%(count)s store chosen.", "%(count)s stores chosen.", count)
        messages.success(self.request, words % {"count": count})
        return launch
