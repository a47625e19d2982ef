"""Pages of what other programs may read, for the admin (handbook H13)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from salesops.accounts.choices import Role
from salesops.accounts.forms import TokenForm
from salesops.accounts.models import ApiToken
from salesops.accounts.services import give_token, take_back_token
from salesops.accounts.tables import TokenTable
from salesops.web.views import ScopedCreate, ScopedList

_ADMIN = {Role.ADMIN}
LIST = reverse_lazy("accounts:token_list")


class TokenList(ScopedList):
    roles = _ADMIN
    model = ApiToken
    table_class = TokenTable
    template_name = "accounts/tokens/token_list.html"
    title = gettext_lazy("Program access")
    clause = "H13"
    export_name = "program access"

    def narrow(self, rows):
        return rows.select_related("user").order_by("-made_at")


@method_decorator(never_cache, name="dispatch")
class TokenCreate(ScopedCreate):
    """The secret is shown in the answer to this request only: who sends the form again finds the list."""

    roles = _ADMIN
    form_class = TokenForm
    title = gettext_lazy("Let a program in")
    clause = "H13"
    done_message = ""
    cancel_url = LIST
    secret = ""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"on": timezone.localdate()}

    def act(self, cleaned):
        token, self.secret = give_token(cleaned, actor=self.request.actor, at=timezone.now())
        return token

    def done(self, made):
        if not self.secret:
            return redirect(LIST)
        return render(self.request, "accounts/tokens/token_made.html", {"token": made, "secret": self.secret})


@login_required
@require_POST
def token_end(request, pk):
    """A row that only admins know of; the service asks who does it."""
    token = take_back_token(get_object_or_404(ApiToken, pk=pk), actor=request.actor, at=timezone.now())
    messages.success(request, _("“%(name)s” reads nothing any more.") % {"name": token.name})
    return redirect(LIST)
