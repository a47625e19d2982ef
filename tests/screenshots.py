"""Takes the README's pictures from a running demonstration: `python -m tests.screenshots ADDRESS FOLDER`.

The demonstration is `make demo`; what the pictures show is what a person sees there, nothing is arranged for them.
"""

import argparse
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from salesops.web import machine

PASSWORD = "demo"
COLOURS = 128
SETTLE_MS = 2000
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 1, "is_mobile": True, "has_touch": True}
DESKTOP = {"viewport": {"width": 1366, "height": 854}}


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: who looks, where, what is opened there, and what has to stand on the screen then."""

    name: str
    person: str
    path: str
    shown: str
    opens: str = ""


PICTURES = (
    Picture(
        "routes", "manager1", "/visits/routes/", "main .leaflet-container", opens="main a[href*='/visits/routes/of/']"
    ),
    Picture("plan", "manager1", "/dealers/plans/", "main table", opens="main td a"),
    Picture("stores", "manager1", "/stores/", "main .leaflet-marker-icon", opens="main button:has-text('地图')"),
)
FIRST_SHOP = """async () => {
    const day = await (await fetch(document.body.dataset.day)).json();
    const { id, lon, lat } = day.parts.find(({ name }) => name.startsWith("store-")).content;
    return { id, place: { longitude: lon, latitude: lat, accuracy: 12 } };
}"""


def take(browser: Browser, picture: Picture, address: str, folder: Path) -> Path:
    """Log in, go there, and keep what is on the screen."""
    page = browser.new_context(locale="zh-CN", **DESKTOP).new_page()
    _log_in(page, address, picture.person)
    page.goto(f"{address}{picture.path}")
    if picture.opens:
        page.locator(picture.opens).first.click()
    return _keep(page, picture.shown, folder / f"{picture.name}.png")


def take_phone(browser: Browser, address: str, folder: Path) -> Path:
    """The card of a store, seen by a rep who stands in front of it; nothing is begun."""
    context = browser.new_context(locale="zh-CN", permissions=["geolocation"], **PHONE)
    page = context.new_page()
    _log_in(page, address, "rep1")
    page.locator("body[data-kept=yes]").wait_for()
    shop = page.evaluate(FIRST_SHOP)
    context.set_geolocation(shop["place"])
    page.goto(f"{address}/visits/phone/#/store/{shop['id']}")
    return _keep(page, "form[data-level=good]", folder / "visit.png")


def _keep(page: Page, shown: str, file: Path) -> Path:
    page.locator(shown).first.wait_for()
    page.wait_for_load_state("networkidle")
    # A map flies to its stores.
    page.wait_for_timeout(SETTLE_MS)
    picture = Image.open(BytesIO(page.screenshot()))
    # A screen has few colours: a third of the size, and nothing to be seen of it.
    picture.convert("RGB").quantize(COLOURS).save(file, optimize=True)
    page.context.close()
    return file


def _log_in(page: Page, address: str, person: str) -> None:
    page.goto(f"{address}/accounts/login/")
    page.fill("input[name=username]", person)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("address", help="of the running demonstration, such as http://127.0.0.1:8000")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=machine.browser(), args=["--no-sandbox"])
        take_phone(browser, options.address.rstrip("/"), options.folder)
        for picture in PICTURES:
            take(browser, picture, options.address.rstrip("/"), options.folder)
        browser.close()


if __name__ == "__main__":
    main()
