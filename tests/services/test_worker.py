"""A job goes through a real queue to a real worker and leaves its row."""

import pytest

from salesops.web.pulse import HEARTBEAT
from salesops.web.tasks import heartbeat
from salesops.workflow.models import JobRun
from tests.worker import eventually

pytestmark = pytest.mark.worker


def has_beaten():
    return JobRun.objects.filter(job=HEARTBEAT, heartbeat_at__isnull=False).exists()


@pytest.mark.redis
@pytest.mark.parametrize("live_worker", ["redis"], indirect=True)
def test_job_through_redis_leaves_its_row(live_worker):
    heartbeat.delay()

    assert eventually(has_beaten), live_worker.log.read_text()


@pytest.mark.parametrize("live_worker", ["filesystem"], indirect=True)
def test_job_through_the_file_queue_leaves_its_row(live_worker):
    heartbeat.delay()

    assert eventually(has_beaten), live_worker.log.read_text()


def test_job_sent_while_no_worker_runs_is_done_after_the_start(live_worker):
    live_worker.kill()
    heartbeat.delay()

    live_worker.start()

    assert eventually(has_beaten), live_worker.log.read_text()
