"""Visits as a phone sends them, and the little world in which they happen."""

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image

from stores.models import Sku, Store
from tests.factories.stores import PriceFactory, SkuFactory, StoreFactory
from tests.factories.visits import SHANGHAI, ImageItemFactory, ImageStandardFactory, VisitFactory
from visits.choices import ItemKind
from visits.models import ImageItem, ImageStandard, Visit

ARRIVED = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)
SENT = datetime(2026, 11, 23, 19, 0, tzinfo=SHANGHAI)


@dataclass(frozen=True)
class Shop:
    """A store of the rep, two SKUs, and a standard of a counted and a scored item."""

    store: Store
    skus: list[Sku]
    standard: ImageStandard
    posters: ImageItem
    tidiness: ImageItem


def make_shop(cast) -> Shop:
    store = StoreFactory(customer__rep=cast.rep, customer__center=cast.center)
    skus = [SkuFactory(), SkuFactory()]
    for sku in skus:
        PriceFactory(model=sku.model)
    standard = ImageStandardFactory()
    return Shop(
        store,
        skus,
        standard,
        ImageItemFactory(standard=standard, position=1, name="海报", weight=30, required=4),
        ImageItemFactory(standard=standard, position=2, name="整洁", kind=ItemKind.LEVEL, weight=10, required=5),
    )


@pytest.fixture
def shop(cast) -> Shop:
    return make_shop(cast)


def picture(size: tuple[int, int] = (40, 30), colour: str = "teal", file_format: str = "JPEG", **options) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, file_format, **options)
    return out.getvalue()


def visit_payload(shop: Shop, **more: Any) -> dict[str, Any]:
    """A complete visit of 25 minutes, 46 metres or so from the store's point."""
    return {
        "client_id": str(uuid4()),
        "store": shop.store.code,
        "checked_in": {
            "device_at": ARRIVED.isoformat(),
            "lon": 120.1502,
            "lat": 30.2803,
            "accuracy_metres": 12,
        },
        "sent_device_at": SENT.isoformat(),
        "counts": [
            {"sku": shop.skus[0].code, "stock": 7, "sold": 3},
            {"sku": shop.skus[1].code, "stock": 0, "sold": 0},
        ],
        "image": {
            "standard_version": shop.standard.version,
            "items": [{"position": 1, "measured": 3}, {"position": 2, "measured": 4}],
        },
        "photos": [{"client_id": str(uuid4()), "step": "photo", "content_base64": encoded(picture())}],
        "market_reports": [{"client_id": str(uuid4()), "kind": "price", "what": "竞品直降 300 元", "strength": "high"}],
        "next_steps": [{"client_id": str(uuid4()), "title": "补齐海报", "due_on": "2026-11-30"}],
        "skipped": [],
        "summary": "一切正常",
        "checked_out": {"device_at": (ARRIVED + timedelta(minutes=25)).isoformat()},
    } | more


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


@pytest.fixture
def open_visit(cast, shop) -> Visit:
    return VisitFactory(store=shop.store, checked_in_device_at=ARRIVED, checked_in_at=ARRIVED)
