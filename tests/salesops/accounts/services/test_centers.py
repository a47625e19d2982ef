"""Centers are opened and changed by the admin."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from salesops.accounts.models import Center
from salesops.accounts.services import edit_center, open_center
from salesops.workflow.models import AuditEvent

AT = timezone.now()


def test_open_and_edit_a_center(cast):
    center = open_center({"code": "SZ", "name": "苏州"}, actor=cast.actor("admin"), at=AT)

    edit_center(center, {"name": "苏州中心"}, revision=1, actor=cast.actor("admin"), at=AT)

    assert Center.objects.get(code="SZ").name == "苏州中心"
    assert AuditEvent.objects.filter(object_type="accounts.center", object_id=center.pk).count() == 2


@pytest.mark.parametrize("who", ["rep", "manager", "marketing", "hq"])
def test_only_the_admin_keeps_centers(cast, who):
    with pytest.raises(PermissionDenied):
        open_center({"code": "SZ"}, actor=cast.actor(who), at=AT)
    with pytest.raises(PermissionDenied):
        edit_center(cast.center, {"name": "x"}, revision=1, actor=cast.actor(who), at=AT)
