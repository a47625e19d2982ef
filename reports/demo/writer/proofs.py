"""What visits found of the promotions in their stores, and where the material of them is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta

from promotions.choices import Executed, MaterialKind, MoveKind, PromotionKind
from promotions.models import ExecutionCheck, MaterialItem, MaterialMove, MaterialStock, Promotion, PromotionStore
from reports.demo.stream import Stream
from reports.demo.writer.written import BATCH, BECAUSE, Written, moment
from salesops.accounts.choices import Role
from visits.models import Visit

_SENT_BEFORE, _ARRIVES_BEFORE = timedelta(days=3), timedelta(days=1)
_ARRIVED, _CARRIED_OUT, _PARTLY, _PRICE_RIGHT = 0.96, 0.86, 0.7, 0.93
_WHY_NOT = ("店主当天不在，约好周末布置", "主题海报尚未张贴", "店员还不清楚活动内容", "赠品未摆出")
_MATERIAL = {
    PromotionKind.GIFT: (MaterialKind.GIFT, "蓝牙耳机", 5),
    PromotionKind.BUNDLE: (MaterialKind.GIFT, "保护壳套装", 5),
}
_POSTER = (MaterialKind.POSM, "主题海报", 2)


def write_proofs(written: Written, visits: Iterable[Visit]) -> None:
    """For the promotions that run in the weeks of the visits; what is still to come has its material on the way."""
    promotions = list(Promotion.objects.filter(ends_on__gte=written.shelves_since).order_by("pk"))
    stores: dict[int, list[int]] = defaultdict(list)
    places = PromotionStore.objects.unscoped(because=BECAUSE).filter(promotion__in=promotions).order_by("pk")
    for promotion_id, store_id in places.values_list("promotion_id", "store_id"):
        stores[promotion_id].append(store_id)
    of_store: dict[int, list[Visit]] = defaultdict(list)
    for visit in sorted(visits, key=lambda one: (one.visited_on, one.pk)):
        of_store[visit.store_id].append(visit)
    checks = [
        check for promotion in promotions for check in _checks(written, promotion, stores[promotion.pk], of_store)
    ]
    ExecutionCheck.objects.bulk_create(checks, batch_size=BATCH)
    _write_material(written, promotions, stores, checks)
    written.say(f"{len(checks)} checks of promotions")


def _checks(
    written: Written, promotion: Promotion, stores: Iterable[int], of_store: dict[int, list[Visit]]
) -> Iterator[ExecutionCheck]:
    for store_id in stores:
        for visit in of_store[store_id]:
            if not promotion.starts_on <= visit.visited_on <= promotion.ends_on:
                continue
            stream = Stream(written.seed, "proof", f"{promotion.name}|{visit.pk}")
            executed = _found(stream)
            yield ExecutionCheck(
                promotion=promotion,
                store_id=store_id,
                visit=visit,
                checked_on=visit.visited_on,
                executed=executed,
                has_material=executed != Executed.NO,
                is_price_right=stream.chance(_PRICE_RIGHT),
                note="" if executed == Executed.YES else stream.pick(_WHY_NOT),
                made_at=visit.checked_in_at + timedelta(minutes=10),
                made_by_id=visit.done_by_id,
            )


def _found(stream: Stream) -> Executed:
    if stream.chance(_CARRIED_OUT):
        return Executed.YES
    return Executed.PARTLY if stream.chance(_PARTLY) else Executed.NO


def _write_material(
    written: Written, promotions: list[Promotion], stores: dict[int, list[int]], checks: list[ExecutionCheck]
) -> None:
    """Sent to all, received by nearly all, used where it was seen; the sums of a store are those of its moves."""
    items = {
        promotion.pk: MaterialItem(promotion=promotion, kind=kind, name=name, per_store=needed)
        for promotion in promotions
        for kind, name, needed in (_MATERIAL.get(PromotionKind(promotion.kind), _POSTER),)
    }
    MaterialItem.objects.bulk_create(items.values(), batch_size=BATCH)
    seen = {(check.promotion_id, check.store_id): check for check in reversed(checks) if check.has_material}
    moves, stocks = [], []
    for promotion in promotions:
        item = items[promotion.pk]
        for store_id in stores[promotion.pk]:
            mine = list(_moves(written, promotion, item, store_id, seen.get((promotion.pk, store_id))))
            moves += mine
            sums = dict.fromkeys(MoveKind.values, 0) | {move.kind: move.quantity for move in mine}
            stocks.append(MaterialStock(item=item, store_id=store_id, **sums))
    MaterialMove.objects.bulk_create(moves, batch_size=BATCH)
    MaterialStock.objects.bulk_create(stocks, batch_size=BATCH)


def _moves(
    written: Written, promotion: Promotion, item: MaterialItem, store_id: int, seen: ExecutionCheck | None
) -> Iterator[MaterialMove]:
    stream = Stream(written.seed, "material", f"{promotion.name}|{store_id}")
    marketing = written.users[Role.MARKETING.value].pk
    sent_on, came_on = promotion.starts_on - _SENT_BEFORE, promotion.starts_on - _ARRIVES_BEFORE
    said = {"item": item, "store_id": store_id, "quantity": item.per_store}
    if sent_on > written.today:
        return
    yield MaterialMove(**said, kind=MoveKind.SENT, moved_on=sent_on, made_at=moment(sent_on, 620), made_by_id=marketing)
    if came_on > written.today or not (seen or stream.chance(_ARRIVED)):
        return
    yield MaterialMove(
        **said, kind=MoveKind.RECEIVED, moved_on=came_on, made_at=moment(came_on, 900), made_by_id=marketing
    )
    if seen:
        yield MaterialMove(
            **said | {"quantity": stream.between(1, item.per_store)},
            kind=MoveKind.USED,
            visit=seen.visit,
            moved_on=seen.checked_on,
            made_at=seen.made_at,
            made_by_id=seen.made_by_id,
        )
