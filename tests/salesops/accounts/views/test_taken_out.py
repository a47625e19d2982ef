"""Files that people take out of the program (handbook H0)."""

from django.urls import reverse

from salesops.workflow.models import AuditEvent
from tests.factories.stores import StoreFactory


def taken_by(user):
    events = AuditEvent.objects.filter(object_type="accounts.user", object_id=user.pk, step="take out")
    return list(events.order_by("pk").values_list("reason", flat=True))


def test_a_list_taken_out_as_a_file_stands_in_the_trail_with_its_name_and_page(client, cast):
    StoreFactory(customer__rep=cast.rep, customer__center=cast.center)
    client.force_login(cast.manager)

    client.get(reverse("stores:store_list"), {"export": "csv"}).getvalue()

    (said,) = taken_by(cast.manager)
    name, page = said.split(" · ")
    assert (name.endswith(".csv"), page) == (True, "stores:store_list")
    client.force_login(cast.admin)
    answer = client.get(reverse("accounts:user_edit", args=[cast.manager.pk]))
    assert name in answer.content.decode()


def test_a_page_or_an_empty_template_is_no_file_taken_out(client, cast):
    client.force_login(cast.admin)

    client.get(reverse("stores:store_list"))
    client.get(reverse("exchange:import_template", args=["stores"])).getvalue()

    assert taken_by(cast.admin) == []


def test_what_was_refused_is_not_taken_out(client, cast):
    store = StoreFactory(customer__rep=cast.rep, customer__center=cast.center)
    client.force_login(cast.stranger)

    client.get(reverse("stores:store_detail", args=[store.pk]), {"export": "xlsx"})

    assert taken_by(cast.stranger) == []
