"""PostgreSQL and the web server killed outright while phones send (reliability D1, O2, O3)."""

import json
import subprocess
import tempfile
from argparse import Namespace
from pathlib import Path

import pytest
from django.conf import global_settings

from tests.bench import replay, servers
from tests.cluster import Cluster, binaries
from tests.factories.stores import PriceFactory, SkuFactory, StoreFactory
from tests.web import LiveWeb
from tests.worker import url_of_test_database

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.worker,
    pytest.mark.timeout(1200),
    # A connection that a kill cut off is closed when Python finds it.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(binaries() is None, reason="no PostgreSQL server's programs; see make services"),
]

VISITS, TIMES = 60, 3
SECONDS_BETWEEN = 2


class KilledReplay(replay.Replay):
    """Eight phones over a bad network, while database and web server are killed in turn."""

    def __init__(self, options, cluster, web):
        super().__init__(options)
        self.cluster, self.web, self.killed = cluster, web, {"database": 0, "web": 0}

    def _kill(self):
        while not self.done.wait(SECONDS_BETWEEN):
            self.cluster.kill()
            self.cluster.start()
            self.killed["database"] += 1
            if not self.done.wait(SECONDS_BETWEEN):
                self.web.kill()
                self.web.start()
                self.killed["web"] += 1


@pytest.fixture
def cluster():
    """A server of its own, in a place that its user may enter."""
    with tempfile.TemporaryDirectory(prefix="salesops-cluster-") as folder:
        Path(folder).chmod(0o711)
        with Cluster(Path(folder).resolve() / "data") as cluster:
            yield cluster


@pytest.fixture
def world(cast, settings):
    """Stores of two reps who may log in."""
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    PriceFactory(model=SkuFactory().model)
    for rep in (cast.rep, cast.colleague):
        rep.set_password(replay.PASSWORD)
        rep.save()
        StoreFactory.create_batch(3, customer__rep=rep, customer__center=cast.center)


def test_a_database_killed_under_load_has_each_visit_once_and_each_photo_whole(cluster, world, tmp_path, monkeypatch):
    dump = subprocess.run(["pg_dump", "--no-owner", url_of_test_database()], check=True, capture_output=True)
    subprocess.run(["psql", "--quiet", cluster.url], input=dump.stdout, check=True, capture_output=True)
    with LiveWeb(tmp_path / "var", cluster.url) as web:
        monkeypatch.setattr(replay, "PORT", web.port)
        sending = KilledReplay(
            Namespace(visits=VISITS, times=TIMES, photos=1, photo_side=240, seed=7, chaos=True), cluster, web
        )
        worlds = replay.worlds_of(cluster.url)
        for session in {id(session): session for session, _store, _sku in worlds}.values():
            session.log_in()
        sending.fill(worlds)
        sending.run()
        found = replay.found_in(cluster.url, web.media)
        env = servers.environment(cluster.url, web.folder)
        chains = json.loads(servers.run(["manage.py", "receipts", "--json"], env))["chains"]

    assert min(sending.killed.values()) >= 1
    left = {name: found[name] for name in ("doubled", "pieces left", "parked")}
    assert left == {"doubled": 0, "pieces left": 0, "parked": 0}
    assert [found[name] for name in ("visits", "next steps", "photos", "photos intact")] == [VISITS] * 4
    assert sum(chain["receipts"] for chain in chains) == VISITS
