import json
from io import StringIO

from django.core.management import call_command


def test_the_command_gives_both_ways_side_by_side():
    out = StringIO()
    call_command("classification_stability", "--areas", "2", "--months", "6", "--json", stdout=out)

    report = json.loads(out.getvalue())
    assert set(report) == {"fewer_flips_percent", "bare", "banded"}
    assert report["bare"]["judged"] == report["banded"]["judged"] == 2 * 20 * 3
    assert report["banded"]["a_short_of_its_line"] == 0
