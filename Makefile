# planbook for those who work on it. GNU make; every target sets itself up and may be run again.
#
#   make site   the handbook in content/, built into site/
#   make test   every test, the built site in a real Chromium included
#
# All paths are relative, so that the checkout may lie in a folder with spaces or Chinese in its name.

SHELL := /bin/sh
.SHELLFLAGS := -eu -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site test accessibility search lint format typecheck evaluate docs icons styles screenshots search-library bench mutants lock lowest newest clean setup setup-dev

RUN := .venv/bin/python
PYTEST_WORKERS ?= 2

help: ## Show this list.
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1#\2/p' Makefile | awk -F'#' '{printf "%-18s %s\n", $$1, $$2}'

site: setup ## Validate content/ and build it into site/.
	@$(RUN) -m planbook validate
	@$(RUN) -m planbook build

test: setup-dev ## Run every test; finds or installs a Chromium and what checks its pages.
	@PYTHONPATH=tests $(RUN) -m browser.checkers
	@CHROMIUM="$$(PYTHONPATH=tests $(RUN) -m browser.chromium)"; export CHROMIUM; \
	$(RUN) -m pytest -q -n $(PYTEST_WORKERS) --dist worksteal $(PYTEST_ARGUMENTS)

accessibility: setup-dev ## Hold every page against axe-core, at each width in each scheme (takes an hour).
	@PYTHONPATH=tests $(RUN) -m browser.checkers
	@CHROMIUM="$$(PYTHONPATH=tests $(RUN) -m browser.chromium)"; export CHROMIUM; \
	PLANBOOK_EVERY_PAGE=1 $(RUN) -m pytest -q -n $(PYTEST_WORKERS) tests/browser/test_accessibility.py $(PYTEST_ARGUMENTS)

search: setup-dev ## Run the property tests with other examples than `make test`.
	@CHROMIUM="$$(PYTHONPATH=tests $(RUN) -m browser.chromium)"; export CHROMIUM; \
	$(RUN) -m pytest -q -n $(PYTEST_WORKERS) -m hypothesis --hypothesis-profile=search $(PYTEST_ARGUMENTS)

lint: setup-dev ## Check style and layout of the code.
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .

format: setup-dev ## Put the code in its layout.
	@$(RUN) -m ruff check --fix .
	@$(RUN) -m ruff format .

typecheck: setup-dev ## Check the types.
	@$(RUN) -m mypy --strict

evaluate: setup-dev ## Measure how well drafts read sentences; put the table into docs/drafting*.md.
	@$(RUN) tests/evaluation/evaluate.py --write

docs: setup-dev ## Make docs/reference/ and docs/rules/ from the schemas and the findings.
	@$(RUN) docs/generate.py

screenshots: setup-dev ## Take pictures of the example's main pages into screenshots/.
	@CHROMIUM="$$(PYTHONPATH=tests $(RUN) -m browser.chromium)"; export CHROMIUM; $(RUN) docs/screenshots.py

styles: setup-dev ## Put the parts of the theme's style and its scripts together.
	@$(RUN) .ci/styles.py

icons: ## Make the theme's icons anew from Lucide's (needs npm).
	@folder="$$(mktemp -d)"; trap 'rm -rf "$$folder"' EXIT; npm pack --silent --pack-destination "$$folder" lucide-static@1.62.0 >/dev/null; \
	tar -xzf "$$folder"/lucide-static-*.tgz -C "$$folder"; python3 .ci/icons.py "$$folder/package"

search-library: ## Make the part of MiniSearch that the search uses anew (needs npm).
	@folder="$$(mktemp -d)"; trap 'rm -rf "$$folder"' EXIT; static="$$PWD/themes/default/static"; cd "$$folder"; \
	npm install --silent minisearch@7.2.0 esbuild@0.28.2 >/dev/null; \
	printf 'import SearchableMap from "minisearch/SearchableMap";\nwindow.SearchableMap = SearchableMap;\n' >entry.js; \
	npx esbuild entry.js --bundle --minify --format=iife --target=es2020 --log-level=error --outfile="$$static/searchable-map.js" \
	  --banner:js="/*! SearchableMap of MiniSearch 7.2.0, https://github.com/lucaong/minisearch, MIT: searchable-map.LICENSE.txt */"; \
	cp node_modules/minisearch/LICENSE.txt "$$static/searchable-map.LICENSE.txt"

bench: setup-dev ## Measure time and memory, beside Hugo and check-jsonschema (docs/performance.md).
	@$(RUN) benchmarks/run.py $(BENCH_ARGUMENTS)

mutants: setup-dev ## Count how many small changes of the figures' code the tests notice (takes long).
	@PYTHONPATH=tests $(RUN) -m mutation.run --workers $(PYTEST_WORKERS) --at-least 95 $(MODULES)

lock: setup-dev ## Choose the versions of the development dependencies anew.
	@$(RUN) -m pip install -q uv
	@$(RUN) -m uv pip compile -q --universal --python-version 3.11 --upgrade --no-header \
	  --no-emit-index-url --no-emit-find-links --annotation-style=line \
	  --group dev pyproject.toml -o requirements-dev.lock

lowest: setup-dev ## Run the tests with the lowest versions that pyproject.toml allows.
	@.ci/bounds lowest -n $(PYTEST_WORKERS) --dist worksteal $(PYTEST_ARGUMENTS)

newest: setup-dev ## Run the tests with the newest versions that pyproject.toml allows.
	@.ci/bounds newest -n $(PYTEST_WORKERS) --dist worksteal $(PYTEST_ARGUMENTS)

clean: ## Remove everything that make has made.
	@rm -rf .venv .venv-lowest .venv-newest benchmarks/.peers site .planbook .mypy_cache .pytest_cache .ruff_cache .hypothesis dist build

# The stamps are checked by a script, for one thing that make cannot see: a virtual environment
# that was copied along with its checkout still points at the old place.
setup:
	@sh .ci/setup site

setup-dev:
	@sh .ci/setup dev
