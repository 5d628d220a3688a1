# Two commands do all: `make demo` and `make test`. Needs Python 3.11+, make and the Debian packages in README.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo
AS_OF := 2023-10-15

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: install demo test check evaluate clean

install: $(VENV)/installed

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet "torch==2.13.0"
	$(BIN)/pip install --quiet --editable ".[test]"
	touch $@

demo: install  ## reviews the demo cases and shows what to look at
	mkdir -p $(DEMO)
	$(BIN)/aktsam review annotations/cases --cases annotations/cases/arenden.csv --as-of $(AS_OF) \
		--store $(DEMO)/aktsam.db --export $(DEMO)/reviews.jsonl
	$(BIN)/aktsam show FAR-01 --store $(DEMO)/aktsam.db
	$(BIN)/aktsam users list --store $(DEMO)/aktsam.db | grep -q inspektor || \
		$(BIN)/aktsam users demo --store $(DEMO)/aktsam.db
	@echo "Granskningskön: $(BIN)/aktsam serve annotations/cases --store $(DEMO)/aktsam.db"

evaluate: install  ## the scoreboard of the demo cases; fails below the committed floor
	mkdir -p $(DEMO)
	$(BIN)/aktsam review annotations/cases --cases annotations/cases/arenden.csv --as-of $(AS_OF) \
		--store $(DEMO)/aktsam.db --export $(DEMO)/reviews.jsonl --json
	$(BIN)/aktsam evaluate annotations/cases/gold.jsonl $(DEMO)/reviews.jsonl --floor annotations/floor.json

check: install  ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: check  ## style, types, tests
	$(BIN)/pytest

clean:
	rm -rf $(VENV) $(DEMO) build *.egg-info
