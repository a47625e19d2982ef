"""Who gets what from deadlines and the working calendar."""

from tests.architecture.access import Access
from tests.factories.periods import WorkdayOverrideFactory

ADMIN_ONLY = {"rep": 403, "manager": 403, "marketing": 403, "hq": 403}

ROWS = {
    "periods:deadline_list": Access(),
    "periods:override_list": Access(**ADMIN_ONLY),
    "periods:override_create": Access(**ADMIN_ONLY),
    "periods:override_remove": Access(
        **ADMIN_ONLY,
        admin=302,
        method="post",
        subject=lambda cast: {"pk": WorkdayOverrideFactory().pk},
        is_shared=True,
    ),
}
