"""Pages of dealers' teams (handbook H10.5)."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from dealers.dealer_rules import keeps_business
from dealers.forms.dealers import EndForm
from dealers.forms.team import LeavingForm, PersonForm, PlaceForm, TrainingForm
from dealers.models import DealerPerson, PersonStore
from dealers.selectors.team import places_of, trainings_of, with_team_facts
from dealers.services.team import add_person, edit_person, give_store, let_go, take_store, train
from dealers.team_filters import PersonFilter
from dealers.team_tables import PersonTable
from dealers.views.dealers import OfOneDealer, dealer_page
from dealers.views.spans import day_after
from salesops.web.views import BackToPage, ScopedCreate, ScopedDetail, ScopedList, ScopedUpdate
from salesops.workflow.selectors.history import history_of

MOST_EVENTS = 50


class PersonList(ScopedList):
    model = DealerPerson
    table_class = PersonTable
    filterset_class = PersonFilter
    title = _("Teams of dealers")
    clause = "H10.5"
    export_name = _("teams of dealers")

    def narrow(self, rows):
        rows = with_team_facts(rows, self.request.actor, timezone.localdate())
        return rows.select_related("customer").order_by("customer__name", "name", "pk")


class PersonDetail(ScopedDetail):
    model = DealerPerson
    template_name = "dealers/team/person_detail.html"
    clause = "H10.5"

    def narrow(self, rows):
        return rows.select_related("customer")

    def get_context_data(self, **kwargs):
        actor, person = self.request.actor, self.object
        return super().get_context_data(**kwargs) | {
            "places": places_of(person, actor),
            "trainings": trainings_of(person, actor),
            "may_keep": keeps_business(actor, person.customer),
            "back": dealer_page(person.customer_id, "team"),
            "on": timezone.localdate(),
            "events": history_of(person)[:MOST_EVENTS],
        }


class PersonAdd(OfOneDealer):
    form_class = PersonForm
    title = _("New person of the dealer")
    clause = "H10.5"
    tab = "team"

    def allowed(self, actor) -> bool:
        return keeps_business(actor, self.dealer)

    def get_initial(self):
        return {"joined_on": timezone.localdate()}

    def act(self, cleaned):
        return add_person(self.dealer, cleaned, actor=self.request.actor, at=timezone.now())


class _OnePerson(ScopedUpdate):
    model = DealerPerson
    clause = "H10.5"

    def narrow(self, rows):
        return rows.select_related("customer")

    def allowed_on(self, actor, obj) -> bool:
        return keeps_business(actor, obj.customer)

    @property
    def cancel_url(self) -> str:
        return self.object.get_absolute_url()


class PersonEdit(_OnePerson):
    form_class = PersonForm

    def act(self, cleaned):
        return edit_person(
            self.object, cleaned, revision=self.seen_revision, actor=self.request.actor, at=timezone.now()
        )


class PersonLeave(_OnePerson):
    form_class = LeavingForm
    title = _("The person leaves the dealer")

    def get_initial(self):
        return {"left_on": timezone.localdate()}

    def act(self, cleaned):
        return let_go(self.object, **cleaned, actor=self.request.actor, at=timezone.now())


class _OfOnePerson(BackToPage, ScopedCreate):
    clause = "H10.5"

    @cached_property
    def person(self) -> DealerPerson:
        rows = DealerPerson.objects.visible_to(self.request.actor).select_related("customer")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def allowed(self, actor) -> bool:
        return keeps_business(actor, self.person.customer)

    @property
    def cancel_url(self) -> str:
        return self.person.get_absolute_url()


class PersonStoreAdd(_OfOnePerson):
    form_class = PlaceForm
    title = _("Store of the person")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"dealer": self.person.customer}

    def get_initial(self):
        return {"starts_on": timezone.localdate()}

    def act(self, cleaned):
        return give_store(
            self.person,
            cleaned["store"],
            starts_on=cleaned["starts_on"],
            ends_on=day_after(cleaned["end_last_on"]),
            actor=self.request.actor,
            at=timezone.now(),
        )


class PersonTrain(_OfOnePerson):
    form_class = TrainingForm
    title = _("Training of the person")

    def get_initial(self):
        return {"held_on": timezone.localdate()}

    def act(self, cleaned):
        return train(self.person, cleaned, actor=self.request.actor, at=timezone.now())


class PersonStoreEnd(BackToPage, ScopedUpdate):
    model = PersonStore
    form_class = EndForm
    title = _("End the store at the person")
    clause = "H10.5"

    def narrow(self, rows):
        return rows.select_related("person__customer", "store")

    def allowed_on(self, actor, obj) -> bool:
        return keeps_business(actor, obj.person.customer)

    def get_initial(self):
        return {"last_on": timezone.localdate()}

    @property
    def cancel_url(self) -> str:
        return self.object.person.get_absolute_url()

    def act(self, cleaned):
        ends_on = day_after(cleaned["last_on"])
        return take_store(self.object, ends_on=ends_on, actor=self.request.actor, at=timezone.now())
