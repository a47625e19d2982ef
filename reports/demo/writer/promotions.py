"""The promotions of the last months and of the next one, with the stores that take part."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from promotions.choices import CostKind, CostStage, PromotionKind, PromotionStatus
from promotions.models import CostLine, Promotion, PromotionBudget, PromotionStore
from reports.demo.archive import Store
from reports.demo.campaigns import Campaign, takes_part
from reports.demo.season import month_back
from reports.demo.stream import Stream
from reports.demo.world import Center
from reports.demo.writer.written import BATCH, Written, moment
from salesops.accounts.choices import Role

_MONTHS_BACK = 3
_ANNOUNCED_DAYS_BEFORE = 30
_MODELS_SHARE = 0.3
_COST_PER_UNIT = 60
# What a center may spend by itself in a month.
_OWN_BUDGET_YUAN = 30_000
# What marketing expects of any promotion; its true effect is for the summary to find.
_HOPED_LIFT = 0.36
_COSTS = {
    PromotionKind.PRICE_CUT: CostKind.PRICE_SUPPORT,
    PromotionKind.GIFT: CostKind.GIFTS,
    PromotionKind.BUNDLE: CostKind.GIFTS,
    PromotionKind.TRADE_IN: CostKind.PRICE_SUPPORT,
    PromotionKind.ROADSHOW: CostKind.OTHER,
    PromotionKind.DISPLAY: CostKind.POSM,
}


def write_promotions(written: Written) -> None:
    since = month_back(written.today.replace(day=1), _MONTHS_BACK)
    kept = [
        (center, campaign)
        for center in written.world.centers
        for campaign in center.campaigns
        if campaign.ends_on > since
    ]
    members = [_members(written, center, campaign) for center, campaign in kept]
    rows = [
        _promotion(written, center, campaign, sum(extra for _, extra in stores))
        for (center, campaign), stores in zip(kept, members, strict=True)
    ]
    Promotion.objects.bulk_create(rows, batch_size=BATCH)
    _link_models(written, kept, rows)
    PromotionStore.objects.bulk_create(
        (
            PromotionStore(promotion=row, store=written.stores[store.code], extra_units=extra)
            for row, stores in zip(rows, members, strict=True)
            for store, extra in stores
        ),
        batch_size=BATCH,
    )
    CostLine.objects.bulk_create(_costs(written, rows), batch_size=BATCH)
    PromotionBudget.objects.bulk_create(_budgets(written), batch_size=BATCH)
    written.say(f"{len(rows)} promotions")


def _budgets(written: Written) -> Iterator[PromotionBudget]:
    """This month and the next, that centers plan promotions of their own in."""
    this = written.today.replace(day=1)
    for center in written.world.centers:
        for month in (this, month_back(this, -1)):
            yield PromotionBudget(
                center=written.centers[center.plan.code], month=month, amount_yuan=Decimal(_OWN_BUDGET_YUAN)
            )


def _costs(written: Written, rows: list[Promotion]) -> Iterator[CostLine]:
    """What those that ended have cost, nearly what was planned."""
    for row in rows:
        if row.ends_on < written.today:
            share = Stream(written.seed, "costs", row.name).between(70, 105)
            yield CostLine(
                promotion=row,
                stage=CostStage.BOOKED,
                kind=_COSTS[row.kind],
                cost_on=row.ends_on,
                unit_price_yuan=row.budget_yuan * share / 100,
                created_at=moment(row.ends_on, 1000),
                created_by=row.created_by,
            )


def _promotion(written: Written, center: Center, campaign: Campaign, extra: int) -> Promotion:
    models = "、".join(written.models[code].name for code in campaign.models)
    return Promotion(
        name=f"{center.plan.name}{campaign.starts_on.month}月{campaign.mechanic.name}（{campaign.code}）",
        kind=campaign.mechanic.code,
        mechanics=f"{models}：活动期内{campaign.mechanic.name}，以门店实际销量结算。",
        starts_on=campaign.starts_on,
        ends_on=campaign.ends_on - timedelta(days=1),
        target_units=extra,
        budget_yuan=Decimal(max(1, extra) * _COST_PER_UNIT),
        status=PromotionStatus.PUBLISHED,
        created_at=moment(campaign.starts_on - timedelta(days=_ANNOUNCED_DAYS_BEFORE), 600),
        created_by=written.users[Role.MARKETING.value],
    )


def _members(written: Written, center: Center, campaign: Campaign) -> list[tuple[Store, int]]:
    return [
        (store, _extra_units(store, campaign))
        for store in center.stores
        if store.is_open_on(campaign.starts_on) and takes_part(written.seed, campaign.code, store.code)
    ]


def _extra_units(store: Store, campaign: Campaign) -> int:
    days = (campaign.ends_on - campaign.starts_on).days
    return round(store.level * days / 30 * _MODELS_SHARE * _HOPED_LIFT)


def _link_models(written: Written, kept: list[tuple[Center, Campaign]], rows: list[Promotion]) -> None:
    link = Promotion.handset_models.through
    link.objects.bulk_create(
        (
            link(promotion=row, handsetmodel=written.models[code])
            for (_, campaign), row in zip(kept, rows, strict=True)
            for code in campaign.models
        ),
        batch_size=BATCH,
    )
