# Everything is done from here; every target sets up what it needs first, once.
# Windows: the same words with .\make.ps1

.DEFAULT_GOAL := help
.PHONY: help run test lint format bench screenshots translations documents build windows \
	release-check windows-test windows-test-short clean

PYTHON_IN := .venv/bin/python
READY := .venv/.ready
READY_FOR_TESTS := .venv/.ready-for-tests
SPANISH := resources/i18n/es.mo
WINDOWS := build/windows
PYTEST := $(PYTHON_IN) -m pytest -q -n 2 --dist worksteal
MEASURED := tests/unit tests/integration tests/vectors tests/migrations

help:
	@echo "make run            open the desktop; without a display, do the main job offscreen"
	@echo "make test           all checks and all tests"
	@echo "make lint           only the checks"
	@echo "make format         put the code into its one form"
	@echo "make bench          the ratios that must hold"
	@echo "make screenshots    a picture of every screen, in docs/images"
	@echo "make translations   collect sentences, compile the catalogues"
	@echo "make documents      write the documents that follow from the program"
	@echo "make build          freeze clerkapp and clerkctl into dist/clerkapp"
	@echo "make windows        freeze both for Windows into dist/windows/clerkapp, and use them once"
	@echo "make windows-test   the tests on Windows, under wine; windows-test-short takes four minutes"
	@echo "make release-check  build for both systems, build again, use what was built once,"
	@echo "                    all tests on Windows, try 20,000 changed bundles"
	@echo "make clean          remove everything that was made here"

run: $(READY) $(SPANISH)
	@$(PYTHON_IN) -m tools.run $(VAULT)

test: lint $(SPANISH)
	@$(PYTEST) --cov --cov-report= $(MEASURED)
	@$(PYTHON_IN) -m tools.coverage_floor
	@$(PYTEST) $(addprefix --ignore=,$(MEASURED))

lint: $(READY_FOR_TESTS)
	@.venv/bin/ruff check --quiet
	@.venv/bin/ruff format --check --quiet
	@$(PYTHON_IN) -m mypy --no-error-summary
	@.venv/bin/lint-imports --no-logo > build/lint-imports.txt || { cat build/lint-imports.txt; exit 1; }

format: $(READY)
	@.venv/bin/ruff check --fix --quiet
	@.venv/bin/ruff format --quiet

bench: $(READY_FOR_TESTS) $(SPANISH)
	@$(PYTHON_IN) -m pytest -q -o addopts="--strict-markers --import-mode=importlib" tests/benchmarks

screenshots: $(READY) $(SPANISH)
	@$(PYTHON_IN) -m tools.screenshots

translations: $(READY)
	@$(PYTHON_IN) -m tools.translations

documents: $(READY)
	@$(PYTHON_IN) -m tools.documents

build: $(READY_FOR_TESTS) $(SPANISH)
	@$(PYTHON_IN) -m tools.build

windows: $(WINDOWS)
	@tools/windows/build.sh
	@$(PYTHON_IN) -m tools.release_check --windows

release-check: build windows
	@$(PYTHON_IN) -m tools.build --again
	@$(PYTHON_IN) -m tools.release_check
	@tools/windows/build.sh --again
	@$(PYTHON_IN) -m tools.accessibility.check
	@$(MAKE) --no-print-directory windows-test
	@CLERKAPP_MUTATIONS=20000 $(PYTHON_IN) -m pytest -q tests/fuzz/test_account_mutations.py

windows-test-short: $(WINDOWS)
	@tools/windows/test.sh short

windows-test: $(WINDOWS)
	@tools/windows/test.sh whole

clean:
	rm -rf .venv build dist demo .coverage* .mypy_cache .ruff_cache .pytest_cache \
		.import_linter_cache .hypothesis .benchmarks
	rm -f $(SPANISH)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: $(WINDOWS)
$(WINDOWS): $(READY_FOR_TESTS) $(SPANISH)
	@tools/debian/install.sh tools/debian/windows.txt
	@tools/windows/set_up.sh

$(READY): tools/debian/run.txt tools/debian/install.sh tools/environment.sh tools/uv.txt uv.lock pyproject.toml
	@tools/debian/install.sh tools/debian/run.txt
	@tools/environment.sh
	@mkdir -p build
	@touch $@

$(SPANISH): resources/i18n/es.po | $(READY)
	@$(PYTHON_IN) -m tools.translations compile
	@touch $@

$(READY_FOR_TESTS): $(READY) tools/debian/test.txt
	@tools/debian/install.sh tools/debian/test.txt
	@touch $@
