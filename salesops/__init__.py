"""The house every room stands on; importing it makes the Celery app known to `@shared_task`."""

from salesops.celery import app as celery_app

__all__ = ["celery_app"]
