"""What is agreed on in a visit is done later, not before (handbook H5.7)."""

from datetime import date
from uuid import uuid4

import pytest

from visits.forms.findings import NextStepForm


@pytest.mark.parametrize(("due_on", "wrong"), [("2026-11-27", ["due_on"]), ("2026-11-28", []), ("2026-12-05", [])])
def test_a_next_step_is_not_due_in_the_past(due_on, wrong):
    form = NextStepForm({"client_id": str(uuid4()), "title": "补样机", "due_on": due_on}, on=date(2026, 11, 28))

    assert list(form.errors) == wrong
