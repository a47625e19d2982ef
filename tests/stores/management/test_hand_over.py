import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from stores.models import HandOver, Store
from tests.factories.stores import CustomerFactory, StoreFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def stores(cast):
    customer = CustomerFactory(rep=cast.rep, code="K1")
    return [StoreFactory(customer=customer, code=code) for code in ("S1", "S2", "S3")]


def hand_over(cast, *flags, on="2026-11-01", to="colleague"):
    out = StringIO()
    people = ("--from", cast.rep.username, "--to", getattr(cast, to).username)
    call_command("hand_over", *people, "--on", on, "--reason", "调区", "--json", *flags, stdout=out)
    return json.loads(out.getvalue())


def holders():
    return list(Store.objects.unscoped(because="test").order_by("code").values_list("rep__name", flat=True))


def test_without_commit_nothing_is_written(cast, stores):
    report = hand_over(cast, "--with-customers")

    assert (report["stores"], report["customers"], report["left_out"]) == (["S1", "S2", "S3"], ["K1"], {})
    assert report["load"][cast.colleague.username]["visits_per_week"] == [0.0, 1.5]
    assert holders() == ["本代表"] * 3
    assert not HandOver.objects.unscoped(because="test").exists()


def test_committed_the_named_stores_change_hands(cast, stores, tmp_path):
    listed = tmp_path / "codes.txt"
    listed.write_text("S3\n")

    assert hand_over(cast, "--stores", "S1", "--commit")["status"] == "done"
    assert hand_over(cast, "--stores", str(listed), "--commit", on="2099-01-01")["status"] == "waiting"
    assert holders() == ["同事", "本代表", "本代表"]


@pytest.mark.parametrize(("flags", "to"), [(("--stores", "S1,S9"), "colleague"), ((), "foreign_rep"), ((), "manager")])
def test_what_cannot_be_is_an_error(cast, stores, flags, to):
    with pytest.raises(CommandError):
        hand_over(cast, *flags, "--commit", to=to)
    assert not HandOver.objects.unscoped(because="test").exists()
