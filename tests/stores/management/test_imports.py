import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from stores.models import SalesMonth, SalesRecord, Store

pytestmark = pytest.mark.django_db

FILES = {
    "customers": "客户编码,客户名称,客户类型,促销经理账号\nK1,星光通讯,独立店,{rep}\n",
    "stores": "门店编码,门店名称,客户编码,业态,开门时间\nS1,解放路店,K1,multi,9点\n",
    "catalogue": (
        "机型编码,机型名称,品牌,SKU编码,零售价（元）,供货价（元）,价格生效日\nM1,星河20,星河,U1,1999,1699,2026-01-01\n"
    ),
    "sales": "类型,门店编码,SKU编码,日期,数量\nsell_out,S1,U1,2026-10-15,3\nsell_out,S1,U1,2026-10-16,-1\n",
}


def run(tmp_path, kind, text, *flags):
    file = tmp_path / f"{kind}.csv"
    file.write_text(text, encoding="utf-8")
    out = StringIO()
    call_command(f"import_{kind}", str(file), "--json", *flags, stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture
def archive(tmp_path, cast):
    for kind in ("customers", "stores", "catalogue"):
        run(tmp_path, kind, FILES[kind].format(rep=cast.rep.username), "--commit")


def test_all_kinds_come_in_from_files_and_twice_adds_nothing(tmp_path, archive):
    first = run(tmp_path, "sales", FILES["sales"], "--commit")
    second = run(tmp_path, "sales", FILES["sales"], "--commit")

    assert (first["created"], second["created"], second["unchanged"]) == (2, 0, 2)
    assert Store.objects.unscoped(because="test").get().code == "S1"
    assert SalesMonth.objects.unscoped(because="test").get().sell_out == 2


def test_an_error_names_row_and_column_and_imports_nothing(tmp_path, archive):
    text = (
        FILES["sales"]
        + "sell_out,S9,U1,2026-10-15,3\nsell_out,S1,U1,2099-01-01,1.5\n"
        + "sell_out,S1,U1,2026-10-15,3\n"
    )

    report = run(tmp_path, "sales", text)

    assert [(error["row"], error["column"]) for error in report["errors"]] == [
        (4, "门店编码"),
        (5, "日期"),
        (5, "数量"),
        (6, ""),
    ]
    with pytest.raises(CommandError):
        run(tmp_path, "sales", text, "--commit")
    assert not SalesRecord.objects.unscoped(because="test").exists()


def test_the_good_rows_alone_may_come_in(tmp_path, archive):
    report = run(tmp_path, "sales", FILES["sales"] + "sell_out,S9,U1,2026-10-15,3\n", "--commit", "--good-rows-only")

    assert (report["created"], report["error_count"]) == (2, 1)


def test_rebuilt_rollups_are_counted(tmp_path, archive):
    run(tmp_path, "sales", FILES["sales"], "--commit")
    out = StringIO()

    call_command("rebuild_rollups", "--json", stdout=out)

    assert json.loads(out.getvalue()) == {"sales_months": 1}
