"""The served form's files agree with each other and with the settings."""

import re

import pytest
import yaml
from django.conf import settings

COMPOSE = yaml.safe_load((settings.BASE_DIR / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
EXAMPLE = (settings.BASE_DIR / ".env.example").read_text()
SETTINGS = (settings.BASE_DIR / "salesops" / "settings.py").read_text()
OURS = ("migrate", "web", "worker", "beat")


def names_asked_of_the_environment():
    text = (settings.BASE_DIR / "docker-compose.yml").read_text()
    return set(re.findall(r"\$\{(\w+)", text))


def names_in_example():
    return set(re.findall(r"^(\w+)=", EXAMPLE, re.MULTILINE))


def test_every_part_has_its_service():
    assert set(SERVICES) == {"postgres", "redis", "migrate", "web", "worker", "beat", "proxy"}


@pytest.mark.parametrize("name", OURS)
def test_our_services_wait_for_healthy_servers(name):
    needs = SERVICES[name]["depends_on"]

    assert needs["postgres"] == needs["redis"] == {"condition": "service_healthy"}


@pytest.mark.parametrize("name", ["postgres", "redis", "web", "worker", "proxy"])
def test_service_says_when_it_is_well(name):
    assert SERVICES[name]["healthcheck"]["test"]


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_nothing_of_ours_starts_before_the_migrations(name):
    assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


@pytest.mark.parametrize("name", OURS)
def test_settings_know_every_name_they_are_given(name):
    given = SERVICES[name]["environment"]

    assert [key for key in given if f'("{key}"' not in SETTINGS] == []


def test_a_migration_waits_for_locks_more_shortly_than_a_request_may_last():
    """D7: whoever comes behind it waits as long as it does."""
    given = SERVICES["migrate"]["environment"]

    assert int(given["SALESOPS_LOCK_TIMEOUT_MS"]) < 5000
    assert given["DATABASE_URL"] == SERVICES["web"]["environment"]["DATABASE_URL"]


def test_example_names_just_what_compose_asks_for():
    assert names_in_example() == names_asked_of_the_environment()


def test_example_holds_no_secret():
    secrets = re.findall(r"^\w*(?:KEY|PASSWORD)=(.*)$", EXAMPLE, re.MULTILINE)

    assert secrets == ["", ""]


def test_jobs_survive_a_restart_of_the_queue():
    command = SERVICES["redis"]["command"]

    assert command[command.index("--appendonly") + 1] == "yes"
    assert command[command.index("--maxmemory-policy") + 1] == "noeviction"


@pytest.mark.parametrize("name", ["postgres", "redis", "web"])
def test_data_lies_in_a_named_volume(name):
    volumes = [volume.partition(":")[0] for volume in SERVICES[name]["volumes"]]

    assert set(volumes) <= set(COMPOSE["volumes"])


def test_only_the_proxy_is_open_to_the_network():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


def test_image_runs_as_nobody_special():
    lines = (settings.BASE_DIR / "Dockerfile").read_text().splitlines()

    assert lines.index("USER salesops") < next(i for i, line in enumerate(lines) if line.startswith("CMD"))
