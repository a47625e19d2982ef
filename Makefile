# The commands of the project; `make demo` is the first one to try.

PYTHON ?= python3
PORT ?= 8000
BACKUPS ?= backups
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
HAS_PEOPLE := import sys; from salesops.accounts.models import User; sys.exit(not User.objects.exists())
CATALOGUE := locale/zh_Hans/LC_MESSAGES/django

.PHONY: demo setup setup-dev test test-postgres matrix fuzz e2e lint audit format services backup restore screenshots bench clean

# The planner is compiled beside the first lines of the seed, which needs it for its routes.
demo: setup
	$(MANAGE) migrate --noinput --verbosity 0
	@$(MANAGE) shell --verbosity 0 --command "$(HAS_PEOPLE)" || { $(MANAGE) warm_planner >/dev/null & $(MANAGE) seed_demo --scale demo; }
	@SALESOPS_DEMO=1 PORT=$(PORT) exec $(MANAGE) dev

setup: .venv/.installed static/vendor/.taken $(CATALOGUE).mo

setup-dev: setup .venv/.installed-dev

.venv/.installed: requirements.txt constraints.txt requirements-node.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) -r requirements.txt
	command -v npm >/dev/null || $(PIP) -r requirements-node.txt
	touch $@

.venv/.installed-dev: .venv/.installed requirements-dev.txt
	$(PIP) -r requirements-dev.txt
	touch $@

static/vendor/.taken: package.json package-lock.json .npmrc salesops/web/management/commands/vendor_frontend.py | .venv/.installed
	$(MANAGE) vendor_frontend
	touch $@

$(CATALOGUE).mo: $(CATALOGUE).po | .venv/.installed
	$(MANAGE) compile_translations

# Everything that can run here, on SQLite; a missing service skips its tests and is named.
test: setup-dev
	$(BIN)/python -m pytest

# The same on PostgreSQL and Redis, less what is SQLite by nature, what no engine could answer otherwise (without a database,
# or who may enter where), and the browser, which takes long.
test-postgres: setup-dev
	DATABASE_URL="$${TEST_POSTGRES_URL:-postgres://$${PGUSER:-$${USER:-root}}@127.0.0.1:5432/salesops}" $(BIN)/python -m pytest -m "not e2e and not embedded and not any_engine" --ignore-glob="tests/*/calc" --ignore=tests/architecture

# Who may do what: every URL, person, state of the object, method and way of asking; the suite takes one way of each URL.
matrix: setup-dev
	SALESOPS_LONG=1 $(BIN)/python -m pytest tests/architecture/test_matrix.py

# Ten thousand forms, actions, lists and visits with odd values, and as many requests made from the OpenAPI document.
fuzz: setup-dev
	SALESOPS_LONG=1 $(BIN)/python -m pytest tests/journeys/test_fuzz.py tests/journeys/test_openapi.py

e2e: setup-dev
	$(BIN)/python -m pytest -m e2e

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/lint-imports
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) check_translations
	SALESOPS_MODE=production SALESOPS_SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))') \
	SALESOPS_DATA_KEYS=checked-and-never-used SALESOPS_ALLOWED_HOSTS=salesops.example DATABASE_URL=postgres://salesops@127.0.0.1/salesops \
	CELERY_BROKER_URL=redis://127.0.0.1:6379/0 $(MANAGE) check --deploy --fail-level WARNING

# Known holes in what we depend on; where no advisories can be asked it says so and goes on (AUDIT=--strict: fails).
audit: setup-dev
	$(BIN)/python -m tests.audit $(AUDIT)

format: setup-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

services: setup
	@$(MANAGE) services

# Database and files of one moment into one archive; KEEP=14 leaves the newest fourteen.
backup: setup
	@install -d -m 700 $(BACKUPS)
	@$(MANAGE) backup $(BACKUPS) $(if $(KEEP),--keep $(KEEP))

# make restore ARCHIVE=backups/salesops-….tar; REPLACE=1 takes away the rows that are there, CHECK=1 only reads.
restore: setup
	@test -n "$(ARCHIVE)" || { echo "Say which: make restore ARCHIVE=$(BACKUPS)/salesops-….tar"; exit 1; }
	@$(MANAGE) restore $(ARCHIVE) $(if $(REPLACE),--replace) $(if $(CHECK),--check)

# The pages of the running demonstration as pictures, for the documents.
screenshots: setup-dev
	$(BIN)/python -m tests.screenshots http://127.0.0.1:$(PORT) docs/screenshots

# Pages, imports and exports at 100,000 stores beside a bare Django page and the bare libraries; needs PostgreSQL.
bench: setup-dev
	$(BIN)/python -m tests.bench $(BENCH)

clean:
	rm -rf .venv var staticfiles static/vendor $(CATALOGUE).mo
