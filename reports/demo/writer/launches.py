"""Launches: the newest model half-way through its four weeks, and the next one with the centers for their answer."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from promotions.choices import RefusalReason
from promotions.models import Launch, LaunchCenter, LaunchStore, SellIn
from promotions.selectors.launch_targets import LaunchRule, candidates, expected_units
from promotions.services.launch_alarms import watch_launches
from promotions.services.launch_shares import accept_share
from promotions.services.launch_targets import choose_stores
from promotions.services.launches import create_launch, offer_launch, publish_launch
from reports.demo.handsets import RUNS_SINCE, Handset, predecessor
from reports.demo.stream import Stream
from reports.demo.writer.shelves import Shelf
from reports.demo.writer.written import BATCH, BECAUSE, Written, moment
from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from visits.models import Visit

_LASTS, _COMES_IN = timedelta(days=27), timedelta(days=21)
_PLANNED_BEFORE, _PUBLISHED_BEFORE = timedelta(days=30), timedelta(days=8)
_SOLD_IN, _REFUSED, _DISPLAYED, _ORDERS_AGAIN, _PRICE_WRONG = 0.8, 0.25, 0.7, 0.25, 0.1
_DELIVERED_WITHIN = timedelta(days=3)
_ARGUMENTS = "同价位屏幕最亮，续航一整天；以旧换新最高补贴 300 元；首销送耳机。\n先演示夜拍，再讲充电，最后讲首销礼。"


def write_launches(written: Written, visits: Iterable[Visit]) -> None:
    """By the services, as marketing, managers and reps would have done it."""
    known = written.world.handsets
    past = [one for one in known if one.launched_on <= written.today - RUNS_SINCE and one.ended_on > written.today]
    if len(past) < 2:
        return
    newest = past[-1]
    coming = next((one for one in known if one.launched_on > written.today), newest)
    running = _plan(written, newest, _before(newest, known, past), written.today - RUNS_SINCE)
    _publish(written, running)
    records = list(_records(written, running, newest, visits))
    SellIn.objects.bulk_create(records, batch_size=BATCH)
    watch_launches(on=written.today, at=written.at)
    _plan(written, coming, _before(coming, known, past), written.today + _COMES_IN)
    written.say(f"2 launches, {len(records)} records of sell-in")


def _before(handset: Handset, known: tuple[Handset, ...], past: Sequence[Handset]) -> Handset:
    """The model of the same line if it is still sold, else the one that came last before the newest."""
    former = predecessor(handset, known)
    return former if former in past else past[-2]


def _plan(written: Written, handset: Handset, former: Handset, starts_on: date) -> Launch:
    """Planned a month before, or yesterday, for the A and B stores at their usual pace; offered the same day."""
    day = min(starts_on - _PLANNED_BEFORE, written.today - timedelta(days=1))
    marketing = written.actor_of(written.users[Role.MARKETING.value].pk)
    values = {
        "name": f"{handset.name}上市",
        "starts_on": starts_on,
        "ends_on": starts_on + _LASTS,
        "answer_due_on": day + timedelta(days=7),
        "predecessor": written.models[former.code],
        "arguments": _ARGUMENTS,
    }
    said = {"actor": marketing, "at": moment(day, 600)}
    launch = create_launch(values, [written.models[handset.code]], **said)
    rule = LaunchRule(classes=("A", "B"))
    units = expected_units(candidates(launch, rule, on=day, actor=marketing), launch.days)
    launch = choose_stores(launch, rule, units, on=day, revision=launch.revision, **said)
    return offer_launch(launch, actor=marketing, at=moment(day, 620))


def _publish(written: Written, launch: Launch) -> None:
    day = launch.starts_on - _PUBLISHED_BEFORE
    for share in LaunchCenter.objects.unscoped(because=BECAUSE).filter(launch=launch).order_by("pk"):
        manager = written.manager_of(share.center_id)
        accept_share(share, revision=share.revision, actor=manager, at=moment(day, 560))
    marketing: Actor = written.actor_of(written.users[Role.MARKETING.value].pk)
    publish_launch(launch, actor=marketing, at=moment(day, 640))


def _records(written: Written, launch: Launch, handset: Handset, visits: Iterable[Visit]) -> Iterable[SellIn]:
    """What the reps said in their visits to target stores since the start, until each took it and shows it.

    A store agrees shortly before the goods come; until then some say why not.
    """
    came_on = {written.stores[code].pk: _came_on(handset, shelf) for code, shelf in written.shelves.items()}
    places = LaunchStore.objects.unscoped(because=BECAUSE).filter(launch=launch)
    quantities = dict(places.values_list("store_id", "quantity"))
    terms = launch.models.get()
    sold, shown, seen = set(), set(), set()
    since = (visit for visit in visits if visit.visited_on >= launch.starts_on and visit.store_id in quantities)
    for visit in sorted(since, key=lambda one: (one.visited_on, one.store_id, one.checked_in_at)):
        stream = Stream(written.seed, "sell-in", f"{visit.store_id}|{visit.visited_on}")
        if (visit.store_id, visit.visited_on) in seen:
            continue
        seen.add((visit.store_id, visit.visited_on))
        record = SellIn(
            launch=launch,
            store_id=visit.store_id,
            model_id=terms.model_id,
            visit=visit,
            done_on=visit.visited_on,
            recorded_at=visit.checked_in_at + timedelta(minutes=12),
            recorded_by_id=visit.done_by_id,
        )
        is_new = visit.store_id not in sold
        agrees = visit.visited_on >= came_on[visit.store_id] - _DELIVERED_WITHIN
        if agrees and stream.chance(_SOLD_IN if is_new else _ORDERS_AGAIN):
            record.quantity = max(1, quantities[visit.store_id] // (2 if is_new else 4))
            sold.add(visit.store_id)
        elif is_new and stream.chance(_REFUSED):
            record.refusal = stream.pick(RefusalReason.values)
        if visit.store_id in sold and visit.store_id not in shown and stream.chance(_DISPLAYED):
            record.is_displayed = True
            shown.add(visit.store_id)
        if record.is_displayed and terms.price_yuan is not None:
            record.price_seen_yuan = terms.price_yuan - (100 if stream.chance(_PRICE_WRONG) else 0)
            record.is_price_right = record.price_seen_yuan == terms.price_yuan
        if record.quantity or record.refusal or record.is_displayed:
            yield record


def _came_on(handset: Handset, shelf: Shelf) -> date:
    """When the first of its SKUs came to the store, or a day that no visit reaches."""
    days = [shelf.came_on[variant.code] for variant in handset.variants if variant.code in shelf.came_on]
    return min(days, default=date.max)
