"""What is personal of a promoter is sealed, masked, read for a reason only, and goes on time (handbook H0, H7)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from promotions.models import PersonalData, PersonalLook
from promotions.selectors.promoter_terms import terms_of
from promotions.selectors.promoters import personal_lines
from promotions.services.headcount import set_terms
from promotions.services.personal import ReasonMissing, read_personal, seal_anew, set_personal
from promotions.services.retention import forget_leavers
from salesops.accounts.actor import Actor
from salesops.notices.models import Notice
from salesops.sealing import KeyMissing
from salesops.workflow.models import AuditEvent
from tests.factories.promoters import PromoterFactory

NUMBERS = {"phone": "13800001234", "id_number": "11010519491231002X", "bank_account": "6222020000000000000"}
JOB = Actor.system("test")
AT = datetime(2026, 12, 1, 4, 45, tzinfo=ZoneInfo("Asia/Shanghai"))


def acting(cast, who="manager"):
    return {"actor": cast.actor(who), "at": timezone.now()}


@pytest.fixture
def promoter(cast):
    promoter = PromoterFactory(rep=cast.rep)
    set_personal(promoter, NUMBERS, **acting(cast))
    return promoter


def everything_in_the_database() -> str:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        texts = []
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            texts.append(repr(cursor.fetchall()))
    return "".join(texts)


def test_no_number_of_a_person_stands_in_the_database(promoter):
    written = everything_in_the_database()

    assert [number for number in NUMBERS.values() if number in written] == []
    assert promoter.code in written


@pytest.mark.parametrize(
    ("who", "fields"),
    [
        ("rep", ["phone"]),
        ("manager", ["phone", "id_number", "bank_account"]),
        ("admin", ["phone", "id_number", "bank_account"]),
        ("marketing", []),
        ("hq", []),
    ],
)
def test_each_role_sees_masked_what_it_may_read_and_reads_no_more(cast, promoter, who, fields):
    lines = personal_lines(promoter, cast.actor(who))

    assert [line.name for line in lines] == fields
    assert {line.shown for line in lines} <= {"••••1234", "••••002X", "••••0000"}


@pytest.mark.parametrize(("who", "read"), [("rep", {"phone"}), ("manager", set(NUMBERS))])
def test_a_reading_is_kept_and_told_to_those_who_answer_for_the_person(cast, promoter, who, read):
    clear = read_personal(promoter, reason="发工资", **acting(cast, who))

    look = PersonalLook.objects.unscoped(because="test").get()
    assert clear == {name: NUMBERS[name] for name in read}
    assert (look.promoter, look.looked_by, look.reason) == (promoter, getattr(cast, who), "发工资")
    assert set(look.fields.split(",")) == read
    assert set(Notice.objects.values_list("user__name", flat=True)) == {"本代表", "本经理"} - {getattr(cast, who).name}


def test_without_a_reason_nothing_is_read(cast, promoter):
    with pytest.raises(ReasonMissing):
        read_personal(promoter, reason=" ", **acting(cast))

    assert not PersonalLook.objects.unscoped(because="test").exists()


@pytest.mark.parametrize("who", ["colleague", "stranger", "marketing", "hq"])
def test_others_read_nothing(cast, promoter, who):
    with pytest.raises(PermissionDenied):
        read_personal(promoter, reason="x", **acting(cast, who))


@pytest.mark.parametrize("deed", ["update", "delete"])
def test_a_reading_stays_as_it_is(cast, promoter, deed):
    read_personal(promoter, reason="发工资", **acting(cast))
    rows = PersonalLook.objects.unscoped(because="test")

    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(reason="x") if deed == "update" else rows._raw_delete(rows.db)

    assert rows.get().reason == "发工资"


def test_the_history_says_that_a_number_changed_and_not_which(cast, promoter):
    set_personal(promoter, {"phone": "13900005678", "id_number": "", "bank_account": ""}, **acting(cast, "rep"))

    event = AuditEvent.objects.filter(step="set personal data").latest("pk")
    assert list(event.changes.values_list("field", "before", "after")) == [("phone number", "••••", "••••")]
    assert read_personal(promoter, reason="x", **acting(cast))["id_number"] == NUMBERS["id_number"]


def test_keys_are_changed_without_losing_anything(cast, promoter, settings):
    old = settings.SALESOPS_DATA_KEYS
    settings.SALESOPS_DATA_KEYS = ["a new key", *old]

    assert seal_anew() == 1
    settings.SALESOPS_DATA_KEYS = ["a new key"]

    assert read_personal(promoter, reason="x", **acting(cast)) == NUMBERS
    settings.SALESOPS_DATA_KEYS = old
    with pytest.raises(KeyMissing):
        personal_lines(promoter, cast.actor("manager"))


def leaver(cast, days_ago):
    left_on = timezone.localdate(AT) - timedelta(days=days_ago)
    promoter = PromoterFactory(rep=cast.rep, status="left", left_on=left_on, leaving_reason="resigned")
    PersonalData.objects.create(promoter=promoter, phone="x")
    return promoter


def test_personal_data_of_leavers_go_when_their_center_has_kept_them_long_enough(cast):
    gone, kept, here = leaver(cast, 31), leaver(cast, 30), PromoterFactory(rep=cast.rep)
    PersonalData.objects.create(promoter=here, phone="x")
    set_terms(terms_of(cast.center), {"leaver_days": 30}, revision=0, **acting(cast))

    first = forget_leavers(actor=JOB, at=AT)
    second = forget_leavers(actor=JOB, at=AT)

    rows = PersonalData.objects.unscoped(because="test")
    assert (first[cast.center.code], second[cast.center.code]) == (1, 0)
    assert set(rows.values_list("promoter", flat=True)) == {kept.pk, here.pk}
    assert AuditEvent.objects.get(step="delete personal data").object_id == gone.pk


def test_a_leaver_without_terms_of_the_center_goes_after_half_a_year(cast):
    leaver(cast, 181)
    leaver(cast, 180)

    assert forget_leavers(actor=JOB, at=AT)[cast.center.code] == 1


def test_the_manager_of_a_center_sets_its_terms_and_no_other(cast):
    with pytest.raises(PermissionDenied):
        set_terms(terms_of(cast.center), {"leaver_days": 1}, revision=0, **acting(cast, "stranger"))

    assert terms_of(cast.center).leaver_days == 180
