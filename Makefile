# Needs python3 (3.11 or newer) and make; scripts/bootstrap.py fetches the rest and asks nothing.
COUNTY ?= 331124
PROFILE ?= songyang
PORT ?= 8000
READY = @python3 scripts/bootstrap.py
PYTHON = @.venv/bin/python
ASSETS = @.venv/bin/python scripts/make_assets.py
BROWSER = @python3 scripts/make_browser.py
FONTS = python3 scripts/make_fonts.py --quiet

.DEFAULT_GOAL := help
.PHONY: help demo report test test-long check bench docs

help: ## these lines
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

demo: ## a county on the platform at http://127.0.0.1:8000 (COUNTY=331124 PROFILE=songyang PORT=8000)
	$(READY)
	$(ASSETS)
	@mkdir -p out; $(FONTS) >out/fonts.log 2>&1 &
	$(PYTHON) -m bench.county --county $(COUNTY) --profile $(PROFILE) --port $(PORT)

report: ## the same rosters without the platform: reconciled and reported in files
	$(READY)
	$(PYTHON) -m bench.demo --county $(COUNTY) --profile $(PROFILE)

test: check ## everything CI runs: check, then all tests but the long ones
	$(BROWSER)
	@$(FONTS)
	$(PYTHON) -m pytest -n 2 -m "not long"

test-long: ## the long campaigns
	$(READY) --group dev --group bench
	$(ASSETS)
	$(BROWSER)
	$(PYTHON) -m pytest -m long

check: ## lint, format, types, import contracts, generated documents current
	$(READY) --group dev
	$(ASSETS)
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check --quiet .
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-cache
	$(PYTHON) scripts/make_glossary.py --check
	$(PYTHON) scripts/make_docs.py --check

bench: ## quality, time and memory, against exact-ID matching and Splink on the same files
	$(READY) --group bench
	$(PYTHON) -m bench

docs: ## write the documents that are generated from code and data
	$(READY) --group dev
	$(PYTHON) scripts/make_glossary.py
	$(PYTHON) scripts/make_docs.py
