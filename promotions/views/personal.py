"""What is sealed of a promoter: set, read for a reason, and who read it (handbook H0, H7)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from promotions.forms.promoters import REASON_LENGTH, PersonalForm
from promotions.models import PersonalLook, Promoter
from promotions.promoter_choices import PersonalField
from promotions.promoter_filters import PersonalLookFilter
from promotions.promoter_rules import KEEPERS, reads_personal
from promotions.promoter_tables import PersonalLookTable
from promotions.services.personal import read_personal, set_personal
from promotions.views.promoters import OnePromoter
from salesops.errors import DomainError
from salesops.web.htmx import answer
from salesops.web.typed import text_in
from salesops.web.views import ScopedList, door


class PersonalEdit(OnePromoter):
    form_class = PersonalForm
    title = _("Set personal data")
    template_name = "promotions/promoters/personal_form.html"

    def act(self, cleaned):
        return set_personal(self.object, cleaned, actor=self.request.actor, at=timezone.now())


class PersonalLookList(ScopedList):
    """A rep sees who read the data of those it leads, a manager of the center's, the admin all."""

    roles = KEEPERS
    model = PersonalLook
    table_class = PersonalLookTable
    filterset_class = PersonalLookFilter
    title = _("Readings of personal data")
    clause = "H0"
    export_name = _("readings of personal data")

    def narrow(self, rows):
        return rows.select_related("promoter", "applicant", "looked_by").order_by("-looked_at", "-pk")


@login_required
@require_POST
@never_cache
def personal_read(request, pk):
    """Shown once, in the answer to this very request; nothing of it stays in an address or a cache."""
    promoter = get_object_or_404(Promoter.objects.visible_to(request.actor), pk=pk)
    door(request, reads_personal, promoter)
    try:
        return shown_in_clear(request, promoter, text_in(request.POST, "reason", REASON_LENGTH))
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(promoter)


def shown_in_clear(request, person, reason: str):
    """The answer with what this reader may read of a promoter or an applicant."""
    clear = read_personal(person, actor=request.actor, at=timezone.now(), reason=reason)
    lines = [(field.label, clear[field.value]) for field in PersonalField if field.value in clear]
    return answer(request, "promotions/promoters/_personal_clear.html", {"object": person, "lines": lines})
