"""Small pictures are made for what can be read; what cannot holds up no other (handbook H5.3)."""

import pytest
from django.core.files.base import ContentFile

from tests.factories.visits import VisitPhotoFactory
from tests.visits.execution.payloads import picture
from visits.services.thumbs import make_thumbs

pytestmark = pytest.mark.django_db


def test_a_damaged_photo_holds_up_no_other_and_is_tried_again(caplog, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    photos = VisitPhotoFactory.create_batch(2)
    whole, damaged = photos
    storage = damaged.file.storage
    storage.save(whole.file.name, ContentFile(picture((800, 600))))
    storage.save(damaged.file.name, ContentFile(b"no picture"))

    made = make_thumbs()
    storage.delete(damaged.file.name)
    storage.save(damaged.file.name, ContentFile(picture((800, 600))))

    assert (made, make_thumbs()) == (1, 1)
    assert f"small picture of photo {damaged.pk}" in caplog.text
