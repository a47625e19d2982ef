"""Pages that do: a form, one call of a service, and an answer to each refusal."""

from collections.abc import Callable
from copy import copy
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db.models import Model
from django.forms import BaseForm, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from django_htmx.http import HttpResponseClientRedirect

from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.web.forms import ActorFormMixin, PageFormHelper
from salesops.web.look_up import LOOK_UP, let_grow, look_up
from salesops.web.meeting import SEEN, TAKE_THEIRS, as_seen, meet, seen_in, with_theirs
from salesops.web.typed import number_in
from salesops.web.views.pages import Page, ScopedRows
from salesops.workflow.selectors.receipts import made_before
from salesops.workflow.services import EditedMeanwhile, once


class ActingForm(Page, FormView):
    """A form that calls one service: `act` takes the cleaned values and returns what the service made.

    Where the form itself says more than its values, `perform` is overridden instead.
    What the user typed wrong comes back as 422, what cannot be done now as 409, both with the
    form as it was filled in.
    """

    template_name = "layouts/form.html"
    submit_label = _("Save")
    done_message = _("Saved.")
    cancel_url = ""
    act: Callable[[dict[str, Any]], Any]

    def perform(self, form: BaseForm) -> Any:
        return self.act(form.cleaned_data)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        if issubclass(self.get_form_class(), ActorFormMixin):
            kwargs["actor"] = self.request.actor
        return kwargs

    def get_form(self, form_class=None) -> BaseForm:
        form = super().get_form(form_class)
        if not hasattr(form, "helper"):
            form.helper = PageFormHelper(form)
        let_grow(form, self.request.get_full_path())
        return form

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return look_up(self.get_form(), request) if LOOK_UP in request.GET else super().get(request, *args, **kwargs)

    def form_valid(self, form: BaseForm) -> HttpResponse:
        try:
            made = self.perform(form)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            return self.refused(form, 409, refusal)
        except ValidationError as mistakes:
            add_mistakes(form, mistakes)
            return self.refused(form, 422)
        if self.done_message:
            messages.success(self.request, self.done_message)
        return self.done(made)

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        return self.refused(form, 422)

    def refused(self, form: BaseForm, status: int, refusal: DomainError | None = None) -> HttpResponse:
        context = self.get_context_data(form=form, refusal=refusal)
        return self.render_to_response(context, status=status)

    def done(self, made: Any) -> HttpResponse:
        address = self.get_done_url(made)
        if self.request.htmx:
            return HttpResponseClientRedirect(address)
        return redirect(address)

    def get_done_url(self, made: Any) -> str:
        """Where to go afterwards: the page's own `success_url`, else what was made."""
        return str(self.success_url) if self.success_url else made.get_absolute_url()

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "submit_label": self.submit_label,
            "cancel_url": self.cancel_url,
        }


class BackToPage:
    """Whoever saved goes on where whoever gave up goes: to the object's page, or what else `cancel_url` says."""

    @property
    def cancel_url(self) -> str:
        return self.object.get_absolute_url()

    def get_done_url(self, made: Any) -> str:
        return self.cancel_url


class ScopedUpdate(ScopedRows, ActingForm):
    """Change one visible object; `allowed_on` says who may.

    The form works on a copy, so that the service still sees the object as it was.
    `seen_revision` is the revision the person had on the screen, `seen` what its fields held then:
    of two edits that meet, each keeps what it alone touched, and the second decides about the rest.
    """

    model = None

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.object = None

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.user.is_authenticated and self.allowed(request.actor):
            self.object = self.get_object()
            if not self.allowed_on(request.actor, self.object):
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_object(self):
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def allowed_on(self, actor: Actor, obj) -> bool:
        return True

    def get_title(self) -> str:
        return self.title or str(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        if issubclass(self.get_form_class(), ModelForm):
            kwargs["instance"] = copy(self.object)
        return kwargs

    def get_form(self, form_class=None) -> BaseForm:
        form = super().get_form(form_class)
        names = self.request.POST.getlist(TAKE_THEIRS)
        return with_theirs(form, self.fresh_form(self.object), names) if form.is_bound and names else form

    def fresh_form(self, obj) -> BaseForm:
        """The form as it opens now."""
        kwargs = {name: value for name, value in self.get_form_kwargs().items() if name not in {"data", "files"}}
        return self.get_form_class()(**kwargs | ({"instance": copy(obj)} if kwargs.get("instance") else {}))

    def refused(self, form: BaseForm, status: int, refusal: DomainError | None = None) -> HttpResponse:
        if not isinstance(refusal, EditedMeanwhile):
            return super().refused(form, status, refusal)
        fresh = self.fresh_form(refusal.current)
        meeting = meet(form, fresh, seen_in(self.request.POST))
        context = self.get_context_data(form=form, refusal=refusal, meeting=meeting, seen=as_seen(fresh))
        return self.render_to_response(context, status=status)

    @property
    def seen_revision(self) -> int:
        return number_in(self.request.POST, "revision") or 0

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        """After a refusal the differences are on the screen, so the next save is on top of them."""
        context = super().get_context_data(**kwargs)
        shown = getattr(context.get("refusal"), "current", self.object)
        kept = self.seen_revision or revision_of(self.object)
        revision = kept if shown is self.object else revision_of(shown)
        seen = context.get("seen") or self.request.POST.get(SEEN) or as_seen(context["form"])
        return context | {"object": self.object, "revision": revision, "seen": seen}


class Decision(ScopedUpdate):
    """A step in the life of the object, taken with the words of the form; `deed` is the service that takes it."""

    deed: Callable

    def act(self, cleaned: dict[str, Any]) -> Any:
        return type(self).deed(
            self.object,
            **cleaned,
            revision=self.seen_revision or None,
            actor=self.request.actor,
            at=timezone.now(),
        )


class ScopedCreate(ActingForm):
    """Make one object, once: the form carries an id, and sending it again finds the first."""

    def perform(self, form: BaseForm) -> Any:
        form_id = _as_uuid(self.request.POST.get("form_id"))
        if form_id is None:
            raise ValidationError(_("The form was not complete. Please send it again."))
        made, _is_new = once(
            form_id,
            actor=self.request.actor,
            at=timezone.now(),
            make=lambda: self.act(form.cleaned_data),
        )
        return made

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """A second sending may be refused only because the first one was taken."""
        form_id = _as_uuid(self.request.POST.get("form_id"))
        made = made_before(form_id, actor=self.request.actor) if form_id else None
        return self.done(made) if made else super().form_invalid(form)

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        posted = _as_uuid(self.request.POST.get("form_id"))
        return super().get_context_data(**kwargs) | {"form_id": posted or uuid4()}


def revision_of(obj: Model) -> int | None:
    """The revision that a person sees; defaults that nobody saved yet have none, whatever the model begins with."""
    return getattr(obj, "revision", None) if obj.pk else None


def _as_uuid(typed: str | None) -> UUID | None:
    try:
        return UUID(typed or "")
    except ValueError:
        return None


def add_mistakes(form: BaseForm, mistakes: ValidationError) -> None:
    """Show what a model's own check refused: at its field if the form has it, else above."""
    if not hasattr(mistakes, "error_dict"):
        form.add_error(None, mistakes)
        return
    for name, errors in mistakes.error_dict.items():
        form.add_error(name if name in form.fields and name != NON_FIELD_ERRORS else None, errors)
