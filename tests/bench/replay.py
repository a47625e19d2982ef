"""Visits and photos sent again and again over a bad network: each ends up once (reliability O1–O3).

    python -m tests.bench.replay --visits 2000 --times 3 --chaos

Eight phones send in random order, and send again until they hear of it. With --chaos answers are lost, connections
reset, bodies cut, and the database's connections killed. Needs a PostgreSQL server where TEST_POSTGRES_URL says.
"""

import argparse
import hashlib
import json
import os
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from io import BytesIO
from pathlib import Path
from queue import Empty, Queue
from random import Random
from threading import Event, Lock, Thread
from urllib.parse import urlencode
from uuid import UUID

import psycopg2
from PIL import Image

from tests.bench import servers

NAME, PORT, PHONES, PASSWORD = "salesops_replay", 8703, 8, "demo"
LOST, RESET, CUT = 0.15, 0.10, 0.05
PIECE = 32 * 1024
KILL_EVERY_SECONDS = 5


@dataclass
class Session:
    """One login, shared by its rep's phones."""

    username: str
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
        connection = HTTPConnection("127.0.0.1", PORT, timeout=60)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(method, path, body, {"Cookie": cookie, **headers})
        answer = connection.getresponse()
        content = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return answer.status, content

    def log_in(self) -> None:
        page = self.ask("GET", "/accounts/login/")[1].decode()
        token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        form = urlencode({"username": self.username, "password": PASSWORD, "csrfmiddlewaretoken": token}).encode()
        self.ask("POST", "/accounts/login/", form, **{"Content-Type": "application/x-www-form-urlencoded"})
        self.token = json.loads(self.ask("GET", "/visits/phone/who/")[1])["token"]


@dataclass
class Photo:
    client_id: str
    visit: str
    content: bytes
    offset: int = 0

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass
class Sending:
    """One thing a phone has to send, until it hears of it."""

    session: Session
    client_id: str
    body: bytes = b""
    photo: Photo | None = None


class Replay:
    def __init__(self, options: argparse.Namespace) -> None:
        self.options, self.random = options, Random(options.seed)
        self.lock, self.done = Lock(), Event()
        self.queue: Queue[Sending] = Queue()
        self.open = 0
        self.told: dict[str, int] = {}

    def fill(self, worlds: list[tuple[Session, str, str]]) -> None:
        picture = BytesIO()
        Image.effect_noise((self.options.photo_side,) * 2, 60).convert("RGB").save(picture, "JPEG", quality=85)
        sendings = []
        for number in range(self.options.visits):
            session, store, sku = worlds[number % len(worlds)]
            photos = [
                Photo(self._id(), "", picture.getvalue() + number.to_bytes(8, "big") + bytes([place]))
                for place in range(self.options.photos)
            ]
            visit = self._visit(store, sku, photos, number)
            for photo in photos:
                photo.visit = visit["client_id"]
            body = json.dumps(visit).encode()
            sendings += [Sending(session, visit["client_id"], body) for _ in range(self.options.times)]
            sendings += [Sending(session, photo.client_id, photo=photo) for photo in photos]
        self.random.shuffle(sendings)
        self.open = len(sendings)
        for sending in sendings:
            self.queue.put(sending)

    def run(self) -> float:
        started = time.monotonic()
        phones = [Thread(target=self._phone, args=(Random(place),)) for place in range(PHONES)]
        killer = Thread(target=self._kill)
        for thread in [*phones, killer]:
            thread.start()
        for thread in phones:
            thread.join()
        self.done.set()
        killer.join()
        return time.monotonic() - started

    def _id(self) -> str:
        return str(UUID(int=self.random.getrandbits(128), version=4))

    def _visit(self, store: str, sku: str, photos: list[Photo], number: int) -> dict:
        began = datetime.now(UTC) - timedelta(hours=2, seconds=number)
        reason = [] if photos else [{"step": "photo", "reason": "-"}]
        return {
            "client_id": self._id(),
            "store": store,
            "checked_in": {"device_at": began.isoformat()},
            "counts": [{"sku": sku, "stock": number % 7, "sold": 1}],
            "photos": [{"client_id": one.client_id, "step": "photo", "sha256": one.sha256} for one in photos],
            "next_steps": [{"client_id": self._id(), "title": "补货", "due_on": "2026-12-31"}],
            "skipped": [{"step": "image", "reason": "-"}, *reason],
            "checked_out": {"device_at": (began + timedelta(minutes=20)).isoformat()},
        }

    def _phone(self, random: Random) -> None:
        while self.open:
            try:
                sending = self.queue.get(timeout=0.5)
            except Empty:
                continue
            if self._is_heard(sending, random):
                with self.lock:
                    self.open -= 1
            else:
                self.queue.put(sending)

    def _is_heard(self, sending: Sending, random: Random) -> bool:
        luck = random.random() if self.options.chaos else 1.0
        try:
            return self._send_photo(sending, luck) if sending.photo else self._send_visit(sending, luck)
        except (OSError, HTTPException, ValueError):
            self._note("no answer")
            return False

    def _send_visit(self, sending: Sending, luck: float) -> bool:
        told = self._post(f"/visits/phone/visits/{sending.client_id}/", sending, sending.body, luck, {})
        digest = hashlib.sha256(sending.body).hexdigest()
        return bool(told and told.get("body_sha256") == digest and told.get("receipt"))

    def _send_photo(self, sending: Sending, luck: float) -> bool:
        photo = sending.photo
        about = {
            "X-Visit": photo.visit,
            "X-Sha256": photo.sha256,
            "X-Size": str(len(photo.content)),
            "X-Step": "photo",
            "X-Offset": str(photo.offset),
        }
        piece = photo.content[photo.offset : photo.offset + PIECE]
        told = self._post(f"/visits/phone/photos/{photo.client_id}/", sending, piece, luck, about)
        if told and "received_bytes" in told:
            photo.offset = told["received_bytes"]
        return bool(told and told.get("is_received") and told.get("sha256") == photo.sha256)

    def _post(self, path: str, sending: Sending, body: bytes, luck: float, about: dict[str, str]) -> dict | None:
        """Send, or let the network do its worst; whether the server took it, the phone then does not know."""
        headers = {"X-CSRFToken": sending.session.token, "Content-Type": "application/octet-stream", **about}
        if luck < RESET + CUT:
            self._break_off(path, sending, body if luck < RESET else body[: len(body) // 2], headers)
            return None
        status, content = sending.session.ask("POST", path, body, **headers)
        self._note(str(status))
        if luck < RESET + CUT + LOST:
            self._note("lost")
            return None
        return json.loads(content) if status in (200, 409, 422) else None

    def _break_off(self, path: str, sending: Sending, body: bytes, headers: dict[str, str]) -> None:
        self._note("cut")
        connection = HTTPConnection("127.0.0.1", PORT, timeout=60)
        connection.putrequest("POST", path)
        cookie = "; ".join(f"{name}={value}" for name, value in sending.session.cookies.items())
        for name, value in {"Cookie": cookie, "Content-Length": str(len(body) + 10), **headers}.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        connection.close()

    def _note(self, what: str) -> None:
        with self.lock:
            self.told[what] = self.told.get(what, 0) + 1

    def _kill(self) -> None:
        """What is killed while the phones send; here the database's connections."""
        while self.options.chaos and not self.done.wait(KILL_EVERY_SECONDS):
            with suppress(psycopg2.Error), servers._administration(self.options.server) as cursor:
                cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [NAME])
                self._note("database killed")


def worlds_of(url: str) -> list[tuple[Session, str, str]]:
    """A login, a store and an SKU for each active store of a rep."""
    sessions: dict[str, Session] = {}
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT username, s.code, (SELECT min(code) FROM stores_sku) FROM stores_store s"
            " JOIN accounts_user u ON u.id = s.rep_id WHERE s.status = 'active' ORDER BY s.id LIMIT 60"
        )
        rows = cursor.fetchall()
    return [(sessions.setdefault(username, Session(username)), store, sku) for username, store, sku in rows]


def found_in(url: str, media: Path) -> dict[str, int]:
    """What stands in the end, counted by the database, and photos whose file is what its row says."""
    questions = {
        "visits": "SELECT count(*) FROM visits_visit v JOIN visits_receipt r ON r.visit_id = v.id",
        "doubled": "SELECT count(*) - count(DISTINCT client_id) FROM visits_visit",
        "next steps": "SELECT count(*) FROM visits_task t JOIN visits_receipt r ON r.visit_id = t.visit_id",
        "pieces left": "SELECT count(*) FROM visits_photopiece",
        "parked": "SELECT count(*) FROM visits_parkedvisit",
    }
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        counted = {}
        for what, question in questions.items():
            cursor.execute(question)
            counted[what] = cursor.fetchone()[0]
        cursor.execute("SELECT file, sha256 FROM visits_visitphoto WHERE sent_sha256 <> ''")
        photos = cursor.fetchall()
    intact = [hashlib.sha256((media / name).read_bytes()).hexdigest() == sha256 for name, sha256 in photos]
    files = sum(1 for _ in (media / "visits").rglob("*.jpg"))
    return counted | {"photos": len(photos), "photos intact": sum(intact), "photo files": files}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visits", type=int, default=2000)
    parser.add_argument("--times", type=int, default=3, help="how often each visit is sent")
    parser.add_argument("--photos", type=int, default=1, help="photos of each visit")
    parser.add_argument("--photo-side", type=int, default=240, help="pixels of a photo's side")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--chaos", action="store_true", help="lost answers, resets, cut bodies, killed connections")
    options = parser.parse_args()
    options.server = os.environ.get("TEST_POSTGRES_URL", "postgres://root@127.0.0.1:5432/salesops")
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(_replay(options, Path(folder)), indent=1))


def _replay(options: argparse.Namespace, folder: Path) -> dict:
    url = servers.make_database(options.server, NAME)
    env = servers.environment(url, folder)
    try:
        servers.run(["manage.py", "migrate", "--verbosity=0"], env)
        servers.run(["manage.py", "seed_demo", "--scale=small", "--seed=1", "--json"], env)
        before = found_in(url, folder / "media")
        worlds = worlds_of(url)
        replay = Replay(options)
        with servers.served("salesops.wsgi", PORT, env):
            for session in {id(session): session for session, _, _ in worlds}.values():
                session.log_in()
            replay.fill(worlds)
            seconds = replay.run()
        chains = json.loads(servers.run(["manage.py", "receipts", "--json"], env))["chains"]
        return {
            "before": before,
            "after": found_in(url, folder / "media"),
            "chains": chains,
            "seconds": round(seconds, 1),
            "answers": replay.told,
        }
    finally:
        servers.drop_database(options.server, NAME)


if __name__ == "__main__":
    main()
