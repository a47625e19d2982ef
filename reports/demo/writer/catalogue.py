"""Our invented models with variants and prices by date, and some of the competitors'."""

from datetime import date, timedelta
from decimal import Decimal

from reports.demo import words
from reports.demo.handsets import LINES, Handset
from reports.demo.stream import Stream
from reports.demo.writer.written import BATCH, Written
from stores.models import HandsetModel, Price, Sku

_COMPETITOR_MODELS = 4
_END_KNOWN = timedelta(days=180)


def write_catalogue(written: Written) -> None:
    handsets = written.world.handsets
    models = [_model(handset, written.today) for handset in handsets]
    HandsetModel.objects.bulk_create(models + _competitors(written), batch_size=BATCH)
    written.models = {model.code: model for model in models}
    skus = [
        Sku(code=variant.code, model=model, colour=variant.colour, memory=variant.memory)
        for handset, model in zip(handsets, models, strict=True)
        for variant in handset.variants
    ]
    Sku.objects.bulk_create(skus, batch_size=BATCH)
    written.skus = {sku.code: sku for sku in skus}
    prices = [
        Price(
            model=model,
            starts_on=step.starts_on,
            list_yuan=Decimal(step.list_yuan),
            supply_yuan=Decimal(step.supply_yuan),
        )
        for handset, model in zip(handsets, models, strict=True)
        for step in handset.prices
    ]
    Price.objects.bulk_create(prices, batch_size=BATCH)
    written.say(f"{len(models)} models, {len(skus)} SKUs")


def _model(handset: Handset, today: date) -> HandsetModel:
    """The end of life is known half a year ahead."""
    return HandsetModel(
        code=handset.code,
        name=handset.name,
        brand=words.BRAND,
        series=handset.line.series,
        launched_on=handset.launched_on,
        ended_on=handset.ended_on if handset.ended_on <= today + _END_KNOWN else None,
    )


def _competitors(written: Written) -> list[HandsetModel]:
    models = []
    for number, brand in enumerate(words.COMPETITORS, start=1):
        stream = Stream(written.seed, "competitor", brand)
        for generation in range(1, _COMPETITOR_MODELS + 1):
            line = stream.pick(LINES)
            models.append(
                HandsetModel(
                    code=f"K{number}-{generation}",
                    name=f"{brand} {line.code}{generation}0",
                    brand=brand,
                    series=line.series,
                    is_own=False,
                    launched_on=written.today - timedelta(days=stream.between(60, 500)),
                )
            )
    return models
