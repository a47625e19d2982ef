"""Names, phones and addresses as they are compared: what is written differently and means the same (handbook H2.2)."""

import re
from unicodedata import normalize

from rapidfuzz.distance import Postfix, Prefix
from rapidfuzz.fuzz import ratio

# What nearly every shop is called besides its own name; longer words first, as they contain shorter ones.
_TRADE = re.compile(
    "有限责任公司|股份有限公司|有限公司|分公司|公司|个体工商户|通讯器材|移动通讯|移动通信|手机卖场|手机城|手机店|"
    "数码港|数码城|专卖店|专营店|旗舰店|体验店|授权店|直营店|加盟店|形象店|营业厅|经营部|门市部|智能终端|"
    "手机|通讯|通信|电讯|数码|商贸|商行|卖场|门市|连锁|专卖|分店|总店|门店|店铺|店"
)
_BRANCH_NO = re.compile("[0-9]+|[一二三四五六七八九十]+(?=号?(?:分?店|门店|部|厅))")
_HOUSE_NO = re.compile("([0-9]+)(?:号|弄|$)")
_DISTRICT = re.compile(".*?[省市区县州旗镇]")

_BETWEEN_PHONES = re.compile("[/,;、，；|]")
_NO_DIGIT = re.compile("[^0-9]")
_COUNTRY = re.compile("^(?:00)?86(?=[0-9]{10,11}$)")

# A name as short as this is a brand alone, which all its branches contain.
_SHORTEST_TO_CONTAIN = 4
_OTHER_BRANCH = 0.6
_OTHER_NUMBER = 0.4
_WHOLE_WEIGHT = 0.15


def plain(text: str) -> str:
    """Half-width letters and digits, without blanks, brackets and other marks."""
    plain = normalize("NFKC", text).casefold()
    return plain if plain.isalnum() else "".join(filter(str.isalnum, plain))


def core(name: str) -> str:
    """The name without the words of the trade, unless it has no others."""
    whole = plain(name)
    return _TRADE.sub("", whole) or whole


def phones(text: str) -> frozenset[str]:
    """The numbers of a phone field: a mobile whole, a landline without its area code."""
    if text.isdigit() and text.isascii():
        return frozenset({_local(text)}) if len(text) >= 7 else frozenset()
    numbers = (_NO_DIGIT.sub("", part) for part in _BETWEEN_PHONES.split(normalize("NFKC", text)))
    return frozenset(_local(number) for number in numbers if len(number) >= 7)


def street_of(address: str) -> tuple[str, str]:
    """The street without province, city and district, and the number of the house."""
    written = plain(address)
    street = _DISTRICT.sub("", written) or written
    number = _HOUSE_NO.search(street)
    return street[: number.start()] if number else street, number[1] if number else ""


def likeness(name: str, other: str) -> float:
    """How alike two names are, from 0 to 1: their own words count, those of the trade hardly.

    Two branches of one chain share most letters and are two stores, so a different middle of two
    letters or more, or another branch number, makes other names of them.
    """
    whole, other_whole = plain(name), plain(other)
    if not whole or not other_whole:
        return 0.0
    own = _of_cores(_TRADE.sub("", whole) or whole, _TRADE.sub("", other_whole) or other_whole)
    if _BRANCH_NO.findall(whole) != _BRANCH_NO.findall(other_whole):
        own = min(own, _OTHER_NUMBER)
    return (1 - _WHOLE_WEIGHT) * own + _WHOLE_WEIGHT * ratio(whole, other_whole) / 100


def _of_cores(one: str, other: str) -> float:
    alike = ratio(one, other) / 100
    start = Prefix.similarity(one, other)
    end = Postfix.similarity(one[start:], other[start:])
    middle, other_middle = one[start : len(one) - end], other[start : len(other) - end]
    if not middle or not other_middle:
        is_contained = min(len(one), len(other)) >= _SHORTEST_TO_CONTAIN
        return max(alike, 0.85) if is_contained else alike
    if min(len(middle), len(other_middle)) >= 2 and ratio(middle, other_middle) < 50:
        return min(alike, _OTHER_BRANCH)
    return alike


def _local(number: str) -> str:
    if _is_mobile(number):
        return number
    number = _COUNTRY.sub("", number)
    return number if _is_mobile(number) else number[-8:]


def _is_mobile(number: str) -> bool:
    return len(number) == 11 and number.startswith("1")
