"""Photos in a bucket of an S3-compatible store, reached by the settings alone (handbook H5.3)."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings as the_settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db.models import FileField
from django.urls import reverse
from django.utils import timezone
from moto.server import ThreadedMotoServer

from tests.factories.visits import VisitFactory
from tests.visits.execution.payloads import picture
from visits.models import VisitPhoto
from visits.services.thumbs import make_thumbs
from visits.services.tidying import tidy_sent

pytestmark = pytest.mark.django_db

SHOW = "import json; from django.conf import settings; print(json.dumps(settings.STORAGES['photos']))"


@pytest.fixture(scope="module")
def store():
    """An S3-compatible server on this machine."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(scope="module")
def told(store, tmp_path_factory):
    """The photos' storage as the settings make it of what an admin writes into the environment."""
    environment = {
        "PATH": os.environ["PATH"],
        "SALESOPS_VAR": str(tmp_path_factory.mktemp("var")),
        "SALESOPS_S3_BUCKET": "photos-of-a-test",
        "SALESOPS_S3_ENDPOINT": store,
        "SALESOPS_S3_REGION": "eu-central-1",
        "SALESOPS_S3_ADDRESSING": "path",
        "SALESOPS_S3_PREFIX": "salesops",
        "SALESOPS_S3_ACCESS_KEY": "key-of-a-test",
        "SALESOPS_S3_SECRET_KEY": "secret-of-a-test",
    }
    command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", SHOW]
    answer = subprocess.run(
        command, cwd=the_settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True
    )
    return json.loads(answer.stdout)


@pytest.fixture
def photo_fields():
    """The fields of photos; after all else they have the storage of the settings again."""
    before = VisitPhoto._meta.get_field("file").storage
    fields = [field for model in apps.get_models() for field in model._meta.get_fields()]
    found = [field for field in fields if isinstance(field, FileField) and field.storage is before]
    yield found
    for field in found:
        field.storage = storages["photos"]


@pytest.fixture
def bucket(photo_fields, told, settings):
    """The bucket, empty, where every file of a photo now goes."""
    settings.STORAGES = settings.STORAGES | {"photos": told}
    storage = storages["photos"]
    for field in photo_fields:
        field.storage = storage
    storage.bucket.create(CreateBucketConfiguration={"LocationConstraint": storage.region_name})
    yield storage.bucket
    storage.bucket.objects.delete()
    storage.bucket.delete()


def keys_of(bucket):
    return sorted(found.key for found in bucket.objects.all())


@pytest.fixture
def photo(client, cast, bucket):
    """A photo that the rep took on the visit's page."""
    visit = VisitFactory(store__customer__rep=cast.rep, store__customer__center=cast.center)
    client.force_login(cast.rep)
    file = ContentFile(picture((800, 600)), name="../../door.exe")
    sent = {"client_id": str(uuid4()), "step": "photo", "file": file}
    assert client.post(reverse("visits:visit_photo", args=[visit.pk]), sent).status_code == 302
    return VisitPhoto.objects.unscoped(because="looking at what was written").get()


def test_photo_and_its_small_picture_lie_in_the_bucket_under_our_names(client, bucket, photo):
    month = f"{photo.received_at:%Y/%m}/{photo.client_id}.jpg"

    made = make_thumbs()

    assert made == 1
    assert keys_of(bucket) == [f"salesops/thumbs/{month}", f"salesops/visits/{month}"]
    whole = client.get(reverse("visits:photo_file", args=[photo.pk]))
    small = client.get(reverse("visits:photo_thumb", args=[photo.pk]))
    bodies = [b"".join(answer.streaming_content) for answer in (whole, small)]
    assert bodies == [bucket.Object(f"salesops/{kind}/{month}").get()["Body"].read() for kind in ("visits", "thumbs")]
    assert whole["Content-Type"] == small["Content-Type"] == "image/jpeg"


@pytest.mark.parametrize(("who", "status"), [("manager", 200), ("marketing", 200), ("stranger", 404), (None, 302)])
def test_photo_in_the_bucket_is_handed_out_by_the_program_to_whoever_sees_the_visit(client, cast, photo, who, status):
    client.logout()
    if who:
        client.force_login(getattr(cast, who))

    answer = client.get(reverse("visits:photo_file", args=[photo.pk]))

    answer.close()
    assert answer.status_code == status


def test_photo_that_the_bucket_lost_answers_as_one_that_never_was(client, bucket, photo):
    bucket.objects.delete()

    assert client.get(reverse("visits:photo_file", args=[photo.pk])).status_code == 404
    assert make_thumbs() == 0


def test_files_without_a_row_go_from_the_bucket_and_the_others_stay(bucket, photo):
    month = f"salesops/visits/{photo.received_at:%Y/%m}"
    bucket.put_object(Key=f"{month}/{uuid4()}.jpg", Body=picture())

    tidied = tidy_sent(timezone.now() + timedelta(days=2))

    assert tidied.files == 1
    assert keys_of(bucket) == [f"{month}/{photo.client_id}.jpg"]
