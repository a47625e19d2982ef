"""Keep a whole visit as the phone sends it (handbook H5.4; docs/submit_visit.md)."""

import json
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from salesops.accounts.actor import Actor, actor_for
from salesops.accounts.models import User
from salesops.errors import DomainError
from stores.models import Store
from visits.selectors.received import stored_state
from visits.services.receive import receive_visit

LARGEST_FILE = 200 * 1024 * 1024


class Command(BaseCommand):
    help = "Store one visit from a JSON file; the same file again changes nothing. docs/submit_visit.md has the format."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, help="a JSON file with one visit")
        parser.add_argument("--user", help="who made the visit, by user name; else the store's rep")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args, file: Path, user: str | None, **options) -> None:
        payload = _read(file)
        actor = _actor(user, payload)
        try:
            visit = receive_visit(payload, actor=actor, at=timezone.now())
        except PermissionDenied as refusal:
            raise CommandError(f"{file}: this person may not do this ({refusal}).") from refusal
        except DomainError as refusal:
            raise CommandError("\n".join(f"{file}: {line}" for line in str(refusal).splitlines())) from refusal
        state = stored_state(visit)
        if options["json"]:
            self.stdout.write(json.dumps(state, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(f"{name}: {value}" for name, value in state.items()))


def _read(file: Path) -> Any:
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise CommandError(f"{file}: is larger than {LARGEST_FILE // 1024 // 1024} MB.")
        return json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(f"{file}: cannot be read ({error.strerror}).") from error
    except (ValueError, RecursionError) as error:
        raise CommandError(f"{file}: is not JSON ({error}).") from error


def _actor(username: str | None, payload: Any) -> Actor:
    person = _person(username) if username else _rep_of(payload)
    return actor_for(person, timezone.localdate())


def _person(username: str) -> User:
    person = User.objects.active().filter(username=username).first()
    if person is None:
        raise CommandError(f"There is no active user “{username}”.")
    return person


def _rep_of(payload: Any) -> User:
    code = payload.get("store") if isinstance(payload, dict) else None
    stores = Store.objects.unscoped(because="the command acts for the store's rep").select_related("rep")
    store = stores.filter(code=code).first() if isinstance(code, str) else None
    if store is None:
        raise CommandError(f"store: unknown store {code}")
    return store.rep
