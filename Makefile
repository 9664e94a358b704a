# make crawl              crawl the made-up press on this machine (no network needed)
# make crawl OUTLET=name  crawl one outlet of the catalogue (seeds/)
# make crawl URL=https:…  crawl any address
# make test               all tests
# Each does its own set-up; Python 3.11 or newer is all it needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EMBEDDED := secantusdb>=0.7.0b3

.PHONY: crawl test lint types requirements clean help

help:
	@sed -n '/^#/!q; s/^# //p' Makefile

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version). Name another: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python's venv module is missing; on Debian: apt install python3-venv" >&2; exit 1; }

# The embedded database is a beta whose releases come and go, so it has a range, not a pin.
$(VENV)/crawl-ready: requirements.txt Makefile | $(BIN)/python
	@echo "Setting up: installing the pinned packages into $(VENV) (once, about a minute)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "$(EMBEDDED)"
	@touch $@

$(VENV)/test-ready: requirements-dev.txt $(VENV)/crawl-ready
	@echo "Setting up: installing the test tools into $(VENV) (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

crawl: $(VENV)/crawl-ready
ifdef OUTLET
	@$(BIN)/python -m scrapy crawl "$(OUTLET)" -o "data/$(OUTLET).jsonl" -s LOG_FILE=data/crawl.log
else ifdef URL
	@$(BIN)/python -m scrapy crawl news -a url="$(URL)" -o data/articles.jsonl -s LOG_FILE=data/crawl.log
else
	@$(BIN)/python -m tests.newsroom.tour
endif

test: $(VENV)/test-ready
	@$(BIN)/python -m pytest

lint: $(VENV)/test-ready
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m ruff format --check .
	@$(BIN)/scrapy-lint

types: $(VENV)/test-ready
	@$(BIN)/python -m mypy

# Pins with hashes and without download addresses; uv resolves for every platform at once.
requirements: $(BIN)/python
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --upgrade pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements.txt
	$(BIN)/uv pip compile --quiet pyproject.toml --extra dev --constraint requirements.txt --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements-dev.txt

clean:
	rm -rf $(VENV) data .mypy_cache .ruff_cache .pytest_cache .hypothesis
