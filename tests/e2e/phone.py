"""A rep's phone in a real browser: its profile outlives the browser, its network can be taken away."""

import os
import signal
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, expect

from visits.choices import VisitStatus
from visits.models import Visit

PASSWORD = "a good secret"


def rows_of(model):
    return model.objects.unscoped(because="looking at what was written")


def visits_of(rep):
    """What this person made in the test, without the visits of the week before."""
    return rows_of(Visit).filter(done_by=rep).exclude(status=VisitStatus.NO_CHECKOUT).order_by("pk")


class Phone:
    """One browser profile with one page; counts taps as a thumb makes them."""

    def __init__(self, playwright, folder: Path, launch: dict, context: dict, address: str) -> None:
        self.start = lambda: playwright.chromium.launch_persistent_context(folder, **launch, **context)
        self.folder, self.address = folder, address
        self.taps = 0
        self.complaints: list[str] = []
        self.context: BrowserContext = self.start()
        self.page: Page = self._page()

    def _page(self) -> Page:
        page = self.context.pages[0] if self.context.pages else self.context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def log_in(self, person) -> None:
        person.set_password(PASSWORD)
        person.save()
        self.page.goto(f"{self.address}/accounts/login/")
        self.page.fill("input[name=username]", person.username)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url("**/visits/phone/**")
        self.is_ready()

    def open(self, place: str = "") -> None:
        self.page.goto(f"{self.address}/visits/phone/{place}")

    def is_ready(self) -> None:
        """The day is here, and so is all that the app needs without a network."""
        self.page.locator("body[data-kept=yes]").wait_for()
        self.page.locator(".strip-synced").wait_for()

    def restart(self, *, is_offline: bool, is_killed: bool = False) -> None:
        """End the browser, or kill it as a phone without power, and start it again on the same profile."""
        if is_killed:
            self.kill()
        else:
            self.context.close()
        self.context = self.start()
        self.context.set_offline(is_offline)
        self.page = self._page()
        self.open()

    def go_on_in_a_second_tab(self) -> None:
        """The first one stays open beside it."""
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.open()

    def kill(self) -> None:
        """SIGKILL to the browser and all of its processes, wherever they stand."""
        for process in Path("/proc").iterdir():
            if process.name.isdecimal():
                with suppress(OSError):
                    if f"--user-data-dir={self.folder}".encode() in (process / "cmdline").read_bytes():
                        os.kill(int(process.name), signal.SIGKILL)

    def offline(self, is_offline: bool = True) -> None:
        self.context.set_offline(is_offline)

    def tap(self, what: str | Locator) -> None:
        place = self.page.locator(what).first if isinstance(what, str) else what.first
        place.click()
        self.taps += 1

    def type_number(self, field: Locator, digits: str) -> None:
        """One tap into the field, one for each digit."""
        self.tap(field)
        for digit in digits:
            self.page.keyboard.press(digit)
            self.taps += 1

    def photograph(self, file: Path) -> None:
        """The button, then the camera's own."""
        self.page.locator("#body-photo input[type=file]").set_input_files(file)
        self.taps += 2

    def check_in(self) -> None:
        self.tap("a.stop:not(.is-done)")
        self.page.locator("form[data-level=good]").wait_for()
        self.tap("form .btn-act")
        self.page.locator("[data-visit]").wait_for()

    def settle(self, step: str, button: str) -> None:
        """One tap for a whole step, seen to be kept."""
        self.tap(button)
        self.page.locator(f"#mark-{step} .is-done").first.wait_for()

    def fill_in(self, file: Path) -> None:
        """The steps that every visit needs, most of it as last time."""
        self.photograph(file)
        self.page.locator(".picture img").first.wait_for()
        self.settle("image", "[data-act=image_same]")
        self.settle("stock", "[data-act=stock_same]")
        self.tap("[data-act=sold_nothing]")
        self.tap("[data-act=agree][data-value]")
        self.page.locator("#body-next .made").wait_for()

    def check_out(self) -> None:
        self.tap("[data-act=leave]")
        self.page.locator(".visit-over").wait_for()

    def send_until(self, what: str, words: str) -> None:
        """Send by hand until the evening says so; each tap waits for its answer."""
        for _ in range(6):
            self.page.locator("[data-act=send]").click()
            try:
                return expect(self.page.locator(what)).to_contain_text(words, timeout=1500)
            except AssertionError:
                continue
        return self.shows(what, words)

    def it_is(self, moment) -> None:
        """Set the phone's clock, and open the app at that time."""
        self.context.clock.set_system_time(moment)
        self.page.reload()

    def stores(self) -> list[str]:
        """The databases that the browser keeps for the app."""
        return self.page.evaluate("async () => (await indexedDB.databases()).map(({ name }) => name)")

    def limit_storage(self, is_full: bool) -> None:
        """Let the storage refuse every photo, as a full phone does; DevTools' own quota has no effect on it here."""
        self.page.evaluate(
            """isFull => {
                const kept = (IDBObjectStore.prototype.keptPut ??= IDBObjectStore.prototype.put);
                IDBObjectStore.prototype.put = function (value, ...key) {
                    if (isFull && value.blob) {
                        throw new DOMException("full", "QuotaExceededError");
                    }
                    return kept.call(this, value, ...key);
                };
            }""",
            is_full,
        )

    def empty_storage(self, person) -> None:
        """What browsers do to pages that were not opened for long."""
        self.page.goto(f"{self.address}/healthz")
        self.page.evaluate(
            "name => new Promise(done => { indexedDB.deleteDatabase(name).onsuccess = done; })", f"salesops-{person.pk}"
        )

    def photo_digests(self) -> list[str]:
        """What the open visit says of its photos."""
        self.page.locator("body[data-person]").wait_for()
        return self.page.evaluate(
            """async () => {
                const name = `salesops-${document.body.dataset.person}`;
                const open = indexedDB.open(name);
                await new Promise((done) => { open.onsuccess = done; });
                const asked = open.result.transaction("visits").objectStore("visits").getAll();
                await new Promise((done) => { asked.onsuccess = done; });
                open.result.close();
                const isOpen = (one) => one.state === "open";
                return asked.result.filter(isOpen).flatMap((one) => one.photos.map((photo) => photo.sha256));
            }"""
        )

    def has_sent_all(self) -> None:
        expect(self.page.locator(".strip-waiting")).to_have_count(0)

    def send_all(self, tries: int = 12) -> None:
        """Send by hand until nothing waits any more; before the strip is drawn it says nothing of what waits."""
        self.page.locator(".strip-synced").wait_for()
        for _ in range(tries):
            try:
                return expect(self.page.locator(".strip-waiting")).to_have_count(0, timeout=3000)
            except AssertionError:
                self.page.locator("[data-act=send]").click()
        return self.has_sent_all()

    def shows(self, what: str, words: str | int) -> None:
        expect(self.page.locator(what).first).to_contain_text(str(words))
