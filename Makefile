# How to work on the desk. `make` alone lists what there is.
PYTHON ?= python3
PORT ?= 8080
ARGS ?=
WORKERS ?= 3
BIN := .venv/bin

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test e2e-teams lint bench soak lock python run-ready dev-ready

help: ## list what make can do
	@echo "make TARGET [NAME=value]"
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)$$/  \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 12

demo: run-ready ## start the bot with a sample municipality: a chat page on http://127.0.0.1:8080 (another port: PORT=8081)
	@$(BIN)/supportbot demo --port $(PORT)

test: dev-ready ## run the whole suite (a part of it: ARGS="tests/knowledge")
	@$(PYTHON) tools/prepare.py --dev --services
	@OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

e2e-teams: dev-ready ## play a morning in Microsoft's Agents Playground (needs npm and the network; ARGS="--pictures FOLDER")
	@$(BIN)/python -m tests.teams.e2e $(ARGS)

lint: dev-ready ## check style, types and who may import whom
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

bench: dev-ready ## measure speed and lateness, for docs/measurements.md
	@$(BIN)/python -m tests.bench $(ARGS)

soak: dev-ready ## kill the bot 200 times per database, on Slack 20 times with 30 cut sockets, in Teams 20 times, an announcement 50 times, and count what was lost or doubled
	@$(PYTHON) tools/prepare.py --dev --services
	@$(BIN)/python -m tests.durable.soak $(ARGS)

lock: python ## renew requirements.lock and requirements-dev.lock from pyproject.toml
	@$(PYTHON) tools/lock.py $(ARGS)

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Python 3.11 or newer is needed, and '$(PYTHON)' is not. Name another: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }

run-ready: python
	@$(PYTHON) tools/prepare.py

dev-ready: python
	@$(PYTHON) tools/prepare.py --dev
