"""How many statements each page sends, counted in the process (make bench).

python -m tests.bench.queries USERNAME PATH…    one JSON object: path → statements
"""

import json
import sys

import django
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

django.setup()

from salesops.accounts.models import User  # noqa: E402


def main() -> None:
    username, *paths = sys.argv[1:]
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(username=username))
    counted = {}
    for path in paths:
        client.get(path)
        with CaptureQueriesContext(connection) as sent:
            client.get(path)
        counted[path] = len(sent)
    sys.stdout.write(json.dumps(counted))


if __name__ == "__main__":
    main()
