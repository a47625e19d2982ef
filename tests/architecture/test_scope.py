"""Every business row is scoped, or known to be everybody's (handbook H0)."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from salesops.accounts.scoping import ScopedModel

ROOMS = (
    *("accounts", "periods", "workflow", "exchange", "notices"),
    *("stores", "visits", "promotions", "dealers", "reports"),
)
MODELS = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
ROOT = Path(__file__).parents[2]

SHARED_BY_ALL = {
    "accounts.Center": "names of branches; managed by admins",
    "accounts.User": "logins need it; lists narrow it by visible_to",
    "accounts.Delegation": "who stands in for whom; its pages narrow it by center",
    "accounts.SavedView": "each belongs to one person and is always asked for by it",
    "accounts.LoginRule": "what the logins of a role need; kept by admins",
    "accounts.SecondFactor": "each belongs to one person and is always asked for by it",
    "accounts.RecoveryCode": "each belongs to one person's second factor",
    "accounts.LoginSession": "each belongs to one person and is always asked for by it; the admin sees where",
    "accounts.ApiToken": "kept by admins; a program is known by its secret",
    "periods.WorkdayOverride": "one calendar for all",
    "workflow.AuditEvent": "seen with its object",
    "workflow.FieldChange": "seen with its event",
    "workflow.JobRun": "progress of jobs, without business rows",
    "workflow.FormReceipt": "never shown",
    "exchange.ExportRun": "each belongs to one person and is always asked for by it",
    "notices.Notice": "each belongs to one person and is always asked for by it",
    "stores.HandsetModel": "the catalogue is everybody's",
    "stores.Sku": "the catalogue is everybody's",
    "stores.Price": "the catalogue is everybody's",
    "stores.CenterArea": "a center's parameters; its page narrows it",
    "stores.CompletenessWeights": "a center's parameters, the admin's",
    "stores.DistributionLine": "one standard for all",
    "stores.ClassificationRule": "a center's parameters; its page narrows it",
    "visits.ImageStandard": "one standard for all",
    "visits.ImageItem": "one standard for all",
    "promotions.Course": "one list of courses for all",
    "promotions.HeadcountLine": "one standard for all",
    "promotions.Promotion": "announced to all; its stores are scoped",
    "promotions.ApprovalLimit": "one table for all",
    "promotions.Launch": "the company's own; its shares and stores are scoped",
    "promotions.LaunchModel": "seen with its launch",
    "promotions.LaunchFile": "seen with its launch",
    "promotions.MaterialItem": "seen with its promotion",
    "promotions.PromotionSummary": "seen with its promotion; its figures are scoped",
}


def test_every_model_is_scoped_or_known_to_be_shared():
    unscoped = [model._meta.label for model in MODELS if not issubclass(model, ScopedModel)]

    assert sorted(unscoped) == sorted(SHARED_BY_ALL)


@pytest.mark.parametrize("who", ["manager", "rep"])
def test_the_paths_of_every_scoped_model_lead_to_a_center_and_to_reps(cast, who):
    actor = cast.actor(who)
    scoped = [model for model in MODELS if issubclass(model, ScopedModel)]

    assert {model for model in scoped if model.objects.visible_to(actor).exists()} == set()


@pytest.mark.parametrize("word", [r"\.raw\(", r"\.extra\(", r"_base_manager"])
def test_nothing_goes_around_the_guard(word):
    rooms = ("stores", "visits", "promotions", "dealers", "reports")
    sources = [path for room in rooms for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts]

    assert [str(path) for path in sources if re.search(word, path.read_text())] == []


def test_a_status_is_assigned_by_take_step_alone():
    assignment = re.compile(r"\w+\.status\s*=(?!=|\s*')")  # In single quotes stands SQL's comparison.
    packages = ("salesops", "stores", "visits", "promotions", "dealers", "reports")
    sources = [path for package in packages for path in (ROOT / package).rglob("*.py")]
    places = [str(path.relative_to(ROOT)) for path in sources if assignment.search(path.read_text())]

    assert places == ["salesops/workflow/flow.py"]
