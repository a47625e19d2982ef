"""Where photos lie (handbook H5.3)."""

from django.core.files.storage import Storage, storages


def photo_storage() -> Storage:
    """A folder of ours, or a private bucket by the settings; files are handed out by the program alone."""
    return storages["photos"]
