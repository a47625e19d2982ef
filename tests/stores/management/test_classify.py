import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from salesops.periods.month import Month
from stores.models import ClassificationRun, SalesMonth, Store
from tests.stores.classes import area_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def center(cast):
    area_of(cast.rep, 45, 30, 15, 10)
    return cast.center


def classify(center, *flags, month="2026-11"):
    out = StringIO()
    call_command("classify", "--center", center, "--month", month, "--json", *flags, stdout=out)
    return json.loads(out.getvalue())


def test_without_commit_nothing_is_written(cast, center):
    report = classify(center.code)

    assert {name: report[name] for name in ("center", "month", "window", "lines", "measure")} == {
        "center": center.code,
        "month": "2026-11",
        "window": ["2026-08", "2026-09", "2026-10"],
        "lines": {"a": 4000, "b": 8000},
        "measure": "units",
    }
    assert report["stores"][1] == {
        "code": "S2",
        "rep": cast.rep.username,
        "rank": 2,
        "volume": 90,
        "before": 135,
        "total": 300,
        "class": "B",
        "previous": "C",
        "flags": [],
    }
    assert report["movers"][0] == {"code": "S1", "previous": "C", "class": "A"}
    assert not ClassificationRun.objects.unscoped(because="test").exists()


def test_with_commit_the_classes_are_valid(center):
    classify(center.code, "--commit")

    assert ClassificationRun.objects.unscoped(because="test").get().status == "valid"
    stores = Store.objects.unscoped(because="test").order_by("code")
    assert "".join(stores.values_list("store_class", flat=True)) == "ABBC"
    assert classify(center.code)["movers"] == []


def test_a_month_ranks_by_the_complete_months_before_it(center):
    stores = Store.objects.unscoped(because="test")
    for store in stores:
        for month in (Month(2026, 6), Month(2026, 7)):
            SalesMonth.objects.create(
                store=store,
                model_id=SalesMonth.objects.unscoped(because="test").first().model_id,
                month=month.first_day,
                sell_out=1,
                records=1,
            )

    assert classify(center.code, month="2026-09")["window"] == ["2026-06", "2026-07", "2026-08"]


@pytest.mark.parametrize(
    ("code", "month", "words"),
    [("nowhere", "2026-11", "nowhere"), (None, "2026-13", "2026-13"), (None, "2020-01", "2020-01")],
)
def test_bad_input_is_one_clear_line(center, code, month, words):
    with pytest.raises(CommandError, match=words) as refusal:
        classify(code or center.code, month=month)
    assert "\n" not in str(refusal.value)


def classify_all(*flags):
    out = StringIO()
    call_command("classify", "--all", "--month", "2026-11", "--json", *flags, stdout=out)
    return json.loads(out.getvalue())


def test_all_centers_are_classified_and_a_run_with_no_change_is_passed_over(cast, center):
    looked = classify_all()
    assert (looked["centers"], looked["without_sales"], looked["stores"], looked["movers"]) == (1, 1, 4, 3)
    assert not ClassificationRun.objects.unscoped(because="test").exists()

    first, second, third = (classify_all("--commit") for _ in range(3))

    assert (first["centers"], first["stores"], first["movers"]) == (1, 4, 3)
    assert (second["movers"], third["centers"], third["unchanged"]) == (0, 0, 1)
    assert ClassificationRun.objects.unscoped(because="test").filter(status="valid").count() == 1
