# Two commands do all: `make demo` shows the sample at http://localhost:8000, `make test` passes all tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo

.PHONY: demo test lint bench clean

$(VENV)/ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $@

demo: $(VENV)/ready
	$(BIN)/dip-lod sample --productions 40 --seed 1 $(DEMO)/records
	cp docs/demo.toml $(DEMO)/dip-lod.toml
	$(BIN)/dip-lod --config $(DEMO)/dip-lod.toml build
	$(BIN)/dip-lod --config $(DEMO)/dip-lod.toml serve

test: $(VENV)/ready lint
	$(BIN)/python -m pytest

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/ready
	benchmarks/run

clean:
	rm -rf $(VENV) $(DEMO) dist
