"""Every file is read rightly or refused with its own code (reliability I1)."""

from datetime import date

import pytest

from salesops.exchange.sentences import sentence
from tests.salesops.exchange.books import save
from tests.salesops.exchange.corpus import CSV_TEXT, READ, REFUSED
from tests.salesops.exchange.kinds import read

pytestmark = pytest.mark.any_engine


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_file_is_refused_with_its_reason(tmp_path, name):
    content, code = REFUSED[name]

    assert read(save(tmp_path, content)) == code


@pytest.mark.parametrize("name", READ)
def test_an_odd_file_is_read_as_a_person_sees_it(tmp_path, name):
    content, rows, problems = READ[name]

    good, found = read(save(tmp_path, content))

    as_text = {n: {k: str(v) if isinstance(v, date) else v for k, v in row.items()} for n, row in good.items()}
    assert (as_text, found) == (rows, problems)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_each_encoding(tmp_path, encoding):
    good, problems = read(save(tmp_path, CSV_TEXT.encode(encoding), "rows.csv"))

    assert good == {2: {"code": "S1", "name": "店", "quantity": 5, "day": date(2026, 11, 5)}}
    assert problems == {(4, "quantity"): "not_an_integer"}


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_csv_with_other_delimiters(tmp_path, delimiter):
    good, _problems = read(save(tmp_path, CSV_TEXT.replace(",", delimiter).encode(), "rows.csv"))

    assert list(good) == [2]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\x00\x01\x02\xff", "no_text"),
        ("编码\n\0S1".encode(), "no_text"),
        ("编码\n" + '"' + "x" * 200_000 + '"', "broken_csv"),
        ('编码\n"S1"x', "broken_csv"),
        ("编码" + "," * 500, "too_many_columns"),
        ("a,b\n1,2", "no_header"),
    ],
)
def test_bad_csv_is_refused_with_its_reason(tmp_path, content, code):
    content = content if isinstance(content, bytes) else content.encode()

    assert read(save(tmp_path, content, "rows.csv")) == code


def test_other_endings_are_refused(tmp_path):
    codes = [read(save(tmp_path, b"x", name)) for name in ("a.exe", "a.xls", "a.xlsm", "a", "a.xlsx.exe")]

    assert codes == ["wrong_ending", "old_excel", "wrong_ending", "wrong_ending", "wrong_ending"]


@pytest.mark.parametrize("code", sorted({code for _content, code in REFUSED.values()}))
def test_each_refusal_has_its_words(code):
    words = sentence(code, {"limit": 1, "rows": 10, "row": 1, "columns": "x", "found": 300})

    assert words != code
    assert "%(" not in words
