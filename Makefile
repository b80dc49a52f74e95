# Two commands do all: `make demo` shows the sample at http://localhost:8000, `make test` passes all tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo
SOAK_SECONDS ?= 3600

.PHONY: demo test lint bench checked soak w3c clean

$(VENV)/ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $@

demo: $(VENV)/ready
	$(BIN)/dip-lod sample --productions 40 --seed 1 $(DEMO)/records
	cp docs/demo.toml $(DEMO)/dip-lod.toml
	$(BIN)/dip-lod --config $(DEMO)/dip-lod.toml build
	$(BIN)/dip-lod --config $(DEMO)/dip-lod.toml serve

test: $(VENV)/ready lint w3c
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --quiet --check dip_lod benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/ready
	benchmarks/run

# After a change of a query of ours, of a term or of a function: what ships need not be checked before every first build.
checked: $(VENV)/ready
	$(BIN)/python -m dip_lod.pipeline.checked

w3c: .w3c/ready

.w3c/ready: $(VENV)/ready
	PYTHON=$(BIN)/python tests/w3c/fetch .w3c
	touch $@

# An hour of attacks on a real server; `make soak SOAK_SECONDS=300` takes five minutes.
soak: $(VENV)/ready
	SOAK_SECONDS=$(SOAK_SECONDS) $(BIN)/python -m pytest -s tests/sparql/soak.py

clean:
	rm -rf $(VENV) $(DEMO) .w3c dist
