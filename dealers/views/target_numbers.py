"""One number of the targets typed or freed, and the next version begun (handbook H8.1)."""

from functools import cached_property
from urllib.parse import urlencode

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dealers.forms.targets import AmendForm, NumberForm
from dealers.models import TargetNode, TargetVersion
from dealers.selectors.target_scope import scope_in_words, scope_of
from dealers.selectors.targets import units_in, visible_places
from dealers.services.target_numbers import free_number, type_number
from dealers.services.targets import amend_company_targets
from dealers.target_rules import may_write_target
from salesops.web.views import BackToPage, ScopedUpdate


class TargetNumberEdit(BackToPage, ScopedUpdate):
    """A place's number for the months and series that the address names."""

    model = TargetNode
    form_class = NumberForm
    template_name = "dealers/targets/number_form.html"
    clause = "H8.1"

    def narrow(self, rows):
        return rows.filter(pk__in=visible_places(self.request.actor)).select_related(
            "version__center", "center", "rep", "customer", "store", "parent"
        )

    def allowed_on(self, actor, obj):
        return may_write_target(actor, obj.version)

    @cached_property
    def scope(self):
        said = self.request.GET
        scope = scope_of(self.object.version, said.get("span", "year"), said.get("series"))
        if scope is None:
            raise Http404("scope")
        return scope

    @cached_property
    def numbers(self):
        return units_in(self.object, self.scope)

    def get_title(self):
        return f"{self.object} · {scope_in_words(self.scope, self.object.version)}"

    def get_form_kwargs(self):
        is_root = self.object.parent_id is None
        return super().get_form_kwargs() | {"can_hold_year": is_root and not self.scope.is_year}

    def get_initial(self):
        return {"units": self.numbers["units"], "seen": self.numbers["units"]}

    def act(self, cleaned):
        said = {"seen": cleaned["seen"], "actor": self.request.actor, "at": timezone.now(), "reason": cleaned["reason"]}
        if cleaned["units"] is None:
            return free_number(self.object, self.scope, **said)
        holds_year = cleaned.get("holds_year", False)
        return type_number(self.object, self.scope, cleaned["units"], holds_year=holds_year, **said)

    @property
    def cancel_url(self):
        """The level on which the number stands, as it was looked at."""
        said = {name: self.request.GET[name] for name in ("quarter", "series") if name in self.request.GET}
        above = self.object.parent
        said |= {"place": above.pk} if above and above.parent_id else {}
        address = self.object.version.get_absolute_url()
        return f"{address}?{urlencode(said)}#place-{self.object.pk}" if said else f"{address}#place-{self.object.pk}"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"numbers": self.numbers}


class TargetAmend(ScopedUpdate):
    """Begin the company's next version, with the numbers that hold."""

    model = TargetVersion
    form_class = AmendForm
    title = _("Begin the next version")
    clause = "H8.1"
    submit_label = _("Begin")

    def narrow(self, rows):
        return rows.of_company()

    def allowed_on(self, actor, obj):
        return may_write_target(actor, obj)

    @property
    def cancel_url(self):
        return self.object.get_absolute_url()

    def act(self, cleaned):
        said = {"actor": self.request.actor, "at": timezone.now(), "reason": cleaned["reason"]}
        return amend_company_targets(self.object, **said)
