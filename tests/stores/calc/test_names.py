import pytest

from stores.calc.names import core, likeness, phones, street_of


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("恒达通讯云杉路店", "恒达通讯云杉路"),
        ("恒达通讯（云杉路店）", "恒达通讯(云杉路店)"),
        ("恒达通讯云杉路店", "恒达手机云杉路专卖店"),
        ("ＯＰ恒达 云杉路店", "op恒达云杉路店"),
    ],
)
def test_two_spellings_of_one_name_are_alike(name, other):
    assert likeness(name, other) > 0.9
    assert core(name) == core(other)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("恒达通讯云杉路店", "恒达通讯明珠路店"),
        ("华晟通信杭州分公司西湖云杉路营业厅", "华晟通信杭州分公司西湖明珠路营业厅"),
        ("百信手机连锁1店", "百信手机连锁2店"),
        ("百信手机连锁一店", "百信手机连锁二店"),
        ("恒达通讯", "瑞嘉通讯"),
    ],
)
def test_branches_of_one_chain_and_words_of_the_trade_make_nobody_alike(name, other):
    assert likeness(name, other) < 0.7


def test_a_name_of_trade_words_alone_is_still_a_name():
    assert core("手机店") == "手机店"
    assert likeness("手机店", "") == 0


def test_a_phone_is_read_in_every_spelling():
    assert phones("+86 138-0000-1234") == phones("13800001234") == {"13800001234"}
    assert phones("0571-88880000") == phones("88880000")
    assert phones("13800001234、0571-88880000") == {"13800001234", "88880000"}
    assert phones("12") == frozenset()


def test_an_address_is_known_by_its_street_and_house():
    assert street_of("浙江省杭州市西湖区云杉路12号二楼") == ("云杉路", "12")
    assert street_of("西湖区云杉路１２号") == ("云杉路", "12")
    assert street_of("云杉路口") == ("云杉路口", "")
