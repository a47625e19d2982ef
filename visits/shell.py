"""The files that a phone keeps, so that its visits open without a network (handbook H5.4)."""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

STATIC = settings.BASE_DIR / "static"
WORKER = STATIC / "js" / "visits" / "worker.js"
TEMPLATES = settings.BASE_DIR / "templates" / "visits" / "phone"
MAP = ("js/web/schematic_map.js", "js/web/basemap.js", "js/web/gcj02.js")
MODULES = ("js/visits/phone", "js/visits/camera.js", "js/visits/geo.js", "js/stores/imei.js", "vendor/idb", *MAP)
NAMED = (
    "vendor/bootstrap/css/bootstrap.min.css",
    "vendor/bootstrap-icons/font/bootstrap-icons.min.css",
    "vendor/bootstrap-icons/font/fonts/bootstrap-icons.woff2",
    "vendor/leaflet/leaflet.css",
    "vendor/leaflet/leaflet.js",
    "css/tokens.css",
    "css/layout.css",
    "css/components.css",
    "css/visits/visit.css",
    "css/visits/day.css",
    "css/visits/phone.css",
    "js/web/theme.js",
    "js/visits/phone/main.js",
    "img/mark.svg",
)
ICONS = ((192, "any"), (512, "any"), (512, "maskable"))


def icons() -> list[dict[str, str]]:
    """The app's icons as a manifest names them."""
    return [
        {
            "src": static(f"img/app-{size}{'-maskable' if purpose == 'maskable' else ''}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size, purpose in ICONS
    ]


def shell_files() -> list[str]:
    """Addresses of all files of the app, each once: named ones by their version, modules as they import each other."""
    modules = [f"{settings.STATIC_URL}{path.relative_to(STATIC).as_posix()}" for path in _modules()]
    return list(dict.fromkeys([*map(static, NAMED), *modules]))


@cache
def worker_script(*, pages: tuple[str, ...], start: str, files: tuple[str, ...]) -> str:
    """The worker's script behind what it is to keep; the version changes with any of it."""
    kept = {"version": _version(), "pages": pages, "start": start, "files": files}
    return f"const KEPT = {json.dumps(kept)};\n{WORKER.read_text(encoding='utf-8')}"


def _modules() -> list[Path]:
    """Modules are imported by their plain names, whatever the name of the first one."""
    found = [STATIC / name for name in MODULES]
    return sorted(path for one in found for path in (one.glob("*.js") if one.is_dir() else [one]) if path.exists())


def _version() -> str:
    """A digest over all that the phone keeps, texts included."""
    locales = sorted(settings.BASE_DIR.glob("locale/*/LC_MESSAGES/django.po"))
    named = [STATIC / name for name in NAMED if (STATIC / name).exists()]
    digest = hashlib.sha256()
    for path in [*_modules(), *named, *sorted(TEMPLATES.glob("*.html")), *locales]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
