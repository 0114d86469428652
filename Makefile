# The commands that always work; docs/howto/commands.md explains them.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3,11) <= sys.version_info[:2] <= (3,13))' \
	2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PORT ?= 8501
# Many tests wait for processes of their own; files of tests run side by side.
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadfile

.PHONY: run test test-all check format docs lock samples clean

run: .venv/run.stamp
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: .venv/dev.stamp .venv/browser.stamp
	$(PYTEST) -m "not slow"

test-all: .venv/dev.stamp .venv/browser.stamp
	$(PYTEST)

check: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_architecture.py tests/test_docs.py

format: .venv/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: export PYTHONPATH = .
docs: .venv/run.stamp
	$(BIN)/python docs/generate.py
	$(BIN)/python -m dlcompare.advice.document > docs/rules.md

samples: .venv/run.stamp
	$(BIN)/python data/make_samples.py

lock: .venv/dev.stamp
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url \
		--custom-compile-command "make lock" requirements.in -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url \
		--custom-compile-command "make lock" requirements-dev.in -o requirements-dev.txt

.venv/run.stamp: requirements.txt
	@test -n "$(PYTHON)" || { echo "dlcompare needs Python 3.11, 3.12 or 3.13, and none was found. Install one, or say PYTHON=/path/to/python."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/dev.stamp: .venv/run.stamp requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

.venv/browser.stamp: .venv/dev.stamp
	sh .ci/browser $(BIN)/playwright
	touch $@

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
