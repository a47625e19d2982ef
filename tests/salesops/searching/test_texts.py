"""Search texts and the words that find them (handbook H2)."""

import doctest

import pytest

from salesops.searching import texts
from salesops.searching.texts import patterns, search_text

TEXT = search_text(["杭州手机解放路1号店"], ["S00001", "13800138000", "西湖区文三路 12 号"])


def finds(typed: str, text: str = TEXT) -> bool:
    return all(pattern in text for pattern in patterns(typed))


def test_the_examples_hold():
    assert doctest.testmod(texts).failed == 0


WORDS = ["杭州", "州手", "杭", "解放路1号", "文三路12", "路12号", "s00001", "S0000", "0138", "Ｓ００００１", "１３８"]
SOUNDS = ["hzsj", "hangzhou", "hz", "shouji", "hz 解放路", " ", ""]


@pytest.mark.parametrize("typed", [*WORDS, *SOUNDS])
def test_part_of_name_code_phone_address_pinyin_or_initials_finds(typed):
    assert finds(typed)


@pytest.mark.parametrize("typed", ["上海", "州杭", "hzsk", "S00002", "杭州 上海", "店s"])
def test_what_is_not_there_is_not_found(typed):
    assert not finds(typed)


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("重庆重点店", "chongqingzhongdian", "cqzd"),
        ("长沙长安店", "changshachangan", "csca"),
        ("朝阳大厦", "chaoyangdasha", "cyds"),
        ("厦门银行", "xiamenyinhang", "xmyh"),
        ("ＡＢＣ手机 20", "abcshouji20", "abcsj20"),
    ],
)
def test_a_character_of_several_sounds_is_read_by_its_word(name, full, initials):
    assert finds(f"{full} {initials}", search_text([name], []))


def test_what_cannot_be_seen_is_left_out():
    assert search_text(["A\x00B\u200b店\t"], []).startswith(" a b 店 |")
