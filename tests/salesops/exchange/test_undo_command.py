"""The contract of `manage.py undo_import RUN [--commit] [--json]`."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from salesops.accounts.models import Center
from tests.factories.accounts import UserFactory
from tests.salesops.exchange.services.test_imports import BOTH, checked, imported, names

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("center_kind")]


def call(*arguments):
    out = StringIO()
    call_command("undo_import", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_without_commit_nothing_is_undone(sheet):
    report = json.loads(call(imported(sheet(*BOTH)).pk, "--json"))

    assert (report["removed"], report["restored"], report["kept"], report["committed"]) == (2, 0, 0, False)
    assert len(names()) == 2


def test_with_commit_the_import_is_undone(sheet):
    assert "removed=2 restored=0 kept=0 committed=True" in call(imported(sheet(*BOTH)).pk, "--commit")
    assert names() == {}


def test_rows_in_the_way_are_named_and_keep_a_commit_from_happening(sheet):
    run = imported(sheet(*BOTH))
    UserFactory(center=Center.objects.get(code="CD"))

    assert call(run.pk).splitlines()[1].startswith("3 CD: ")
    with pytest.raises(CommandError) as refusal:
        call(run.pk, "--commit")
    assert (refusal.value.returncode, len(str(refusal.value).splitlines())) == (1, 1)
    assert json.loads(call(run.pk, "--commit", "--possible-only", "--json"))["committed"]
    assert set(names()) == {"CD"}


def test_bad_input_is_one_clear_line(sheet):
    only_checked = checked(sheet(*BOTH)).pk

    with pytest.raises(CommandError, match="999999"):
        call(999_999)
    with pytest.raises(CommandError, match=str(only_checked)):
        call(only_checked, "--commit")
