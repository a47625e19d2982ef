"""The scheduler of the jobs: Celery's own, which must start again whatever a power cut left of its file."""

from celery.beat import PersistentScheduler
from celery.utils.log import get_logger

logger = get_logger(__name__)


class MendingScheduler(PersistentScheduler):
    """Forgets when each job last ran rather than run none.

    The file may keep an index whose data never reached the disk. Celery mends a file that it cannot open, not one that
    opens and then cannot be read: beat would end at every start, and no draft, reminder or resumed import would come.
    """

    def setup_schedule(self) -> None:
        try:
            super().setup_schedule()
        except Exception as damage:  # noqa: BLE001 - each dbm has its own errors; without a file there are none.
            logger.warning("The schedule's file cannot be read (%r); a new one is made.", damage)
            self._remove_db()
            super().setup_schedule()
