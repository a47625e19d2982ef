"""Where the material of launches lies (handbook H6.1)."""

from django.core.files.storage import Storage, storages


def launch_storage() -> Storage:
    """The private place of the photos: a folder of ours, or a bucket by the settings."""
    return storages["photos"]
