# Everything that is done with the project, from a fresh checkout on. `make` alone lists it.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
INSTALL_LOCKED := $(PIP) install --require-hashes --only-binary :all: --requirement
PIN := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --upgrade \
	--generate-hashes --no-header --no-emit-index-url --quiet

# The first Python on this machine that every dependency has wheels for.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null \
	&& echo $$python && break; done)
SYSTEM_PACKAGES = PYTHON="$(PYTHON)" scripts/system-packages

# Where Qt's system libraries could not be had, everything but its tests and pictures still runs.
HAS_QT = $(BIN)/python -c 'import PySide6.QtWidgets' 2>/dev/null
WITHOUT_QT = $$($(HAS_QT) || echo -p no:pytest-qt)

.NOTPARALLEL:
.PHONY: help setup run shots test check format bench bench-quick lock clean packages-to-run packages-to-test

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

setup: $(VENV)/runtime-installed ## Set up: leaves .venv/bin/panelapp

run: packages-to-run setup ## Set up, make the example in demo/ and open its window
	@if [ -e demo/demo.fpanel ]; then \
		echo "The earlier demonstration in demo/ is replaced."; rm -r demo; fi
	@$(BIN)/panelapp demo demo
	@if [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		if $(HAS_QT); then $(BIN)/python -m ui.gallery demo/screens --quick; \
		else echo "not run: pictures of the screens (Qt cannot be loaded here)"; fi; fi

shots: packages-to-run setup ## Take pictures of every screen in every theme and size
	@$(BIN)/python -m ui.gallery build/screens

test: packages-to-test $(VENV)/tools-installed ## Set up what tests need too, then run every test
	@$(BIN)/python -m pytest -n 2 --dist worksteal $(WITHOUT_QT)

check: $(VENV)/tools-installed ## Check format, lint, types and import contracts
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: $(VENV)/tools-installed ## Put the code into the agreed format
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format .

bench: $(VENV)/tools-installed ## Measure against the floors and print one table
	@$(BIN)/python -m benchmarks

bench-quick: $(VENV)/tools-installed ## The same on smaller sizes, in a minute
	@$(BIN)/python -m benchmarks --quick

lock: $(VENV)/tools-installed ## Pin the newest versions that pyproject.toml allows
	$(PIN) --group build --output-file requirements.lock
	$(PIN) --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean: ## Remove the virtual environment and everything built
	rm -rf $(VENV) build dist *.egg-info
	rm -rf .mypy_cache .ruff_cache .import_linter_cache .pytest_cache .hypothesis

packages-to-run:
	@$(SYSTEM_PACKAGES) setup window

packages-to-test:
	@$(SYSTEM_PACKAGES) setup window tests

$(VENV)/runtime-installed: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 to 3.14 is needed, and none was found." >&2; exit 1; }
	@$(SYSTEM_PACKAGES) setup
	@echo "Setting up $(VENV) (about a minute the first time)"
	@$(PYTHON) -m venv $(VENV)
	@$(INSTALL_LOCKED) requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/tools-installed: $(VENV)/runtime-installed requirements-dev.lock
	@echo "Adding the development tools to $(VENV)"
	@$(INSTALL_LOCKED) requirements-dev.lock
	@touch $@
