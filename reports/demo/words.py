"""Invented Chinese names of people, companies, shops and streets."""

from reports.demo.stream import Stream


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


COMPANY = "云岫通讯（演示数据）"
BRAND = "云岫"
COMPETITORS = ("极岳", "澄光", "北辰星")

_SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈"
_GIVEN = _words(
    "伟 芳 敏 静 磊 洋 艳 勇 军 杰 娟 涛 超 明 霞 平 刚 丽 强 鹏 婷 宁 欣怡 志强 秀英 建华 晓东 文斌 雅琴 国庆 "
    "海燕 俊杰 思远 雨桐 梓涵 浩然 子轩 晓雯 丽娜 立新 春梅 玉兰 佳琪 一鸣 振宇 慧敏 少华 永福 红梅 嘉豪 诗雨 "
    "天佑 若曦 宏达 世杰 彩云 启航 凤英 光明 小龙"
)
_SHOP_HEADS = "恒鑫宏金盛华瑞嘉万凯隆福诚顺天联优广通腾启卓佳百亿泰永世新合远旭"
_SHOP_TAILS = "达源泰信辉捷讯邦盈丰和康锐航兴元美悦宇成力普祥昌星博"
_SHOP_TRADES = _words("通讯 数码 手机 电讯 通信 移动通讯 手机城 数码港")
_OPERATORS = ("华晟通信", "联畅移动", "天翎电信")
_STREETS = _words(
    "云杉 明珠 望江 听涛 锦绣 长虹 朝晖 文澜 向阳 临泉 翠柏 银杏 丹枫 梧桐 春晓 秋月 青禾 碧波 金穗 兴业 "
    "和顺 景明 安泰 育才 振兴 启明 松涛 芙蓉 紫荆 百合"
)
_MALLS = _words("云汇城 星悦里 万景荟 金街广场 银河天地 新都汇 望海城 时代里 悦来广场 龙吟里 印月汇 中环荟")
_HOURS = ("09:00-21:00", "9:00~21:00", "早9点至晚9点", "09：00—21：00", "9am-9pm")


def person(stream: Stream) -> str:
    return stream.pick(_SURNAMES) + stream.pick(_GIVEN)


def phone(stream: Stream) -> str:
    """Well formed and of nobody: the middle four digits are zero."""
    return f"1{stream.pick('35789')}{stream.between(0, 9)}0000{stream.between(0, 9999):04d}"


def retailer(stream: Stream) -> str:
    return stream.pick(_SHOP_HEADS) + stream.pick(_SHOP_TAILS) + stream.pick(_SHOP_TRADES)


def operator(stream: Stream, district: str) -> str:
    return f"{stream.pick(_OPERATORS)}{district}分公司"


def dealer(stream: Stream, city: str) -> str:
    return f"{city}{stream.pick(_SHOP_HEADS)}{stream.pick(_SHOP_TAILS)}商贸"


def street(stream: Stream) -> str:
    return f"{stream.pick(_STREETS)}路"


def site(stream: Stream, street_name: str) -> str:
    """Where in town the shop is, as its name says it: a mall for one in five, else its street."""
    return stream.pick(_MALLS) if stream.chance(0.2) else street_name


def hours(stream: Stream, opens: str, closes: str) -> str:
    """Opening hours in one of the spellings that archives are full of."""
    if (opens, closes) == ("09:00", "21:00"):
        return stream.pick(_HOURS)
    return f"{opens}-{closes}"


def tax_id(stream: Stream, city_code: str) -> str:
    """Eighteen places like a real one; the organisation's part begins with DEMO."""
    return f"91{city_code}DEMO{stream.between(0, 99999):05d}X"
