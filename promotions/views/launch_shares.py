"""Pages of a launch's split: a center's reps, a rep's stores, and one number fixed by hand (handbook H6.1)."""

from abc import ABC, abstractmethod

from django.forms import modelform_factory
from django.utils import timezone
from django.utils.functional import cached_property

from promotions import rules
from promotions.choices import LaunchStatus
from promotions.forms.launches import ShareForm
from promotions.models import LaunchCenter, LaunchRep, LaunchStore
from promotions.selectors.launches import reps_of, stores_of
from promotions.services.launch_shares import fix_number
from promotions.steps import SHARE_STEPS
from salesops.web.views import BackToPage, ScopedDetail, ScopedUpdate
from salesops.workflow.flow import possible_steps
from salesops.workflow.selectors.history import history_of

WITH_LAUNCH = {
    LaunchCenter: ("launch", "center"),
    LaunchRep: ("share__launch", "share__center", "rep"),
    LaunchStore: ("launch", "store", "part__share", "part__rep"),
}


class LaunchCenterPage(ScopedDetail):
    """A center's share over its reps; its manager accepts or returns it here."""

    model = LaunchCenter
    template_name = "promotions/launches/launch_center.html"
    clause = "H6.1"

    def narrow(self, rows):
        return rows.select_related(*WITH_LAUNCH[LaunchCenter])

    def get_context_data(self, **kwargs):
        actor, share = self.request.actor, self.object
        is_offered = share.launch.status == LaunchStatus.OFFERED
        steps = possible_steps(SHARE_STEPS, share, actor) if is_offered else ()
        return super().get_context_data(**kwargs) | {
            "level": reps_of(share, actor),
            "steps": {step.name for step in steps},
            "events": history_of(share),
        }


class LaunchRepPage(ScopedDetail):
    """A rep's part over its stores, each with the reason of its number."""

    model = LaunchRep
    template_name = "promotions/launches/launch_rep.html"
    clause = "H6.1"

    def narrow(self, rows):
        return rows.select_related(*WITH_LAUNCH[LaunchRep])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "level": stores_of(self.object, self.request.actor),
            "events": history_of(self.object),
        }


class FixNumber(BackToPage, ScopedUpdate, ABC):
    """Fix one number; the siblings share the rest, or it is refused with the difference."""

    template_name = "promotions/launches/share_form.html"
    clause = "H6.1"
    may_fix = None

    def narrow(self, rows):
        return rows.select_related(*WITH_LAUNCH[self.model])

    def get_form_class(self):
        return modelform_factory(self.model, form=ShareForm, fields=["typed"])

    def allowed_on(self, actor, obj):
        return type(self).may_fix(actor, obj)

    @property
    @abstractmethod
    def parent(self):
        """The page on which the number stands."""

    @property
    def cancel_url(self):
        return self.parent.get_absolute_url()

    def act(self, cleaned):
        said = {"actor": self.request.actor, "at": timezone.now(), "reason": cleaned["reason"]}
        return fix_number(self.object, cleaned["typed"], revision=self.seen_revision, **said)


class FixCenter(FixNumber):
    model = LaunchCenter
    may_fix = staticmethod(rules.may_fix_center)

    @cached_property
    def parent(self):
        return self.object.launch


class FixRep(FixNumber):
    model = LaunchRep
    may_fix = staticmethod(rules.may_fix_rep)

    @cached_property
    def parent(self):
        return self.object.share


class FixStore(FixNumber):
    model = LaunchStore
    may_fix = staticmethod(rules.may_fix_store)

    @cached_property
    def parent(self):
        return self.object.part
