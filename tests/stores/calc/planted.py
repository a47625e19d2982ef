"""A town of shops in which some were entered twice, as people enter them: what the search for twins is measured on."""

from dataclasses import dataclass, replace

from reports.demo import words
from reports.demo.stream import Stream
from stores.calc.similarity import Archive

METRE = 1 / 100_000
CHAIN = "百信手机连锁"


@dataclass(frozen=True)
class Shop:
    name: str
    phone: str
    address: str
    position: tuple[float, float] | None


def town(count: int, *, twins: int, seed: int = 1) -> tuple[list[Archive], set[tuple[int, int]]]:
    """So many shops, a third of them in handset streets; and the pairs of ids that are one shop."""
    shops = list(_shops(count, seed))
    entered_twice = [number * (count // twins) + number % 7 for number in range(twins)]
    again = [_entered_again(shops[number], Stream(seed, "twin", str(number))) for number in entered_twice]
    archives = [
        Archive.of(number, shop.name, phone=shop.phone, address=shop.address, position=shop.position)
        for number, shop in enumerate([*shops, *again])
    ]
    return archives, {(number, count + place) for place, number in enumerate(entered_twice)}


def _shops(count: int, seed: int):
    """Every fortieth shop is a branch of one chain."""
    for number in range(count):
        street_of = Stream(seed, "street", str(number // 6))
        shop = Stream(seed, "shop", str(number))
        is_clustered = number // 6 % 3 == 0
        place = street_of if is_clustered else shop
        street, middle = words.street(place), (120 + place.uniform() / 3, 30 + place.uniform() / 3)
        yield Shop(
            name=f"{CHAIN if number % 40 == 0 else words.retailer(shop)}{words.site(shop, street)}店",
            phone=words.phone(shop),
            address=f"杭州市西湖区{street}{shop.between(1, 399)}号",
            position=_near(middle, 100, shop),
        )


def _entered_again(shop: Shop, stream: Stream) -> Shop:
    """Another spelling, and two in five without phone, without address, without or with a doubtful position."""
    shop = replace(shop, name=stream.pick(_SPELLINGS)(shop.name, stream))
    phone = "" if stream.chance(0.4) else shop.phone
    address = "" if stream.chance(0.4) else shop.address.removeprefix("杭州市")
    position = stream.pick((None, _near(shop.position, 20, stream), _near(shop.position, 20, stream), _shifted(shop)))
    return replace(shop, phone=phone, address=address, position=position)


def _near(middle: tuple[float, float], metres: int, stream: Stream) -> tuple[float, float]:
    return tuple(degree + (2 * stream.uniform() - 1) * metres * METRE for degree in middle)


def _shifted(shop: Shop) -> tuple[float, float]:
    """The Chinese map datum taken for WGS-84."""
    return shop.position[0] + 0.0047, shop.position[1] - 0.0024


def _with_a_letter_mistaken(name: str, stream: Stream) -> str:
    at = stream.between(0, 1)
    return name[:at] + "星" + name[at + 1 :]


_SPELLINGS = (
    lambda name, stream: name.removesuffix("店"),
    lambda name, stream: name.removesuffix("店") + "（店）",
    lambda name, stream: name.replace("通讯", "手机").replace("数码", "手机"),
    lambda name, stream: f"杭州{name}",
    lambda name, stream: name.removesuffix("店") + "专卖店",
    _with_a_letter_mistaken,
)
