"""Every import has a sample to download, which is taken as it is and can be undone (handbook H2.4)."""

import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from salesops.accounts.choices import Role
from salesops.exchange.choices import RunState
from salesops.exchange.registry import kinds
from salesops.exchange.services import run_file
from tests.factories.accounts import CenterFactory, UserFactory
from tests.factories.dealer_development import DealerFactory
from tests.factories.stores import CustomerFactory, HandsetModelFactory, SkuFactory, StoreFactory
from tests.stores.imports.undoing import ADMIN, take_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def named_as_the_demonstration():
    """So much of an archive, under the demonstration's codes, as the samples speak of."""
    rep = UserFactory(username="rep1", center=CenterFactory(code="HZ"))
    customer = CustomerFactory(code="HZ-C0001", rep=rep)
    DealerFactory(code="HZ-D01", rep=rep)
    for code in ("HZ00001", "HZ00002"):
        StoreFactory(code=code, customer=customer)
    model = HandsetModelFactory(code="N13")
    for number, colour in enumerate(("黑", "白"), start=1):
        SkuFactory(code=f"N13-0{number}", model=model, colour=colour)


def header_of(content: bytes) -> list:
    return [cell.value for cell in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0][1]]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.code)
@pytest.mark.usefixtures("named_as_the_demonstration")
def test_the_sample_of_every_import_is_taken_whole_and_undone(client, tmp_path, settings, kind, language):
    settings.MEDIA_ROOT = tmp_path / "media"
    client.force_login(UserFactory(role=Role.ADMIN))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    template, sample = (
        client.get(reverse(f"exchange:{name}", args=[kind.code])).getvalue()
        for name in ("import_template", "import_sample")
    )
    (tmp_path / "sample.xlsx").write_bytes(sample)

    run = run_file(kind.code, tmp_path / "sample.xlsx", actor=ADMIN, clock=timezone.now, commit=True)

    assert header_of(sample) == header_of(template)
    assert (run.state, run.error_count) == (RunState.IMPORTED, 0)
    assert run.created_count == len(kind.sample) >= 2
    assert take_back(run).state == RunState.UNDONE


def test_the_page_of_an_import_leads_to_its_sample(client):
    client.force_login(UserFactory(role=Role.ADMIN))

    page = client.get(reverse("exchange:import_create", args=["sales"])).content.decode()

    assert reverse("exchange:import_sample", args=["sales"]) in page
