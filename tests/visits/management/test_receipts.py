"""The command that walks the chains of receipts (handbook H5.4)."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.visits.execution.payloads import SENT, visit_payload
from visits.models import Receipt
from visits.services.receive import receive_visit

pytestmark = pytest.mark.django_db


def test_a_gap_in_a_chain_is_named_and_fails(cast, shop):
    for _ in range(3):
        receive_visit(visit_payload(shop), actor=cast.actor("rep"), at=SENT)
    out = StringIO()
    call_command("receipts", json=True, stdout=out)
    Receipt.objects.unscoped(because="tests").filter(number=2).delete()

    assert json.loads(out.getvalue())["chains"][0]["broken_at"] is None
    with pytest.raises(CommandError, match="at 2"):
        call_command("receipts", stdout=StringIO())
