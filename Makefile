# `make demo` and `make test` are all a newcomer needs; `make help` lists the others.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
TEST_POSTGRES_URL ?= postgres://postgres@127.0.0.1:5432/postgres
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check

.PHONY: help demo serve test check tests postgresql train-bachbot clips browser free-port usable-venv

help:
	@echo "make demo            a site with a study open on http://127.0.0.1:$(PORT) (PORT=… for another port); no torch"
	@echo "make serve           the site without the demo, for studies of your own (HOST=… PORT=…; docs/running.md)"
	@echo "make test            everything checked: style, types, settings, tests on both databases (installs torch)"
	@echo "make train-bachbot   train BachBot on the melody-family split into var/runs/bachbot"
	@echo "make clips           render the demo's clips again and check that they are those committed"
	@echo "make browser         install Chromium for the browser tests (Debian, Ubuntu)"

demo: free-port $(VENV)/web
	$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py serve --demo --host $(HOST) --port $(PORT)

serve: free-port $(VENV)/web
	$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py serve --host $(HOST) --port $(PORT)

free-port:
	@$(PYTHON) -m turing.ports $(HOST) $(PORT)

test: check tests postgresql

check: $(VENV)/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run

tests: $(VENV)/dev
	$(BIN)/pytest -n 2 --dist loadgroup $(TESTS)

postgresql: $(VENV)/dev
	@if $(BIN)/python -c 'import psycopg; psycopg.connect("$(TEST_POSTGRES_URL)", connect_timeout=3)' 2>/dev/null; \
	then DATABASE_URL=$(TEST_POSTGRES_URL) $(BIN)/pytest -n 2 -m "not browser" tests/turing; \
	else echo "PostgreSQL not found at $(TEST_POSTGRES_URL): its tests are skipped"; fi

train-bachbot: $(VENV)/dev
	$(BIN)/python -m generators train bachbot --out var/runs/bachbot

clips: $(VENV)/web
	$(BIN)/python manage.py render_clips --check

browser:
	@if command -v chromium; then :; \
	elif [ "$$(id -u)" = 0 ]; then apt-get install --yes --no-install-recommends chromium; \
	else echo "Chromium is installed with apt-get, which only root may: sudo make browser" >&2; exit 1; fi

# Packages are not found where another Python put them.
usable-venv:
	@[ ! -e $(VENV) ] || $(BIN)/python -c 'import os, sys; sys.exit(sys.version_info < (3, 11) or not os.path.isdir(sys.prefix + "/lib/python%d.%d" % sys.version_info[:2]))' 2>/dev/null || \
	{ echo "$(VENV) was made by another Python, or by one that is gone: remove it (rm -r $(VENV)), then run make again" >&2; exit 1; }

$(VENV)/bin/python: | usable-venv
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 to 3.14 is needed, this is " + sys.version.split()[0]) if not (3, 11) <= sys.version_info[:2] <= (3, 14) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/web: $(BIN)/python requirements/web.txt
	$(PIP) -r requirements/web.txt
	@touch $@

$(VENV)/dev: $(VENV)/web requirements.txt requirements/torch.txt requirements/analysis.txt requirements/compiled.txt requirements/onnx.txt requirements/aac.txt requirements/dev.txt
	$(PIP) -r requirements.txt -r requirements/dev.txt
	@touch $@
