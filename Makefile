# Two commands matter: `make run` (set up and open the dashboard) and `make test` (set up and run every test).
# What they do underneath, for machines without make, is in README.md.
PYTHON ?= python3
VENV   ?= .venv
BIN     = $(VENV)/bin
# Two workers, a module each, in the order of tests/conftest.py: the longest first.
PYTEST  = $(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder
# What is compiled is kept, also where the environment says no: two workers and all they start would compile it anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test check fast lint lock bench screenshots reference refresh clean

run: $(VENV)/.run
	$(BIN)/streamlit run dashboard.py

test: $(VENV)/.test
	$(PYTHON) tests/system_packages.py
	$(MAKE) lint
	$(PYTEST)

# The inner loop: style, types, and the tests that need no browser, no server and no page.
check: $(VENV)/.test
	$(MAKE) --jobs 2 lint fast

fast: $(VENV)/.test
	$(PYTEST) -m fast

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

$(VENV)/.run: requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

$(VENV)/.test: requirements-dev.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@ $(VENV)/.run

lock: $(VENV)/.test
	$(BIN)/python -m pip install --quiet uv
	for n in requirements requirements-dev; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	    --custom-compile-command "make lock" --output-file $$n.lock $$n.txt; done

screenshots: $(VENV)/.test
	$(BIN)/python -m tests.browser.take_screenshots

bench: $(VENV)/.test
	$(BIN)/python -m loaders.benchmark
	$(BIN)/python -m tests.benchmarks.pages
	$(BIN)/python tests/browser/benchmark_map.py

# The reference tables and the map's borders from their sources; data/SOURCES.md says what they are.
reference: $(VENV)/.test
	$(BIN)/python -m data.tools.build_reference --post-places $(if $(FACTS),--facts $(FACTS))
	$(BIN)/python -m data.tools.build_boundaries

# What has changed since, from Statistics Norway and Kartverket. Status 1 only says that there was something.
refresh: $(VENV)/.test
	$(BIN)/python -m data.tools.refresh --write || test $$? -eq 1
	$(BIN)/python -m data.tools.refresh_facts --write
	$(BIN)/python -m data.tools.build_boundaries --service

clean:
	rm -rf $(VENV) build .pytest_cache .ruff_cache
