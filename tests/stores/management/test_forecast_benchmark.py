"""The forecast measured on a file of sales by command (handbook H8.2)."""

import json

import pytest
from django.core.management import CommandError, call_command

HEADER = "series,month,value\n"
STEADY = "".join(f"S{store},2025-{month:02},{10 * store}\n" for store in (1, 2) for month in range(1, 10))


@pytest.fixture
def written(tmp_path):
    def write(text, name="sales.csv", encoding="utf-8"):
        file = tmp_path / name
        file.write_text(text, encoding=encoding)
        return file

    return write


def test_last_line_tells_the_errors_beside_the_plain_rules(written, capsys):
    call_command("forecast_benchmark", written(HEADER + STEADY), json=True, no_festival=True)

    answer = json.loads(capsys.readouterr().out)
    assert (answer["series"], answer["centers"], answer["judged"]) == (2, 1, 12)
    assert (answer["wape"], answer["bias"], answer["coverage"]) == (0, 0, 1)
    assert set(answer["beside"]) == {"last_month", "mean_of_three"}


def test_centers_products_gaps_and_fractions_are_read(written, capsys):
    rows = [f"店{n},2024/{m},{0.25 * n},{'AB'[n % 2]},P1" for n in (1, 2) for m in range(1, 13)]
    table = "series,month,value,center,product\n" + "\n".join([*rows, "店1,2025-01-01,,B,P1", "店1,202502,0.25,B,P1"])
    promotions = written("series,month\n店1,2024-03\n", "promotions.csv")

    call_command("forecast_benchmark", written(table, encoding="gb18030"), promotions=promotions, json=True)

    answer = json.loads(capsys.readouterr().out)
    assert (answer["series"], answer["centers"]) == (2, 2)
    assert answer["wape"] < 0.1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("month,value\n2025-01,3\n", "row 1: there is no column series"),
        (HEADER + "S1,2025-13,3\n", "row 2: '2025-13' is not a month"),
        (HEADER + "S1,2025-01,3\nS1,2025-02,many\n", "row 3: 'many' is not a number"),
        (HEADER + "S1,2025-01,nan\n", "row 2: 'nan' is not a number"),
        (HEADER + "S1,2025-01,3\nS1,2025-01,4\n", "row 3: S1 has 2025-01 twice"),
        (HEADER, "there is no row with a value"),
        (HEADER + "S1,2025-01,3\n", "no series has three months"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_row(written, text, said):
    with pytest.raises(CommandError, match=said):
        call_command("forecast_benchmark", written(text))


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("forecast_benchmark", tmp_path / "none.csv")
