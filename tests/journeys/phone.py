"""What a rep's phone sends of one visit (docs/submit_visit.md); the same words give the same ids."""

import base64
import hashlib
from datetime import timedelta
from io import BytesIO
from uuid import NAMESPACE_URL, uuid5

from PIL import Image


def visit(store, began, *, place, counts, measured, minutes, sent_at, report=""):
    def name(part):
        return str(uuid5(NAMESPACE_URL, f"{part} {store} {began:%Y-%m-%d}"))

    ended = (began + timedelta(minutes=minutes)).isoformat()
    lon, lat = place
    sent = {
        "client_id": name("visit"),
        "store": store,
        "checked_in": {"device_at": began.isoformat(), "lon": float(lon), "lat": float(lat), "accuracy_metres": 12},
        "sent_device_at": sent_at.isoformat(),
        "counts": [{"sku": sku, "stock": stock, "sold": sold} for sku, stock, sold in counts],
        "image": {
            "standard_version": 1,
            "items": [{"position": item, "measured": found} for item, found in enumerate(measured, start=1)],
        },
        "photos": [{"client_id": name("photo"), "content_base64": photo(name("photo"))}],
        "next_steps": [
            {"client_id": name("next"), "title": "补齐价签", "due_on": f"{began + timedelta(days=7):%Y-%m-%d}"}
        ],
        "summary": "如约拜访",
        "checked_out": {"device_at": ended},
    }
    if report:
        sent["market_reports"] = [{"client_id": name("report"), "kind": "price", "what": report, "strength": "high"}]
    return sent


def photo(key):
    """A picture of its own for each key: the same one again would be noticed."""
    cells = hashlib.sha256(str(key).encode()).digest()
    file = BytesIO()
    Image.frombytes("L", (8, 4), cells).resize((640, 480), Image.Resampling.NEAREST).convert("RGB").save(file, "JPEG")
    return base64.b64encode(file.getvalue()).decode()
