"""Filters of the lists of promotions and launches."""

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from promotions.choices import (
    OPEN_REASONS,
    Executed,
    LaunchStatus,
    LaunchStoreState,
    PromotionKind,
    PromotionPhase,
    PromotionStatus,
)
from promotions.models import Launch, LaunchStore, Promotion, PromotionStore
from salesops.accounts.models import Center, User
from salesops.web.filters import ActorFilterSet, NamedChoiceFilter, SearchFilter
from stores.choices import StoreClass

DESKS = [
    ("approve", _("to approve")),
    ("mend", _("came back to me")),
    ("close", _("to close")),
    ("sum_up", _("to sum up")),
]
LAUNCH_DESKS = [
    ("answer", _("to answer")),
    ("mend", _("sent back by a center")),
    ("publish", _("to publish")),
    ("behind", _("behind its plan")),
    ("untrained", _("with untrained promoters")),
]


class PromotionFilter(ActorFilterSet):
    behind_button = ("center", "desk")

    q = SearchFilter(fields=("name", "mechanics"))
    kind = django_filters.ChoiceFilter(choices=PromotionKind)
    status = django_filters.ChoiceFilter(choices=PromotionStatus)
    phase = django_filters.ChoiceFilter(choices=PromotionPhase, method="in_phase", label=_("Phase"))
    center = django_filters.ModelChoiceFilter(
        queryset=Center.objects.filter(is_active=True).order_by("code"), label=_("Proposed by center")
    )
    desk = django_filters.ChoiceFilter(choices=DESKS, method="on_desk", label=_("Waits for me"))

    class Meta:
        model = Promotion
        fields = ["q", "kind", "status", "phase", "center", "desk"]

    def in_phase(self, rows, _name, value):
        return rows.in_phase(value, timezone.localdate())

    def on_desk(self, rows, _name, value):
        actor = self.request.actor
        if value == "close":
            return rows.to_close(actor, timezone.localdate())
        if value == "sum_up":
            return rows.to_sum_up(actor)
        return rows.to_approve(actor) if value == "approve" else rows.to_mend(actor)


class LaunchFilter(ActorFilterSet):
    behind_button = ("desk",)

    q = SearchFilter(fields=("name", "arguments"))
    status = django_filters.ChoiceFilter(choices=LaunchStatus)
    desk = django_filters.ChoiceFilter(choices=LAUNCH_DESKS, label=_("Waits for me"), method="on_desk")

    class Meta:
        model = Launch
        fields = ["q", "status", "desk"]

    def on_desk(self, rows, _name, value):
        actor = self.request.actor
        if value == "behind":
            return rows.behind(actor, timezone.localdate())
        if value == "untrained":
            return rows.untrained(actor, timezone.localdate())
        return {"answer": rows.to_answer, "mend": rows.to_mend, "publish": rows.to_publish}[value](actor)


class CalendarFilter(ActorFilterSet):
    kind = django_filters.ChoiceFilter(choices=PromotionKind)
    at_center = django_filters.ModelChoiceFilter(
        queryset=Center.objects.filter(is_active=True).order_by("code"),
        field_name="stores__store__center",
        label=_("At stores of"),
    )

    class Meta:
        model = Promotion
        fields = ["kind", "at_center"]


PROOFS = [("missing", _("without proof")), *Executed.choices]


class ProofFilter(ActorFilterSet):
    q = SearchFilter(fields=("promotion__name", "store__name", "store__code"))
    proof = django_filters.ChoiceFilter(choices=PROOFS, method="by_proof", label=_("Proof"))
    running = django_filters.ChoiceFilter(choices=[("yes", _("running now"))], method="that_run", label=_("Phase"))
    center = django_filters.ModelChoiceFilter(
        queryset=Center.objects.filter(is_active=True).order_by("code"), field_name="store__center", label=_("Center")
    )

    class Meta:
        model = PromotionStore
        fields = ["q", "proof", "running", "center"]

    def by_proof(self, rows, _name, value):
        return rows.filter(executed__isnull=True) if value == "missing" else rows.filter(executed=value)

    def that_run(self, rows, _name, _value):
        return rows.filter(promotion__ends_on__gte=timezone.localdate())


class LaunchStoreFilter(ActorFilterSet):
    """Target stores of one launch by area, class, and how far they have come."""

    q = SearchFilter(fields=("store__name", "store__code"))
    state = django_filters.ChoiceFilter(choices=LaunchStoreState, label=_("state"), method="in_state")
    store_class = django_filters.ChoiceFilter(choices=StoreClass, label=_("class"))
    center = NamedChoiceFilter(queryset=Center.objects.order_by("code"), field_name="store__center", label=_("center"))
    rep = NamedChoiceFilter(queryset=User.objects.reps().order_by("name"), field_name="store__rep", label=_("rep"))
    reason = django_filters.ChoiceFilter(choices=OPEN_REASONS, label=_("open because"), method="open_because")

    class Meta:
        model = LaunchStore
        fields = ["q", "state", "store_class", "center", "rep", "reason"]

    def in_state(self, rows, _name, value):
        return rows.in_state(value)

    def open_because(self, rows, _name, value):
        return rows.open_because(value)
