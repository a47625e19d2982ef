"""Reports that may tell of the same thing (handbook H5.6)."""

from dataclasses import replace
from datetime import date

import pytest

from visits.calc.similar import Told, is_similar, similar_to

CUT = Told(1, "price", 1, date(2026, 11, 20), "北辰主销机型本周末降价200元，门店已换价签。")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"what": "北辰主销机型降价200元，价签已换"}, True),
        ({"what": "老板计划明年三月在新商场开分店"}, False),
        ({"kind": "competitor"}, False),
        ({"on": date(2026, 12, 5)}, False),
        ({"center_id": 2}, False),
    ],
    ids=["other words", "another matter", "another kind", "two weeks later", "another center"],
)
def test_kind_time_area_and_words_say_what_may_be_the_same(changes, expected):
    assert is_similar(CUT, replace(CUT, key=2, **changes)) is expected


def test_the_same_competitor_is_the_same_in_all_centers_however_it_is_typed():
    one, other = replace(CUT, competitor="Bei Chen"), replace(CUT, key=2, center_id=2, competitor="beichen", what="x")

    assert is_similar(one, other)
    assert not is_similar(one, replace(other, competitor="南极"))


def test_the_nearest_in_time_stands_first_and_a_report_is_not_like_itself():
    near, far = replace(CUT, key=3, on=date(2026, 11, 21)), replace(CUT, key=2, on=date(2026, 11, 28))

    assert similar_to(CUT, [far, CUT, near]) == [3, 2]
