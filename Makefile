# The shop's commands. `make demo` opens it, `make test` proves it. Both work on a fresh Debian with Python 3.11.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHOP := $(VENV)/.shop-installed
TOOLS := $(VENV)/.tools-installed
PIP := $(BIN)/pip --quiet --disable-pip-version-check install --constraint requirements.lock
HEADING = @printf '\n\033[1m== %s\033[0m\n'
# What the suite needs from Debian, as command:package.
DEBIAN := chromium:chromium xgettext:gettext java:openjdk-17-jre-headless mvn:maven

.DEFAULT_GOAL := help
.PHONY: help demo run venv test lint bench bench-search debian elasticsearch elasticsearch-cluster test-sqlite test-postgres test-elasticsearch test-engines test-browser

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("The shop needs Python 3.11 or newer." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(SHOP): pyproject.toml requirements.lock | $(BIN)/python
	$(HEADING) 'Installing the shop'
	$(PIP) --editable .
	@touch $@

$(TOOLS): $(SHOP)
	$(HEADING) 'Installing the tools of the tests'
	$(PIP) --editable '.[test,art]'
	@touch $@

venv: $(TOOLS) ## Make .venv with everything the shop and its tests need

demo: $(SHOP) ## Open the shop with demo content on http://127.0.0.1:8000
	@$(BIN)/python -m storefront.translations compile
	$(HEADING) 'Preparing the database'
	@mkdir -p $${DATA_DIR:-var}
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py load_demo
	@$(BIN)/python manage.py serve_demo

run: $(SHOP) ## Start the shop as it is, without loading demo content
	@$(BIN)/python -m storefront.translations compile
	@mkdir -p $${DATA_DIR:-var}
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py serve_demo

bench: $(TOOLS) ## Measure; one JSON object a line (bench-search: the search alone, on every engine, up to a million products)
	@DATABASE_URL= $(BIN)/python manage.py bench --only pages --only orders --only demo
	@$(MAKE) --no-print-directory bench-search

bench-search: $(TOOLS)
	@DATABASE_URL= $(BIN)/python manage.py bench --only search
	@DATABASE_URL= $(BIN)/python -m tests.elasticsearch -- $(BIN)/python -m tests.postgres -- $(BIN)/python manage.py bench --only search

elasticsearch: $(TOOLS) ## Start a real Elasticsearch on http://127.0.0.1:9200 (PORT=…) until Ctrl-C
	@$(BIN)/python -m tests.elasticsearch

elasticsearch-cluster: $(TOOLS) ## Kill one of three nodes while indexing and searching, print what was lost
	@DATABASE_URL= $(BIN)/pytest --quiet tests/engines/nodes

debian: ## As root, install the Debian packages that the tests need and that are missing
	@missing=""; \
	for pair in $(DEBIAN); do command -v "$${pair%%:*}" >/dev/null || missing="$$missing $${pair##*:}"; done; \
	$(PYTHON) -c 'import ensurepip' 2>/dev/null || missing="$$missing python3-venv"; \
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$$missing postgresql"; \
	[ -n "$$missing" ] || exit 0; \
	if [ "$$(id -u)" != 0 ]; then echo "error: missing Debian packages:$$missing. Install them with: sudo apt-get install$$missing" >&2; exit 1; fi; \
	printf '\n\033[1m== Installing Debian packages:%s\033[0m\n' "$$missing"; \
	export DEBIAN_FRONTEND=noninteractive; \
	apt-get -qq update </dev/null && apt-get -qq install --yes --no-install-recommends $$missing </dev/null >/dev/null

lint: $(TOOLS) ## Style, types, import order, Django's own checks
	$(HEADING) 'ruff: style'
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	$(HEADING) 'import-linter: imports go down only'
	@$(BIN)/lint-imports --no-logo
	$(HEADING) 'mypy: types'
	@$(BIN)/mypy
	$(HEADING) 'Bundles and texts'
	@$(BIN)/python -m storefront.assets --check
	@$(BIN)/python -m storefront.translations check
	$(HEADING) 'Django: checks and migrations'
	@mkdir -p $${DATA_DIR:-var}
	@$(BIN)/python manage.py check --fail-level WARNING
	@$(BIN)/python manage.py makemigrations --check --dry-run

# A test that starts many threads or processes is marked `serial`; those share one xdist worker.
PYTEST := $(BIN)/pytest --quiet --numprocesses 2 --dist loadgroup

# The walk through the whole demo reads pages, which are the same on either database; it takes minutes, so it is made once.
ONCE := --ignore tests/flows/test_demo_leaks.py

test-sqlite: $(TOOLS)
	$(HEADING) 'Tests on SQLite'
	@DATABASE_URL= $(PYTEST) --ignore tests/browser --ignore tests/engines

test-postgres: $(TOOLS)
	$(HEADING) 'Tests on PostgreSQL'
	@$(BIN)/python -m tests.postgres -- $(PYTEST) --ignore tests/browser --ignore tests/engines $(ONCE)

# One server for the tests on both databases.
test-elasticsearch: $(TOOLS)
	$(HEADING) 'Tests on Elasticsearch'
	@$(BIN)/python -m tests.elasticsearch -- $(MAKE) --no-print-directory test-engines

test-engines:
	@DATABASE_URL= $(BIN)/pytest --quiet tests/engines --ignore tests/engines/nodes
	@$(BIN)/python -m tests.postgres -- $(BIN)/pytest --quiet tests/engines --ignore tests/engines/nodes

test-browser: $(TOOLS)
	$(HEADING) 'Tests in Chromium'
	@DATABASE_URL= $(PYTEST) tests/browser

test: ## Everything: lint, then all tests on SQLite, on PostgreSQL, on Elasticsearch and in Chromium
	@$(MAKE) --no-print-directory debian
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory test-sqlite
	@$(MAKE) --no-print-directory test-postgres
	@$(MAKE) --no-print-directory test-elasticsearch
	@$(MAKE) --no-print-directory test-browser
	$(HEADING) 'All tests passed'
